// SPDX-License-Identifier: MIT
#include "harness/scenario/payload_reader.h"

#include <array>
#include <cstdint>
#include <limits>

#include <fmt/format.h>

#include "harness/base/base64.h"
#include "harness/scenario/byte_literals.h"
#include "harness/scenario/json_reader.h"

namespace echocheck {
namespace {

constexpr std::array<std::string_view, 4> kForms = {"text", "hex", "base64", "random"};

Bytes Decoded(const Result<Bytes>& bytes, const JsonNode& node, Diagnosis& diagnosis) {
  if (bytes) return *bytes;
  diagnosis.Reject(node, bytes.error().message.english());
  return {};
}

RandomBytes ReadRandom(const JsonNode& node, Diagnosis& diagnosis) {
  ObjectReader object(node, {"bytes", "seed"}, diagnosis);
  RandomBytes random;
  if (const JsonNode* bytes = object.Require("bytes")) {
    random.size = ReadInteger(*bytes, 1, kLargestPayload, diagnosis);
  }
  if (const JsonNode* seed = object.Find("seed")) {
    random.seed = ReadInteger(*seed, 0, std::numeric_limits<std::uint64_t>::max(), diagnosis);
  }
  return random;
}

std::variant<Bytes, RandomBytes> ReadUnit(std::string_view form, const JsonNode& node,
                                          Diagnosis& diagnosis) {
  if (form == "random") return ReadRandom(node, diagnosis);
  const std::string literal = ReadString(node, diagnosis);
  Bytes bytes = literal;
  if (form == "hex") bytes = Decoded(DecodeHex(literal), node, diagnosis);
  if (form == "base64") bytes = Decoded(DecodeBase64(literal), node, diagnosis);
  // An empty text is a datagram of no bytes; whether there are datagrams is for others to say.
  if (bytes.empty() && form != "text") diagnosis.Reject(node, "nothing to send");
  return bytes;
}

// The one form that the object uses; null, and rejected, when it is not one.
const JsonNode* FindForm(const JsonNode& node, const ObjectReader& object, std::string_view& form,
                         Diagnosis& diagnosis) {
  const JsonNode* found = nullptr;
  for (const std::string_view candidate : kForms) {
    const JsonNode* const value = object.Find(candidate);
    if (value == nullptr) continue;
    if (found != nullptr) {
      diagnosis.Reject(
          node, fmt::format("\"{}\" and \"{}\" together, a send has one of them", form, candidate));
      return nullptr;
    }
    found = value;
    form = candidate;
  }
  if (found == nullptr) {
    diagnosis.Reject(node, R"(expected one of "text", "hex", "base64", "random")");
  }
  return found;
}

}  // namespace

SendStep ReadSend(const JsonNode& node, Diagnosis& diagnosis) {
  SendStep send;
  if (node.kind == JsonKind::kString) {
    send.payload.unit = ReadUnit("text", node, diagnosis);
    return send;
  }
  if (node.kind != JsonKind::kObject) {
    RejectType(node, "a string or an object", diagnosis);
    return send;
  }
  const ObjectReader object(
      node, {"text", "hex", "base64", "random", "repeat", "write_size", "may_block", "timeout_ms"},
      diagnosis);
  std::string_view form;
  const JsonNode* const unit = FindForm(node, object, form, diagnosis);
  if (unit == nullptr) return send;
  send.payload.unit = ReadUnit(form, *unit, diagnosis);
  if (const JsonNode* repeat = object.Find("repeat")) {
    send.payload.repeat = ReadInteger(*repeat, 1, kLargestPayload, diagnosis);
  }
  if (const JsonNode* write_size = object.Find("write_size")) {
    send.write_size =
        static_cast<std::uint32_t>(ReadInteger(*write_size, 1, kLargestPayload, diagnosis));
  }
  if (const JsonNode* may_block = object.Find("may_block")) {
    send.may_block = ReadBool(*may_block, diagnosis);
  }
  if (send.payload.size() > kLargestPayload) {
    diagnosis.Reject(node, fmt::format("payload of {} bytes, at most {} (1 GiB) in one send",
                                       send.payload.size(), kLargestPayload));
  }
  return send;
}

}  // namespace echocheck
