// SPDX-License-Identifier: MIT
// What one check concluded in one scenario. What it says is text in the language of the run.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/enum_names.h"
#include "harness/model/history.h"
#include "harness/model/level.h"

namespace echocheck {

enum class Verdict { kPass, kFail, kWarn, kInconclusive, kSkipped, kError };
constexpr auto EnumNames(Verdict /*tag*/) {
  return std::to_array<std::string_view>(
      {"pass", "fail", "warn", "inconclusive", "skipped", "error"});
}

// Where a finding can be looked up. All optional: what there is of it.
struct Evidence {
  std::vector<std::uint64_t> frames;  // in the scenario's capture
  std::vector<std::uint16_t> ports;   // of the clients concerned
  std::optional<StreamDifference> difference;
  bool show_output = false;  // the target's last output helps to understand it
};

// The named reason for a failed finding (docs/causes.md).
struct Cause {
  std::string id;  // "cut-at-nul"
  // What the sentence is filled with: "offset". The same in every language.
  std::map<std::string, std::string> arguments;
  std::string sentence;  // in the language of the run, as the hint is
  std::string hint;
};

struct Finding {
  std::string check;           // "echo.bytes"
  Level level = Level::kMust;  // the milder of the check's and the scenario's
  std::string source;          // "RFC 862, TCP"
  Verdict verdict = Verdict::kInconclusive;
  // In the language of the run.
  std::string summary;   // one line: what was found, or why it was not judged
  std::string expected;  // when not passed
  std::string actual;
  Evidence evidence;
  std::optional<Cause> cause;
};

}  // namespace echocheck
