// SPDX-License-Identifier: MIT
#include "harness/judge/phrases.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace echocheck {

Sentence SayBytes(std::uint64_t count) { return Say("checks.bytes", {{"count", count}}); }

Sentence SayExit(const ExitStatus& status) {
  if (status.signal) {
    const std::string number = std::to_string(*status.signal);
    const char* name = sigabbrev_np(*status.signal);
    if (name == nullptr) return Say("checks.exit_signal_unnamed", {{"number", number}});
    return Say("checks.exit_signal", {{"number", number}, {"name", "SIG" + std::string(name)}});
  }
  if (!status.code) return Say("checks.exit_unknown");
  return Say("checks.exit_status", {{"code", std::to_string(*status.code)}});
}

Sentence SayFrom(const Bytes& window, const StreamDifference& difference) {
  constexpr std::size_t kShownWidth = 40;  // in one line, beside its words
  const std::uint64_t skipped = difference.offset - difference.window_begin;
  const BytesView from = BytesView(window).substr(
      static_cast<std::size_t>(std::min<std::uint64_t>(skipped, window.size())));
  if (from.empty()) return Say("checks.nothing_from", {{"offset", difference.offset}});
  return Say("checks.bytes_from", {{"bytes", '"' + EscapeBytes(from, kShownWidth) + '"'},
                                   {"offset", difference.offset}});
}

Sentence SayClient(const ConnectionRecord& record) {
  return Say("checks.client",
             {{"name", record.client}, {"port", std::to_string(record.local.port)}});
}

Sentence SayOutcome(StepOutcome outcome) {
  switch (outcome) {
    case StepOutcome::kDone:
      return Say("checks.outcome_done");
    case StepOutcome::kTimedOut:
      return Say("checks.outcome_timed_out");
    case StepOutcome::kRefused:
      return Say("checks.outcome_refused");
    case StepOutcome::kReset:
      return Say("checks.outcome_reset");
    case StepOutcome::kEof:
      return Say("checks.outcome_eof");
    case StepOutcome::kUnexpectedData:
      return Say("checks.outcome_unexpected_data");
    case StepOutcome::kWrongBytes:
      return Say("checks.outcome_wrong_bytes");
    case StepOutcome::kAbandoned:
      return Say("checks.outcome_abandoned");
    case StepOutcome::kFailed:
      return Say("checks.outcome_failed");
  }
  return {};
}

}  // namespace echocheck
