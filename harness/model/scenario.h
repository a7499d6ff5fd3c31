// SPDX-License-Identifier: MIT
// One behaviour to check: what scenario/ makes of a JSON file (docs/scenario-format.md).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/endpoint.h"
#include "harness/base/enum_names.h"
#include "harness/model/level.h"
#include "harness/model/localized_text.h"
#include "harness/model/step.h"

namespace echocheck {

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
  // The address that it connects from and to; unset: the server's.
  std::optional<IpAddress> address;
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
