// SPDX-License-Identifier: MIT
// Names the checks, as types: the names are in reports, the types in the code. What each demands is
// in judge/checks/.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "harness/base/enum_names.h"

namespace echocheck {

// In the order of reports.
enum class CheckId : std::uint8_t {
  kTargetStarts,
  kTargetListens,
  kTargetSurvives,
  kTargetTerminates,
  kTargetRestarts,
  kTargetIdleCpu,
  kTargetDescriptors,
  kTargetThreads,
  kTargetMemory,
  kTargetZombies,
  kOpenHandshake,
  kEchoBytes,
  kEchoComplete,
  kEchoUnsolicited,
  kEchoWire,
  kEchoIsolation,
  kEchoEveryClient,
  kEchoStreaming,
  kEchoConcurrent,
  kCloseFin,
  kCloseOrder,
  kCloseNoReset,
  kCloseReleased,
  kFlagsSequence,
  kUdpComplete,
  kUdpBytes,
  kUdpUnsolicited,
  kUdpSender,
  kCaptureComplete,
};
constexpr auto EnumNames(CheckId /*tag*/) {
  return std::to_array<std::string_view>(
      {"target.starts",     "target.listens",   "target.survives",    "target.terminates",
       "target.restarts",   "target.idle_cpu",  "target.descriptors", "target.threads",
       "target.memory",     "target.zombies",   "open.handshake",     "echo.bytes",
       "echo.complete",     "echo.unsolicited", "echo.wire",          "echo.isolation",
       "echo.every_client", "echo.streaming",   "echo.concurrent",    "close.fin",
       "close.order",       "close.no_reset",   "close.released",     "flags.sequence",
       "udp.complete",      "udp.bytes",        "udp.unsolicited",    "udp.sender",
       "capture.complete"});
}

// What a check is about. Its name begins with the family's.
enum class CheckFamily : std::uint8_t { kTarget, kOpen, kEcho, kClose, kFlags, kUdp, kCapture };
constexpr auto EnumNames(CheckFamily /*tag*/) {
  return std::to_array<std::string_view>(
      {"target", "open", "echo", "close", "flags", "udp", "capture"});
}
constexpr CheckFamily FamilyOf(CheckId check) {
  const std::string_view name = ToString(check);
  return *FromString<CheckFamily>(name.substr(0, name.find('.')));
}

// A set of checks.
class CheckSet {
 public:
  constexpr CheckSet(std::initializer_list<CheckId> checks) {
    for (const CheckId check : checks) bits_ |= Bit(check);
  }
  constexpr bool Has(CheckId check) const { return (bits_ & Bit(check)) != 0; }

 private:
  static constexpr std::uint64_t Bit(CheckId check) {
    static_assert(EnumNames(CheckId()).size() <= 64);
    return std::uint64_t{1} << static_cast<unsigned>(check);
  }

  std::uint64_t bits_ = 0;
};

// How the two sides ended a connection. That no socket is left (close.released) does not show it.
inline constexpr CheckSet kHowConnectionsClosed = {CheckId::kCloseFin, CheckId::kCloseOrder,
                                                   CheckId::kCloseNoReset};

}  // namespace echocheck
