// SPDX-License-Identifier: MIT
#include "harness/report/changes_text.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ChangesText, SaysWhatWasAndWhatIs) {
  const std::vector<FindingChange> changes = {
      {"basic", "", "pass", "fail"},
      {"basic", "echo.bytes", "pass: as sent", "fail (case-changed): byte 0 differs"},
      {"close/a", "close.fin", "", "pass: closed"}};
  EXPECT_EQ(RenderChanges(changes, "0.1.0", {}),
            "judged again: these findings differ from the saved report of echocheck 0.1.0:\n"
            "  basic\n"
            "    saved  pass\n"
            "    now    fail\n"
            "    echo.bytes\n"
            "      saved  pass: as sent\n"
            "      now    fail (case-changed): byte 0 differs\n"
            "  close/a\n"
            "    close.fin\n"
            "      saved  not judged\n"
            "      now    pass: closed\n");
}

TEST(ChangesText, WithoutChangesOneLineOrNone) {
  ConsoleOptions options;
  EXPECT_EQ(RenderChanges({}, "0.1.0", options),
            "  judged again: the findings are those of the saved report\n");
  options.detail = ConsoleOptions::kQuiet;
  EXPECT_EQ(RenderChanges({}, "0.1.0", options), "");
}

TEST(ChangesText, WhatASavedReportHoldsIsData) {
  const std::vector<FindingChange> changes = {{"a\x1b[2J", "b\x1b[2J", "c\x1b[2J", "d\x1b[2J"}};
  EXPECT_THAT(RenderChanges(changes, "0\x1b[2J", {}), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace echocheck
