// SPDX-License-Identifier: MIT
#include "harness/report/machine/github_annotations.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

#include "harness/report/console_text.h"
#include "harness/report/machine/test_case.h"
#include "harness/report/remarks.h"

namespace echocheck {
namespace {

constexpr std::size_t kMostOfAKind = 10;
constexpr std::size_t kMostNamesTold = 12;
constexpr std::size_t kMostColumns = 2000;  // of one message

// As GitHub's own toolkit escapes a message.
std::string MessageEscape(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '%':
        out += "%25";
        break;
      case '\r':
        out += "%0D";
        break;
      case '\n':
        out += "%0A";
        break;
      default:
        out += letter;
    }
  }
  return out;
}

// A property ends at a comma or a colon.
std::string PropertyEscape(std::string_view text) {
  std::string out;
  for (const char letter : MessageEscape(text)) {
    if (letter == ':') {
      out += "%3A";
    } else if (letter == ',') {
      out += "%2C";
    } else {
      out += letter;
    }
  }
  return out;
}

// `message` has safe lines.
std::string Command(std::string_view kind, BytesView title, const std::string& message) {
  return fmt::format("::{} title={}::{}\n", kind, PropertyEscape(SafeLine(title)),
                     MessageEscape(CutToWidth(message, kMostColumns)));
}

// Annotations of one kind, as many as are shown.
class Annotations {
 public:
  explicit Annotations(std::string_view kind) : kind_(kind) {}

  void Add(BytesView title, const std::string& message) {
    if (++count_ > kMostOfAKind) return;
    last_ = Command(kind_, title, message);
    if (count_ < kMostOfAKind) text_ += last_;
  }
  std::string Take() && {
    if (count_ == kMostOfAKind) text_ += last_;
    if (count_ > kMostOfAKind) {
      text_ += Command(kind_, "echocheck",
                       fmt::format("{} more: see the report", count_ - kMostOfAKind + 1));
    }
    return std::move(text_);
  }

 private:
  std::string_view kind_;
  std::string text_;
  std::string last_;
  std::size_t count_ = 0;
};

void AddCauseTo(const CauseRecord& cause, Annotations& annotations) {
  std::string message = SafeLine(cause.sentence);
  if (!cause.hint.empty()) message += "\nhint: " + SafeLine(cause.hint);
  message += '\n';
  for (std::size_t i = 0; i < std::min(cause.scenarios.size(), kMostNamesTold); ++i) {
    message += (i > 0 ? ", " : "") + SafeLine(cause.scenarios[i]);
  }
  if (cause.scenarios.size() > kMostNamesTold) message += ", ...";
  annotations.Add("echocheck: " + cause.id, message);
}

// What follows from a failure that has a cause, in the same scenario, needs no word of its own.
bool IsToldByCauses(const TestCase& test) {
  return test.decisive != nullptr && test.decisive->cause;
}

}  // namespace

std::string RenderGithubAnnotations(const RunRecord& run) {
  const std::vector<TestCase> tests = TestCasesOf(run);
  Annotations errors("error");
  Annotations warnings("warning");
  Annotations notices("notice");
  for (const std::string& line : DowngradesIn(run)) warnings.Add("echocheck", line);
  for (const CauseRecord& cause : run.causes) {
    AddCauseTo(cause, cause.verdict == Verdict::kWarn ? warnings : errors);
  }
  for (const TestCase& test : tests) {
    const std::string title = "echocheck: " + test.name;
    if (test.outcome == CaseOutcome::kNotJudged) {
      errors.Add(title, VerdictWords(test) + ": " + test.headline);
    } else if (test.outcome == CaseOutcome::kFailed && !IsToldByCauses(test)) {
      errors.Add(title, test.headline);
    } else if (test.outcome == CaseOutcome::kWarned && !IsToldByCauses(test)) {
      warnings.Add(title, test.headline);
    }
  }
  for (const Remark& remark : RemarksOf(run)) {
    std::string message = SafeLine(remark.text);
    if (!remark.hint.empty()) message += "\nhint: " + SafeLine(remark.hint);
    notices.Add("echocheck: " + remark.id, message);
  }
  for (const std::string& entry : run.no_longer_failing) {
    notices.Add("echocheck", "no longer fails, remove it: " + SafeLine(entry));
  }
  if (run.exit_code == 0) {
    notices.Add("echocheck",
                fmt::format("{}: the target conforms ({} scenario{})", ToString(run.verdict),
                            run.scenarios.size(), run.scenarios.size() == 1 ? "" : "s"));
  }
  return std::move(errors).Take() + std::move(warnings).Take() + std::move(notices).Take();
}

std::string StopGithubCommands(std::string_view token) {
  return fmt::format("::stop-commands::{}\n", token);
}

std::string ResumeGithubCommands(std::string_view token) { return fmt::format("::{}::\n", token); }

}  // namespace echocheck
