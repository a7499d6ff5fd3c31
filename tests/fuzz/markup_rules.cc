// SPDX-License-Identifier: MIT
#include "tests/fuzz/markup_rules.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "harness/base/bytes.h"
#include "harness/report/html/html_page.h"
#include "harness/report/html/page_assets.h"
#include "harness/report/machine/markdown_summary.h"
#include "tests/fuzz/fuzz_target.h"

namespace echocheck {
namespace {

constexpr std::string_view kDataElement = R"(<script type="application/json" id="data">)";

// Takes what `text` begins with, up to `end`, and takes `end`, too.
std::string_view TakeUpTo(std::string_view end, std::string_view& text, std::string_view what) {
  const std::size_t at = text.find(end);
  Require(at != std::string_view::npos, what);
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at + end.size());
  return part;
}

// Each "<" of `markup` begins one of `tags`, each of which is closed in order when it has to be.
void HoldTags(std::string_view markup, const std::vector<std::string_view>& tags,
              std::string_view what) {
  std::vector<std::string_view> open;
  for (std::size_t at = markup.find('<'); at != std::string_view::npos;
       at = markup.find('<', at + 1)) {
    const std::string_view rest = markup.substr(at + 1);
    const bool closes = rest.starts_with('/');
    const std::string_view inner = rest.substr(closes ? 1 : 0);
    const std::string_view name = inner.substr(0, inner.find('>'));
    Require(name.size() < inner.size() && std::ranges::find(tags, name) != tags.end(), what);
    if (name == "br") continue;
    if (!closes) {
      open.push_back(name);
      continue;
    }
    Require(!open.empty() && open.back() == name, what);
    open.pop_back();
  }
  Require(open.empty(), what);
}

// Markdown without what means nothing but itself: fenced blocks, code spans, escaped characters,
// and the empty comments that cut links. Blocks of HTML stay as they are: in them, up to an empty
// line, backticks and backslashes mean nothing.
class MarkdownText {
 public:
  explicit MarkdownText(std::string_view text) : rest_(text) {}

  std::string WithoutLiterals() {
    while (!rest_.empty()) {
      const std::size_t ticks = std::min(rest_.find_first_not_of('`'), rest_.size());
      if (BeginsLine() && rest_.starts_with("<details>")) {
        plain_ += TakeUpTo("\n\n", rest_, "a block of HTML ends");
        plain_ += '\n';
      } else if (ticks >= 3 && BeginsLine() && rest_.substr(ticks).starts_with("text\n")) {
        SkipBlock(ticks);
      } else if (ticks > 0) {
        SkipSpan(ticks);
      } else if (rest_[0] == '\\') {
        Require(rest_.size() > 1, "a backslash escapes something");
        rest_.remove_prefix(2);
        plain_ += '.';
      } else if (rest_.starts_with("<!-- -->")) {
        rest_.remove_prefix(8);
      } else {
        plain_ += rest_[0];
        rest_.remove_prefix(1);
      }
    }
    return std::move(plain_);
  }

 private:
  bool BeginsLine() const { return plain_.empty() || plain_.back() == '\n'; }

  // Up to the next run of exactly so many backticks.
  void SkipSpan(std::size_t ticks) {
    rest_.remove_prefix(ticks);
    for (std::size_t run = 0; run != ticks;) {
      const std::string_view code = TakeUpTo("`", rest_, "a span of code is closed");
      Require(code.find('\n') == std::string_view::npos, "a span of code is on one line");
      const std::size_t more = std::min(rest_.find_first_not_of('`'), rest_.size());
      rest_.remove_prefix(more);
      run = 1 + more;
    }
    plain_ += '.';
  }

  // Up to a line of at least so many backticks.
  void SkipBlock(std::size_t ticks) {
    TakeUpTo("\n", rest_, "a block of code begins");
    for (;;) {
      const std::string_view line = TakeUpTo("\n", rest_, "a block of code is closed");
      const std::size_t run = std::min(line.find_first_not_of('`'), line.size());
      if (run >= ticks && line.find_first_not_of(' ', run) == std::string_view::npos) return;
    }
  }

  std::string_view rest_;
  std::string plain_;
};

}  // namespace

void HoldHtml(const RunRecord& run) {
  const std::string page = RenderHtml(run);
  std::string_view rest = page;
  const std::string_view head = TakeUpTo("<title>", rest, "the page has a title");
  Require(head.size() < 1000 && head.starts_with("<!DOCTYPE html>\n"), "the head is ours alone");
  const std::string_view title = TakeUpTo("</title>\n<style>", rest, "the title ends");
  Require(title.find_first_of("<>\"") == std::string_view::npos, "the title is text");
  Require(rest.starts_with(kPageStyle), "the style is the one that was built in");
  rest.remove_prefix(kPageStyle.size());
  TakeUpTo("<noscript><div class=\"plain\">", rest, "a summary follows");
  const std::string_view plain = TakeUpTo("</div></noscript>\n", rest, "the summary ends");
  Require(IsUtf8(plain), "the summary is UTF-8");
  HoldTags(plain, {"p", "h1", "code", "strong", "table", "tr", "th", "td", "br"},
           "the summary has tags of ours alone");
  TakeUpTo(kDataElement, rest, "the data follows");
  const std::string_view data = TakeUpTo("</script>", rest, "the data ends");
  Require(data.find_first_of("<>&") == std::string_view::npos, "the data cannot end its element");
  Require(IsUtf8(data) && nlohmann::json::accept(data), "the data is JSON");
  const std::string_view end = "\n<script>";
  Require(rest.starts_with(end) && rest.substr(end.size()).starts_with(kPageScript) &&
              rest.substr(end.size() + kPageScript.size()) == "</script>\n</body>\n</html>\n",
          "the script follows, and nothing else");
}

void HoldMarkdown(const RunRecord& run) {
  const std::string text = RenderMarkdownSummary(run);
  Require(IsUtf8(text) && text.size() <= kMarkdownLimit, "Markdown is UTF-8 of bounded size");
  const std::string plain = MarkdownText(text).WithoutLiterals();
  HoldTags(plain, {"details", "summary", "code"}, "Markdown has tags of ours alone");
}

}  // namespace echocheck
