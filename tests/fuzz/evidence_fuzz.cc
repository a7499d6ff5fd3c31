// SPDX-License-Identifier: MIT
// Any bytes as evidence. What is read is written, and reads to the same again.
#include "harness/case/evidence_file.h"
#include "harness/case/evidence_json.h"
#include "harness/case/json_fields.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/places.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace echocheck;  // NOLINT(google-build-using-namespace)
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto evidence = ReadEvidence(text, "evidence.json");
  if (!evidence) {
    RequirePlace(evidence.error().message.english(), "evidence.json", text);
    return 0;
  }
  const auto again = ReadEvidence(EvidenceText(*evidence), "evidence.json");
  Require(again.has_value(), "the evidence that we wrote can be read");
  RequireEqual(ToJson(*again).dump(), ToJson(*evidence).dump(), "the file gives the evidence back");
  return 0;
}
