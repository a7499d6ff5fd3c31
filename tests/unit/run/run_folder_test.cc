// SPDX-License-Identifier: MIT
#include "harness/run/run_folder.h"

#include <unistd.h>

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/run/temporary_folder.h"

namespace echocheck {
namespace {

class RunFolderTest : public testing::Test {
 private:
  TemporaryFolder folder_;
};

TEST_F(RunFolderTest, LatestPointsToTheLast) {
  const auto first = RunFolder::CreateBelowReports("20261122-120000", "server");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->path(), "reports/20261122-120000-server");
  EXPECT_EQ(std::filesystem::read_symlink("reports/latest"), "20261122-120000-server");
  const auto second = RunFolder::CreateBelowReports("20261122-120000", "server");
  ASSERT_TRUE(second);
  EXPECT_EQ(second->path(), "reports/20261122-120000-server-2");
  EXPECT_EQ(std::filesystem::read_symlink("reports/latest"), "20261122-120000-server-2");
}

TEST_F(RunFolderTest, ATargetsNameCannotLeaveTheFolder) {
  const auto folder = RunFolder::CreateBelowReports("t", "../../etc/x y\n");
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->path().parent_path(), "reports");
  EXPECT_EQ(folder->path().filename(), "t-_._.._etc_x_y_");
}

TEST_F(RunFolderTest, EveryScenarioHasFilesOfItsOwn) {
  auto folder = RunFolder::CreateAt("out");
  ASSERT_TRUE(folder);
  const auto first = folder->CreateScenarioFiles("close/half_close");
  const auto second = folder->CreateScenarioFiles("close/half_close");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->folder, "close/half_close");
  EXPECT_EQ(second->folder, "close/half_close-2");
  EXPECT_EQ(Contents("out/close/half_close"), "capture.pcap\ntarget.log\n");
  ASSERT_TRUE(folder->WriteEvidence(first->folder, "{}\n"));
  ASSERT_TRUE(folder->WriteScenario(first->folder, "{ }\n"));
  ASSERT_TRUE(folder->WriteReport("report.json", "{}\n"));
  EXPECT_EQ(ReadFile("out/close/half_close/evidence.json"), "{}\n");
  EXPECT_EQ(ReadFile("out/close/half_close/scenario.json"), "{ }\n");
  EXPECT_EQ(Contents("out"), "close\nreport.json\n");
}

// Its comments would be about the capture of the run before.
TEST_F(RunFolderTest, AnEarlierCaptureWithCommentsDoesNotStay) {
  std::filesystem::create_directories("out/basic");
  std::ofstream("out/basic/capture.pcapng") << "old";
  auto folder = RunFolder::CreateAt("out");
  ASSERT_TRUE(folder);
  ASSERT_TRUE(folder->CreateScenarioFiles("basic"));
  EXPECT_EQ(Contents("out/basic"), "capture.pcap\ntarget.log\n");
}

TEST_F(RunFolderTest, AnotherAttemptHasItsFilesBelowTheFirst) {
  auto folder = RunFolder::CreateAt("out");
  ASSERT_TRUE(folder);
  const auto first = folder->CreateScenarioFiles("basic");
  ASSERT_TRUE(first);
  const auto second = folder->CreateAttemptFiles(first->folder, 2);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->folder, "basic/attempt-2");
  EXPECT_EQ(Contents("out/basic"), "attempt-2\ncapture.pcap\ntarget.log\n");
  EXPECT_EQ(Contents("out/basic/attempt-2"), "capture.pcap\ntarget.log\n");
}

TEST_F(RunFolderTest, NoneLeavesNothing) {
  RunFolder none = RunFolder::None();
  const auto files = none.CreateScenarioFiles("basic");
  ASSERT_TRUE(files);
  EXPECT_TRUE(files->capture);
  EXPECT_FALSE(files->log);
  EXPECT_TRUE(none.WriteReport("report.json", "{}"));
  EXPECT_EQ(Contents("."), "");
}

TEST_F(RunFolderTest, LinksInTheWayAreReplacedAndNotFollowed) {
  auto folder = RunFolder::CreateAt("out");
  ASSERT_TRUE(folder);
  ASSERT_TRUE(folder->WriteReport("precious", "x"));
  std::filesystem::create_directories("out/basic");
  std::filesystem::create_symlink("../precious", "out/basic/target.log");
  std::filesystem::create_symlink("../precious", "out/basic/capture.pcap");
  auto files = folder->CreateScenarioFiles("basic");
  ASSERT_TRUE(files);
  EXPECT_EQ(write(files->log.get(), "log", 3), 3);
  EXPECT_EQ(write(files->capture.get(), "capture", 7), 7);
  EXPECT_EQ(ReadFile("out/precious"), "x");
  EXPECT_EQ(ReadFile("out/basic/target.log"), "log");
}

TEST_F(RunFolderTest, AFolderCalledLatestIsSomebodysOwn) {
  std::filesystem::create_directories("reports/latest/mine");
  const auto folder = RunFolder::CreateBelowReports("t", "server");
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->path(), "reports/t-server");
  EXPECT_EQ(folder->remark(), "reports/latest is a folder, so it does not point to this run");
  EXPECT_TRUE(std::filesystem::is_directory("reports/latest/mine"));
  std::filesystem::remove_all("reports/latest");
  EXPECT_EQ(RunFolder::CreateBelowReports("t", "server")->remark(), "");
}

}  // namespace
}  // namespace echocheck
