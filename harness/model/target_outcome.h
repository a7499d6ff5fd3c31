// SPDX-License-Identifier: MIT
// What became of the target's processes, from launch to the last one gone.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/clock.h"
#include "harness/base/endpoint.h"
#include "harness/base/enum_names.h"
#include "harness/base/reason.h"
#include "harness/model/scenario.h"

namespace echocheck {

// Exactly one of the two is set.
// One of the two; neither of a process that was no child of ours.
struct ExitStatus {
  std::optional<int> code;
  std::optional<int> signal;

  bool known() const { return code || signal; }

  bool operator==(const ExitStatus&) const = default;
};
// "exit status 1", "signal 11 (SIGSEGV)", "its exit status is not known"
std::string ToString(const ExitStatus& status);

enum class Startup {
  kNotLaunched,       // we did not get so far (or there was nothing to launch)
  kListening,         // on the address it was asked for, or on the one that it chose and we accept
  kExited,            // nothing of it is left, and it never listened
  kListensElsewhere,  // it listens, and not where it was told to
  kTimedOut,          // it runs, and does not listen
  kNotOffered,        // it serves TCP on the port, and no UDP, which the scenario is about
};
constexpr auto EnumNames(Startup /*tag*/) {
  return std::to_array<std::string_view>(
      {"not-launched", "listening", "exited", "listens-elsewhere", "timed-out", "not-offered"});
}

// How the target is told where to listen (docs/design.md, "How servers take their address").
enum class AddressForm {
  kPlaceholders,  // {host} and {port} in the command
  kHostPort,      // HOST:PORT as the last argument
  kPort,          // PORT as the last argument
  kDashP,         // -p PORT
  kNone,          // nothing: the port is in its source, or in its environment
  kCustom,        // --address, a template of the user's
};
constexpr auto EnumNames(AddressForm /*tag*/) {
  return std::to_array<std::string_view>(
      {"placeholders", "HOST:PORT", "PORT", "-p PORT", "none", "custom"});
}

// One socket that was left when the clients had gone and the close timeout was over.
struct SocketRecord {
  std::string state;  // RFC 9293 name: "CLOSE-WAIT", "ESTABLISHED", ...
  Endpoint local;
  Endpoint remote;
  std::uint64_t receive_queue = 0;  // bytes the process has not read
  std::uint64_t send_queue = 0;     // bytes not yet acknowledged
  std::uint32_t holders = 0;        // processes of the target that have it open
  bool held_by_launched = false;    // the launched process is one of them
  bool holders_unseen = false;      // there may be more holders, which could not be looked up
};

// How it answered to being told to stop.
struct StopRecord {
  bool asked = false;          // SIGTERM was sent: it still ran then
  bool ended_by_term = false;  // nothing of it was left within the limit
  bool listener_gone = false;  // nothing listened any more within the limit
  Nanoseconds duration{0};     // from SIGTERM to the last process gone, or the limit
  std::uint32_t killed = 0;    // processes that only SIGKILL ended
};

// What the target held at one moment, all its processes together.
struct ProcessSample {
  std::string name;      // SampleStep::name
  Nanoseconds at{0};     // since the scenario's start
  bool settled = false;  // it slept; otherwise the figures are from amid its work
  std::uint32_t processes = 0;
  std::uint32_t threads = 0;
  std::uint32_t descriptors = 0;
  std::uint32_t zombies = 0;         // ended children that nobody has waited for
  std::uint64_t resident_bytes = 0;  // RSS, shared pages counted once a process
  Nanoseconds cpu{0};                // processor time so far
  // Why the figures leave something out; nullopt: they are complete.
  std::optional<Reason> unseen;              // a process that could not be seen
  std::optional<Reason> descriptors_unseen;  // descriptors that could not be counted
};

// One IdleStep.
struct IdleRecord {
  // So many looks at its threads make it certain that it was never asleep.
  static constexpr std::uint32_t kLooksAtLeast = 10;

  Nanoseconds at{0};
  Nanoseconds wall{0};
  Nanoseconds cpu{0};             // what the target took meanwhile
  std::uint32_t looks = 0;        // how often it was looked at
  std::uint32_t awake = 0;        // and in how many of them a thread of it ran, or wanted to
  std::uint32_t connections = 0;  // of clients, open and silent
  std::optional<Reason> unseen;   // why `cpu` and `awake` say nothing
};

// A signal that a step sent.
struct SignalRecord {
  TargetSignal signal = TargetSignal::kTerminate;
  Nanoseconds at{0};
};

// From a HoldStep to its ReleaseStep.
struct HoldRecord {
  Nanoseconds at{0};
  std::optional<Nanoseconds> released_at;
  bool by_signal = false;          // it was stopped: its calls could not be held
  std::vector<std::string> calls;  // that were held, in the order in which they came: "read"

  bool operator==(const HoldRecord&) const = default;
};

// The launch after a RestartStep's stop.
struct Relaunch {
  Startup startup = Startup::kNotLaunched;
  std::vector<Endpoint> listening;
  Nanoseconds listened_after{0};
  std::optional<ExitStatus> exit_status;  // kExited
  std::optional<Reason> sockets_unseen;   // as in TargetOutcome
};

// A StopStep or RestartStep.
struct CommandedStop {
  TargetSignal signal = TargetSignal::kTerminate;
  Nanoseconds at{0};
  StopRecord stop;
  std::uint32_t connections = 0;          // of clients, open at that moment
  std::optional<ExitStatus> exit_status;  // of the process that was stopped
  std::optional<Relaunch> relaunch;
};

struct TargetOutcome {
  std::vector<std::string> command;  // the words as executed, address included
  AddressForm address_form = AddressForm::kPlaceholders;
  Reason address_note;  // "it listens on 8080 whatever its arguments"; empty: as asked
  Startup startup = Startup::kNotLaunched;
  Endpoint asked;                   // where it was told to listen
  std::vector<Endpoint> listening;  // where it did, once started
  // Why the target may listen where that was not seen, or why what listens may be another
  // program's; nullopt: its sockets were seen.
  std::optional<Reason> sockets_unseen;
  Endpoint used;                  // where the clients connected
  Nanoseconds listened_after{0};  // from launch to the first LISTEN seen
  bool launcher_left = false;     // the launched process exited 0 and a child of it serves
  // Set when the launched process (or the last of its children, once it left: then the status is
  // not known, and the time is when that was noticed) ended before we asked it to stop; `ended_at`
  // since the scenario's start.
  std::optional<ExitStatus> ended_early;
  std::optional<Nanoseconds> ended_at;
  // The launched process's own status, however it ended.
  std::optional<ExitStatus> exit_status;
  std::vector<SignalRecord> signals;  // SignalStep, in the order of time; as those below
  std::vector<HoldRecord> holds;
  std::vector<CommandedStop> stops;
  std::vector<ProcessSample> samples;
  std::vector<IdleRecord> idle;
  // When it was awake at the end of a wait, had had a processor for long enough, and had moved
  // nothing (base/spin_detector.h); the first time.
  std::optional<Nanoseconds> went_in_circles_at;
  // The most processes at once, counted whenever a client had its first echo; 0: none had.
  std::uint32_t most_processes = 0;
  std::vector<SocketRecord> sockets_left;  // on the server's side, LISTEN and TIME-WAIT left out
  StopRecord stop;
  Bytes output_tail;               // the last of stdout and stderr together
  std::uint64_t output_bytes = 0;  // how much there was in all
  // Of these, what came before it listened: also of launches with another form of the address.
  std::uint64_t output_before_listening = 0;
};

}  // namespace echocheck
