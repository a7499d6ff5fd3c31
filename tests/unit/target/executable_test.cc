// SPDX-License-Identifier: MIT
#include "harness/target/executable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using testing::HasSubstr;

std::string Complaint(const std::string& name) {
  const auto found = FindExecutable(name);
  return found ? "found " + *found : found.error().message;
}

TEST(FindExecutableTest, LooksInPath) { EXPECT_THAT(Complaint("sh"), HasSubstr("found /")); }

TEST(FindExecutableTest, TakesAPathAsItIs) { EXPECT_EQ(Complaint("/bin/sh"), "found /bin/sh"); }

TEST(FindExecutableTest, SaysPreciselyWhatIsWrong) {
  EXPECT_EQ(Complaint("./nothere"), "./nothere: no such file");
  EXPECT_EQ(Complaint("/tmp"), "/tmp: is a directory, not a program");
  EXPECT_EQ(Complaint("/dev/null"), "/dev/null: not a regular file");
  EXPECT_THAT(Complaint("/etc/passwd"), HasSubstr("not executable (chmod +x"));
  EXPECT_EQ(Complaint("no-such-program-anywhere"), "no-such-program-anywhere: not found in PATH");
  EXPECT_EQ(FindExecutable("./nothere").error().kind, ErrorKind::kUsage);
}

}  // namespace
}  // namespace echocheck
