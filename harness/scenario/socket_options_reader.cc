// SPDX-License-Identifier: MIT
#include "harness/scenario/socket_options_reader.h"

#include <cstdint>

#include "harness/scenario/json_reader.h"

namespace echocheck {
namespace {

// Below the least, Linux takes its own minimum instead; above the most, its limits do.
constexpr std::uint64_t kSmallestBuffer = 1024;
constexpr std::uint64_t kLargestBuffer = 64 << 20;

std::optional<std::uint32_t> ReadBuffer(const JsonNode* node, Diagnosis& diagnosis) {
  if (node == nullptr) return std::nullopt;
  return static_cast<std::uint32_t>(ReadInteger(*node, kSmallestBuffer, kLargestBuffer, diagnosis));
}

}  // namespace

SocketOptions ReadSocketOptions(const JsonNode& node, Transport transport, Diagnosis& diagnosis) {
  const ObjectReader object(node, {"receive_buffer", "send_buffer", "no_delay"}, diagnosis);
  SocketOptions socket;
  socket.receive_buffer = ReadBuffer(object.Find("receive_buffer"), diagnosis);
  socket.send_buffer = ReadBuffer(object.Find("send_buffer"), diagnosis);
  if (const JsonNode* no_delay = object.Find("no_delay")) {
    socket.no_delay = ReadBool(*no_delay, diagnosis);
    if (transport == Transport::kUdp) {
      diagnosis.Reject(*no_delay, R"("no_delay" over UDP, it is TCP's alone)");
    }
  }
  return socket;
}

}  // namespace echocheck
