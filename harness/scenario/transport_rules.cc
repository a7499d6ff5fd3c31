// SPDX-License-Identifier: MIT
#include "harness/scenario/transport_rules.h"

#include <fmt/format.h>

namespace echocheck {
namespace {

std::string WrongDatagram(const SendStep& send) {
  if (send.write_size) return R"("write_size" over UDP, a send is one datagram)";
  if (send.may_block) return R"("may_block" over UDP, where no send waits for the server)";
  if (send.payload.size() <= kLargestDatagram) return "";
  return fmt::format("a datagram of {} bytes, at most {}", send.payload.size(), kLargestDatagram);
}

std::string WrongOverUdp(const Step& step) {
  if (const auto* send = std::get_if<SendStep>(&step.action)) return WrongDatagram(*send);
  return RowOf(KindOf(step)).over_udp
             ? ""
             : fmt::format("\"{}\" over UDP, it is TCP's alone", StepName(step));
}

}  // namespace

std::string WrongOver(Transport transport, const Step& step) {
  if (transport == Transport::kUdp) return WrongOverUdp(step);
  const auto* send = std::get_if<SendStep>(&step.action);
  return send != nullptr && send->payload.size() == 0
             ? "nothing to send, only a datagram may be empty"
             : "";
}

}  // namespace echocheck
