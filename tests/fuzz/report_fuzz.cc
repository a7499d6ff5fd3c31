// SPDX-License-Identifier: MIT
// Any bytes as report.json. What is read is written, and reads to the same again; and a format, by
// the size of the input, can be made of it.
#include "harness/report/reader/read_report.h"
#include "tests/fuzz/format_rules.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/places.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace echocheck;  // NOLINT(google-build-using-namespace)
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto run = ReadReportJson(text, "report.json");
  if (!run) {
    Require(run.error().kind == ErrorKind::kEnvironment, "a damaged report is the environment's");
    RequirePlace(run.error().message.english(), "report.json", text);
    return 0;
  }
  HoldReport(*run);
  HoldFormat(*run, size);
  return 0;
}
