// SPDX-License-Identifier: MIT
#include "harness/report/html/html_page.h"

#include "harness/report/html/page_assets.h"
#include "harness/report/html/page_data.h"
#include "harness/report/html/page_text.h"
#include "harness/report/html/plain_summary.h"

namespace echocheck {
namespace {

struct PageParts {
  std::string title;
  std::string_view language;
  std::string plain;  // markup
  std::string data;   // JSON
};

// The policy is the second wall against hostile text: nothing is loaded or sent, and no script or
// style counts but the two that were built in, even if markup should ever slip through.
std::string ContentPolicy() {
  std::string policy = "default-src 'none'; script-src '";
  policy += kPageScriptHash;
  policy += "'; style-src '";
  policy += kPageStyleHash;
  policy += "'; img-src data:; base-uri 'none'; form-action 'none'";
  return policy;
}

std::string AssemblePage(const PageParts& parts) {
  const std::string data = EscapeForScript(parts.data);
  std::string page;
  page.reserve(data.size() + kPageStyle.size() + kPageScript.size() + parts.plain.size() + 2048);
  page += "<!DOCTYPE html>\n<html lang=\"";
  page += parts.language == "ja" ? "ja" : "en";
  page += "\" data-theme=\"auto\">\n<head>\n<meta charset=\"utf-8\">\n";
  page += "<meta http-equiv=\"Content-Security-Policy\" content=\"" + ContentPolicy() + "\">\n";
  page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  page += "<meta name=\"referrer\" content=\"no-referrer\">\n";
  page += "<title>" + EscapeHtml(parts.title) + "</title>\n<style>";
  page += kPageStyle;
  page += "</style>\n</head>\n<body>\n<noscript><div class=\"plain\">" + parts.plain;
  page += "</div></noscript>\n<script type=\"application/json\" id=\"data\">";
  page += data;
  page += "</script>\n<script>";
  page += kPageScript;
  page += "</script>\n</body>\n</html>\n";
  return page;
}

}  // namespace

std::string RenderHtml(const RunRecord& run) {
  PageParts parts;
  parts.title =
      std::string(ToString(run.verdict)) + ": " + ShowableText(run.target) + " - echocheck";
  parts.language = run.language;
  parts.plain = PlainRunSummary(run);
  parts.data = RunPageData(run);
  return AssemblePage(parts);
}

std::string RenderCaptureHtml(const CaptureOnPage& capture) {
  PageParts parts;
  parts.title = ShowableText(capture.title) + " - echocheck";
  parts.language = capture.language;
  parts.plain = PlainCaptureSummary(capture.title, capture.connections, capture.language);
  parts.data = CapturePageData(capture);
  return AssemblePage(parts);
}

}  // namespace echocheck
