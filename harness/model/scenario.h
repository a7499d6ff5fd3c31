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
#include "harness/model/payload.h"

namespace echocheck {

// What a client waits for.
enum class Expectation {
  kEcho,   // all that it sent so far has come back
  kEof,    // the server's FIN, after all data
  kQuiet,  // nothing at all for a time
  kReset,  // the server's RST
};
constexpr auto EnumNames(Expectation /*tag*/) {
  return std::to_array<std::string_view>({"echo", "eof", "quiet", "reset"});
}

struct ConnectStep {};
struct SendStep {
  Payload payload;
  std::optional<std::uint32_t> write_size;  // octets a write(2); default: as much as it takes
};
struct ExpectStep {
  Expectation what = Expectation::kEcho;
  Milliseconds quiet_for{0};  // kQuiet only
};
struct ShutdownStep {};  // FIN, and goes on reading (half-close)
struct CloseStep {};     // close(2), as a client that leaves
struct ResetStep {};     // RST
struct PauseStep {
  Milliseconds duration{0};
};
struct MeetStep {  // waits until every client that names this meeting has come
  std::string meeting;
};

struct Step {
  std::variant<ConnectStep, SendStep, ExpectStep, ShutdownStep, CloseStep, ResetStep, PauseStep,
               MeetStep>
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

// `count` peers that do the same, bound to `port`, `port` + 1, ...
struct ClientScript {
  std::string name;
  std::uint16_t port = 0;
  std::uint32_t count = 1;
  std::vector<Step> steps;
  std::optional<FlagExpectation> flags;
};

enum class BufferSize { kDefault, kSmall };
constexpr auto EnumNames(BufferSize /*tag*/) {
  return std::to_array<std::string_view>({"default", "small"});
}

// How the loopback of a private arena is set up.
struct NetworkOptions {
  std::optional<std::uint32_t> mtu;
  BufferSize buffers = BufferSize::kDefault;
};

struct Scenario {
  std::string path;  // as the user gave it
  std::string name;  // "basic", "close/half_close": the path below its scenarios folder, no suffix
  std::string title;
  std::string description;
  std::vector<std::string> tags;
  Endpoint server;
  std::vector<ClientScript> clients;
  NetworkOptions network;
  Milliseconds step_timeout{5000};
  // How long the server has, after the last step, to end its side of every connection.
  Milliseconds close_timeout{2000};

  std::uint64_t ConnectionCount() const;
  std::uint64_t PayloadBytes() const;  // what all clients send together
};

}  // namespace echocheck
