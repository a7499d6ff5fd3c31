// SPDX-License-Identifier: MIT
#include "harness/cli/typed_explain_options.h"

#include <CLI/CLI.hpp>

#include "harness/cli/language_choice.h"
#include "harness/cli/output_place.h"
#include "harness/cli/parse.h"
#include "harness/words/because.h"

namespace echocheck {
void DeclareExplainOptions(CLI::App& app, TypedExplainOptions& words) {
  app.add_option("file", words.file)->type_name("FILE")->required();
  app.add_option("--port", words.port)->type_name("PORT");
  app.add_option("--stream", words.stream)->type_name("N");
  app.add_option("--html", words.html)->type_name("FILE");
  app.add_option("--annotate", words.annotate)->type_name("OUT.pcapng")->check(IsNotEmpty);
  app.add_flag("--all", words.all);
  app.add_flag("--verbose", words.verbose);
  DeclareLanguage(app, words.language);
  app.add_option("--color", words.color)
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
}

Status CheckAnnotatePlace(const TypedExplainOptions& words) {
  const std::string& out = words.annotate;
  if (out.empty()) return {};
  if (out == "-") {
    return UsageError(Say("errors.annotate_to_output"));
  }
  ECHOCHECK_TRY(CheckOutputPlace("--annotate", out));
  if (AreSameFile(out, words.file == "-" ? "/dev/stdin" : words.file)) {
    return UsageError(Say("errors.annotate_itself", {{"file", out}}));
  }
  if (!words.html.empty() && AreSameFile(out, words.html)) {
    return UsageError(
        Say("errors.same_file", {{"first", "--annotate"}, {"second", "--html"}, {"file", out}}));
  }
  return {};
}

}  // namespace echocheck
