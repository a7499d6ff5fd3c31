// SPDX-License-Identifier: MIT
// One behaviour to check: what scenario/ makes of a JSON file (docs/scenario-format.md).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/endpoint.h"
#include "harness/base/enum_names.h"
#include "harness/model/level.h"
#include "harness/model/localized_text.h"
#include "harness/model/payload.h"

namespace echocheck {

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

struct ConnectStep {};
struct SendStep {
  Payload payload;
  std::optional<std::uint32_t> write_size;  // bytes a write(2); default: as much as it takes
  // Done as soon as the server takes no more for a while: only what it took counts as sent.
  bool may_block = false;
};
struct UrgentStep {  // one byte of urgent data (RFC 9293, section 3.8.5)
  char byte = 0;
};
struct ExpectStep {
  Expectation what = Expectation::kEcho;
  Milliseconds quiet_for{0};  // kQuiet only
};
struct ShutdownStep {};  // FIN, and goes on reading (half-close)
struct CloseStep {};     // close(2), as a client that leaves
struct ResetStep {};     // RST
struct VanishStep {};    // gone without a segment, as a host that lost its power
struct PauseStep {
  Milliseconds duration{0};
};
struct MeetStep {  // waits until every client that names this meeting has come
  std::string meeting;
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
};

// Steps that act on the target, or look at it.
enum class TargetSignal { kStop, kContinue, kTerminate, kInterrupt, kKill };
constexpr auto EnumNames(TargetSignal /*tag*/) {
  return std::to_array<std::string_view>({"SIGSTOP", "SIGCONT", "SIGTERM", "SIGINT", "SIGKILL"});
}
// Whether the signal asks a process to end.
bool EndsProcess(TargetSignal signal);
struct SignalStep {  // SIGSTOP: done when all its threads have stopped; others: when it is sent
  TargetSignal signal = TargetSignal::kTerminate;
};
// Lets the target come to its next call on a socket and no further, whatever it waits for now.
// Where the machine cannot do that, it is stopped by SIGSTOP.
struct HoldStep {};
struct HeldStep {};     // waits until a call of it is held, or all its threads have stopped
struct ReleaseStep {};  // lets it go on
struct StopStep {       // sends the signal and waits until nothing of the target is left
  TargetSignal signal = TargetSignal::kTerminate;
};
struct RestartStep {  // the same, then launches it again with the same words and waits for LISTEN
  TargetSignal signal = TargetSignal::kTerminate;
};
struct SampleStep {  // waits until the target sleeps, and writes down what it holds
  std::string name;
};
struct IdleStep {  // does nothing, and measures what processor time the target takes meanwhile
  Milliseconds duration{0};
};

struct Step {
  std::variant<ConnectStep, SendStep, ExpectStep, ShutdownStep, CloseStep, ResetStep, PauseStep,
               MeetStep, UrgentStep, VanishStep, ReadingStep, SignalStep, StopStep, RestartStep,
               SampleStep, IdleStep, HoldStep, HeldStep, ReleaseStep>
      action;
  std::optional<Milliseconds> timeout;  // default: Scenario::step_timeout
};

// "connect", "send", "expect echo", ...: the words of the format.
std::string StepName(const Step& step);

enum class PatternMode { kNormal, kExact };
constexpr auto EnumNames(PatternMode /*tag*/) {
  return std::to_array<std::string_view>({"normal", "exact"});
}

// The flag sequence a flow must show (docs/flag-patterns.md). Parses: scenario/ has seen to it.
struct FlagExpectation {
  std::string pattern;
  PatternMode mode = PatternMode::kNormal;
};

// Options of a client's socket, set before it connects. Sizes in bytes, as setsockopt takes them
// (the kernel doubles them).
struct SocketOptions {
  std::optional<std::uint32_t> receive_buffer;  // SO_RCVBUF
  std::optional<std::uint32_t> send_buffer;     // SO_SNDBUF
  bool no_delay = false;                        // TCP_NODELAY
};

// `count` peers that do the same, bound to `port`, `port` + 1, ...
struct ClientScript {
  std::string name;
  std::string host;  // the address that it connects from and to; empty: the server's
  std::uint16_t port = 0;
  std::uint32_t count = 1;
  std::uint32_t at_once = 0;  // so many of them are connected at the same time; 0: all
  SocketOptions socket;
  std::vector<Step> steps;
  std::optional<FlagExpectation> flags;
};

enum class BufferSize { kDefault, kSmall, kLarge };
constexpr auto EnumNames(BufferSize /*tag*/) {
  return std::to_array<std::string_view>({"default", "small", "large"});
}

// How the loopback of a private arena is set up.
struct NetworkOptions {
  std::optional<std::uint32_t> mtu;
  BufferSize buffers = BufferSize::kDefault;
};

// RFC 862 has both. Of a scenario all clients use the same.
enum class Transport { kTcp, kUdp };
constexpr auto EnumNames(Transport /*tag*/) {
  return std::to_array<std::string_view>({"tcp", "udp"});
}

// Resource limits that the target is launched with (setrlimit).
struct TargetLimits {
  std::optional<std::uint32_t> open_files;  // RLIMIT_NOFILE
};

struct Scenario {
  std::string path;  // as the user gave it
  std::string text;  // its file, byte for byte: the run folder keeps it
  std::string name;  // "basic", "close/half_close": the path below its scenarios folder, no suffix
  LocalizedText title;
  LocalizedText description;
  std::vector<std::string> tags;
  Level level = Level::kMust;  // no finding of this scenario weighs more
  std::string source;          // where the behaviour is demanded: "RFC 862, TCP"
  std::uint32_t points = 1;    // for those who grade
  bool alone = false;          // measures what other scenarios beside it would disturb
  Transport transport = Transport::kTcp;
  Endpoint server;
  TargetLimits limits;
  std::vector<ClientScript> clients;
  NetworkOptions network;
  Milliseconds step_timeout{2000};
  // How long the server has, after the last step, to end its side of every connection.
  Milliseconds close_timeout{2000};

  std::uint64_t ConnectionCount() const;
  // One of its steps is a HoldStep.
  bool HoldsTarget() const;
  std::uint64_t PayloadBytes() const;  // what all clients send together
  // The most clients that come one after another.
  std::uint64_t Rounds() const;
};

}  // namespace echocheck
