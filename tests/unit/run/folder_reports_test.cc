// SPDX-License-Identifier: MIT
#include "harness/run/folder_reports.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/store/temporary_folder.h"

namespace echocheck {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class FolderReportsTest : public testing::Test {
 protected:
  // Nothing of ours can be put in the place of a folder.
  void Block(const std::string& file) { std::filesystem::create_directory("run/" + file); }

  TemporaryFolder current_;
  RunFolder folder_ = RunFolder::CreateAt("run").value();
  UnwrittenFiles unwritten_;
  FolderReports reports_{folder_, unwritten_};
};

TEST_F(FolderReportsTest, ThePageIsWrittenAtTheEndAlone) {
  reports_.WriteSoFar(RunRecord());
  EXPECT_EQ(Contents("run"), "junit.xml\nreport.json\n");
  reports_.WriteAtEnd(RunRecord());
  EXPECT_EQ(Contents("run"), "junit.xml\nreport.html\nreport.json\n");
  EXPECT_FALSE(unwritten_.Sum());
}

TEST_F(FolderReportsTest, TheEndReplacesWhatWasWrittenBefore) {
  reports_.WriteSoFar(RunRecord());
  EXPECT_THAT(ReadFile("run/report.json"), HasSubstr(R"("finished": false)"));
  RunRecord run;
  run.finished = true;
  reports_.WriteAtEnd(run);
  EXPECT_THAT(ReadFile("run/report.json"), HasSubstr(R"("finished": true)"));
}

TEST_F(FolderReportsTest, WhatCannotBeWrittenBeforeTheEndIsNotTold) {
  Block("report.json");
  reports_.WriteSoFar(RunRecord());
  EXPECT_FALSE(unwritten_.Sum());
  EXPECT_FALSE(std::filesystem::exists("run/junit.xml")) << "the next one would fail, too";
}

TEST_F(FolderReportsTest, WhatCannotBeWrittenAtTheEndIsTold) {
  Block("junit.xml");
  reports_.WriteAtEnd(RunRecord());
  ASSERT_TRUE(unwritten_.Sum());
  EXPECT_THAT(unwritten_.Sum()->message,
              AllOf(HasSubstr("Missing in the run folder: junit.xml"), Not(HasSubstr("report"))));
  EXPECT_TRUE(std::filesystem::exists("run/report.html")) << "the others are written";
}

TEST_F(FolderReportsTest, AFolderThatWasMovedIsTold) {
  std::filesystem::rename("run", "elsewhere");
  std::filesystem::create_directory("run");
  reports_.WriteAtEnd(RunRecord());
  ASSERT_TRUE(unwritten_.Sum());
  EXPECT_THAT(unwritten_.Sum()->message, HasSubstr("all of it"));
}

}  // namespace
}  // namespace echocheck
