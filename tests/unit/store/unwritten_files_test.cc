// SPDX-License-Identifier: MIT
#include "harness/store/unwritten_files.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

const Error kFull = EnvironmentError("writing out/a/target.log: No space left on device");

TEST(UnwrittenFilesTest, NothingIsMissingAtFirst) { EXPECT_FALSE(UnwrittenFiles().Sum()); }

TEST(UnwrittenFilesTest, NamesWhatIsMissingAndTheFirstReason) {
  UnwrittenFiles unwritten;
  unwritten.Add("a", kFull);
  unwritten.AddReport("report.json", EnvironmentError("another"));
  unwritten.Add("a", kFull);
  ASSERT_TRUE(unwritten.Sum());
  EXPECT_EQ(unwritten.Sum()->kind, ErrorKind::kEnvironment);
  EXPECT_EQ(unwritten.Sum()->message,
            "writing out/a/target.log: No space left on device. Missing in the run folder: "
            "report.json, a");
}

TEST(UnwrittenFilesTest, CountsWhatWouldFillTheScreen) {
  UnwrittenFiles unwritten;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g"}) unwritten.Add(name, kFull);
  EXPECT_EQ(
      unwritten.Sum()->message,
      "writing out/a/target.log: No space left on device. Missing in the run folder: a, b, c, "
      "d, e and 2 more");
}

}  // namespace
}  // namespace echocheck
