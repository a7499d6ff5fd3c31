// SPDX-License-Identifier: MIT
// The steps of a client's script (docs/scenario-format.md): one struct each, and one table that
// says what holds of each kind.To add a step, add its struct, its place in `Step`, and its row
// here. The compiler then names the reader that it still lacks (scenario/step_reader.cc), but not
// the player (client/, or worker/target_steps.cc).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "harness/base/clock.h"
#include "harness/base/enum_names.h"
#include "harness/model/payload.h"

namespace echocheck {

// What a step is, as evidence names it. Steps whose meaning depends on their value have a kind for
// each.
enum class StepKind : std::uint8_t {
  kConnect,
  kSend,
  kUrgent,
  kExpectEcho,
  kExpectEof,
  kExpectQuiet,
  kExpectReset,
  kExpectAcknowledged,
  kReadStart,
  kReadStop,
  kShutdown,
  kClose,
  kReset,
  kVanish,
  kPause,
  kMeet,
  kHold,
  kHeld,
  kRelease,
  kSignal,
  kStop,
  kRestart,
  kSample,
  kIdle,
};
constexpr auto EnumNames(StepKind /*tag*/) {
  return std::to_array<std::string_view>(
      {"connect",    "send",         "urgent",       "expect echo",
       "expect eof", "expect quiet", "expect reset", "expect acknowledged",
       "read start", "read stop",    "shutdown",     "close",
       "reset",      "vanish",       "pause",        "meet",
       "hold",       "held",         "release",      "signal",
       "stop",       "restart",      "sample",       "idle"});
}

// What a step has to do with.
enum class StepScope : std::uint8_t {
  kConnection,  // the client's own connection
  kTarget,      // the target: acts on it, or looks at it
  kNeither,     // may stand anywhere
};

struct StepRow {
  StepKind kind;
  StepScope scope;
  bool over_udp;  // it has a meaning for datagrams, too
};

inline constexpr auto kStepTable = std::to_array<StepRow>({
    {StepKind::kConnect, StepScope::kConnection, true},
    {StepKind::kSend, StepScope::kConnection, true},
    {StepKind::kUrgent, StepScope::kConnection, false},
    {StepKind::kExpectEcho, StepScope::kConnection, true},
    {StepKind::kExpectEof, StepScope::kConnection, false},
    {StepKind::kExpectQuiet, StepScope::kConnection, true},
    {StepKind::kExpectReset, StepScope::kConnection, false},
    {StepKind::kExpectAcknowledged, StepScope::kConnection, false},
    {StepKind::kReadStart, StepScope::kConnection, false},
    {StepKind::kReadStop, StepScope::kConnection, false},
    {StepKind::kShutdown, StepScope::kConnection, false},
    {StepKind::kClose, StepScope::kConnection, true},
    {StepKind::kReset, StepScope::kConnection, false},
    {StepKind::kVanish, StepScope::kConnection, false},
    {StepKind::kPause, StepScope::kNeither, true},
    {StepKind::kMeet, StepScope::kNeither, true},
    {StepKind::kHold, StepScope::kTarget, true},
    {StepKind::kHeld, StepScope::kTarget, true},
    {StepKind::kRelease, StepScope::kTarget, true},
    {StepKind::kSignal, StepScope::kTarget, true},
    {StepKind::kStop, StepScope::kTarget, true},
    {StepKind::kRestart, StepScope::kTarget, true},
    {StepKind::kSample, StepScope::kTarget, true},
    {StepKind::kIdle, StepScope::kTarget, true},
});
static_assert(kStepTable.size() == EnumNames(StepKind()).size(), "each kind has a row");
static_assert(std::ranges::is_sorted(kStepTable, {}, &StepRow::kind),
              "rows are in the order of kinds");

constexpr const StepRow& RowOf(StepKind kind) { return kStepTable[static_cast<std::size_t>(kind)]; }
constexpr bool ActsOnTarget(StepKind kind) { return RowOf(kind).scope == StepScope::kTarget; }

// What a client waits for.
enum class Expectation {
  kEcho,   // all that it sent so far has come back
  kEof,    // the server's FIN, after all data
  kQuiet,  // nothing at all for a time
  kReset,  // the server's RST
  // All that it sent, its FIN included, is in the server's socket; or the server takes no more for
  // a while. Never fails.
  kAcknowledged,
};
constexpr auto EnumNames(Expectation /*tag*/) {
  return std::to_array<std::string_view>({"echo", "eof", "quiet", "reset", "acknowledged"});
}

struct ConnectStep {
  static constexpr StepKind kKind = StepKind::kConnect;
};
struct SendStep {
  static constexpr StepKind kKind = StepKind::kSend;
  Payload payload;
  std::optional<std::uint32_t> write_size;  // bytes a write(2); default: as much as it takes
  // Done as soon as the server takes no more for a while: only what it took counts as sent.
  bool may_block = false;
};
struct UrgentStep {  // one byte of urgent data (RFC 9293, section 3.8.5)
  static constexpr StepKind kKind = StepKind::kUrgent;
  char byte = 0;
};
struct ExpectStep {
  Expectation what = Expectation::kEcho;
  Milliseconds quiet_for{0};  // kQuiet only

  StepKind kind() const;
};
struct ShutdownStep {  // FIN, and goes on reading (half-close)
  static constexpr StepKind kKind = StepKind::kShutdown;
};
struct CloseStep {  // close(2), as a client that leaves
  static constexpr StepKind kKind = StepKind::kClose;
};
struct ResetStep {  // RST
  static constexpr StepKind kKind = StepKind::kReset;
};
struct VanishStep {  // gone without a segment, as a host that lost its power
  static constexpr StepKind kKind = StepKind::kVanish;
};
struct PauseStep {
  static constexpr StepKind kKind = StepKind::kPause;
  Milliseconds duration{0};
};
struct MeetStep {  // waits until every client that names this meeting has come
  static constexpr StepKind kKind = StepKind::kMeet;
  std::string meeting;

  std::string Argument() const { return meeting; }
};

// How a client reads from here on. At first it reads all that comes, at once.
enum class Reading { kStart, kStop };
constexpr auto EnumNames(Reading /*tag*/) {
  return std::to_array<std::string_view>({"start", "stop"});
}
struct ReadPace {
  std::uint32_t bytes = 0;  // so many at a time
  Milliseconds every{0};    // and so long until the next
};
struct ReadingStep {
  Reading reading = Reading::kStart;
  std::optional<ReadPace> pace;  // kStart: none means at once

  StepKind kind() const;
};

// Steps that act on the target, or look at it.
enum class TargetSignal { kStop, kContinue, kTerminate, kInterrupt, kKill };
constexpr auto EnumNames(TargetSignal /*tag*/) {
  return std::to_array<std::string_view>({"SIGSTOP", "SIGCONT", "SIGTERM", "SIGINT", "SIGKILL"});
}
// Whether the signal asks a process to end.
bool EndsProcess(TargetSignal signal);
struct SignalStep {  // SIGSTOP: done when all its threads have stopped; others: when it is sent
  static constexpr StepKind kKind = StepKind::kSignal;
  TargetSignal signal = TargetSignal::kTerminate;

  std::string Argument() const { return std::string(ToString(signal)); }
};
// Lets the target come to its next call on a socket and no further, whatever it waits for now.
// Where the machine cannot do that, it is stopped by SIGSTOP.
struct HoldStep {
  static constexpr StepKind kKind = StepKind::kHold;
};
struct HeldStep {  // waits until a call of it is held, or all its threads have stopped
  static constexpr StepKind kKind = StepKind::kHeld;
};
struct ReleaseStep {  // lets it go on
  static constexpr StepKind kKind = StepKind::kRelease;
};
struct StopStep {  // sends the signal and waits until nothing of the target is left
  static constexpr StepKind kKind = StepKind::kStop;
  TargetSignal signal = TargetSignal::kTerminate;

  std::string Argument() const { return std::string(ToString(signal)); }
};
struct RestartStep {  // the same, then launches it again with the same words and waits for LISTEN
  static constexpr StepKind kKind = StepKind::kRestart;
  TargetSignal signal = TargetSignal::kTerminate;

  std::string Argument() const { return std::string(ToString(signal)); }
};
struct SampleStep {  // waits until the target sleeps, and writes down what it holds
  static constexpr StepKind kKind = StepKind::kSample;
  std::string name;

  std::string Argument() const { return name; }
};
struct IdleStep {  // does nothing, and measures what processor time the target takes meanwhile
  static constexpr StepKind kKind = StepKind::kIdle;
  Milliseconds duration{0};
};

struct Step {
  std::variant<ConnectStep, SendStep, ExpectStep, ShutdownStep, CloseStep, ResetStep, PauseStep,
               MeetStep, UrgentStep, VanishStep, ReadingStep, SignalStep, StopStep, RestartStep,
               SampleStep, IdleStep, HoldStep, HeldStep, ReleaseStep>
      action;
  std::optional<Milliseconds> timeout;  // default: Scenario::step_timeout
};

StepKind KindOf(const Step& step);
inline bool ActsOnTarget(const Step& step) { return ActsOnTarget(KindOf(step)); }

// Returns what a step names besides its kind: the meeting, the signal, the sample. Mostly empty.
std::string ArgumentOf(const Step& step);

// Returns "connect", "send", "expect echo", "meet all-in": the words of the format.
std::string StepName(StepKind kind, std::string_view argument);
std::string StepName(const Step& step);

// The reverse of StepName(). nullopt: there is no such step.
std::optional<std::pair<StepKind, std::string>> ParseStepName(std::string_view name);

}  // namespace echocheck
