// SPDX-License-Identifier: MIT
// Any bytes as the texts of a run. The format that the first byte chooses has to show them as text.
#include "tests/fuzz/foreign_run.h"
#include "tests/fuzz/format_rules.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  echocheck::InputBytes input(data, size);
  const std::uint8_t format = input.Byte();
  echocheck::HoldFormat(echocheck::ForeignRun(input), format);
  return 0;
}
