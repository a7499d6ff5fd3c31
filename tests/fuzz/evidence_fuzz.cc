// SPDX-License-Identifier: MIT
// Any bytes as evidence, in both of its forms. What is read is written, and reads to the same
// again, as one document and as lines that come in pieces.
#include <algorithm>

#include "harness/case/evidence_json.h"
#include "harness/case/evidence_lines.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/places.h"

namespace echocheck {
namespace {

Result<ScenarioEvidence> FromLines(std::string_view text, std::size_t piece) {
  EvidenceLines lines;
  for (std::size_t at = 0; at < text.size(); at += piece) lines.Add(text.substr(at, piece));
  return std::move(lines).Take();
}

void HoldAsLines(const ScenarioEvidence& evidence, const std::string& written, std::size_t piece) {
  std::string text;
  const auto status = WriteEvidenceLines(evidence, [&](BytesView part) {
    text += part;
    return Status();
  });
  Require(status.has_value(), "evidence can be written as lines");
  const auto again = FromLines(text, piece);
  Require(again.has_value(), "the lines that we wrote can be read");
  RequireEqual(EvidenceToJson(*again).dump(), written, "lines give the evidence back");
}

}  // namespace
}  // namespace echocheck

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace echocheck;  // NOLINT(google-build-using-namespace)
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t piece = 1 + (size > 0 ? data[size - 1] : 0);
  auto evidence = EvidenceFromJson(text, "evidence.json");
  if (!evidence) {
    RequirePlace(evidence.error().message, "evidence.json", text);
    evidence = FromLines(text, piece);
  }
  if (!evidence) {
    Require(!evidence.error().message.empty(), "an error says what is wrong");
    return 0;
  }
  const std::string written = EvidenceToJson(*evidence).dump();
  const auto again = EvidenceFromJson(written, "evidence.json");
  Require(again.has_value(), "the evidence that we wrote can be read");
  RequireEqual(EvidenceToJson(*again).dump(), written, "a document gives the evidence back");
  HoldAsLines(*evidence, written, piece);
  return 0;
}
