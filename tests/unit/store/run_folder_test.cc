// SPDX-License-Identifier: MIT
#include "harness/store/run_folder.h"

#include <unistd.h>

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/store/sha256.h"
#include "tests/unit/store/temporary_folder.h"

namespace echocheck {
namespace {

// What a worker leaves in memory.
class Recorded {
 public:
  Recorded(std::string_view capture, std::string_view log)
      : files_(RecordingFiles::Make().value()) {
    EXPECT_EQ(write(files_.capture.get(), capture.data(), capture.size()),
              static_cast<ssize_t>(capture.size()));
    EXPECT_EQ(write(files_.log.get(), log.data(), log.size()), static_cast<ssize_t>(log.size()));
    EXPECT_EQ(write(files_.evidence.get(), "{}\n", 3), 3);
  }
  Recording recording() const {
    return {files_.capture.get(), files_.log.get(), files_.evidence.get(), "{ }\n"};
  }

 private:
  RecordingFiles files_;
};

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

TEST_F(RunFolderTest, EveryScenarioHasAFolderOfItsOwn) {
  auto folder = RunFolder::CreateAt("out");
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->NameScenarioFolder("close/half_close"), "close/half_close");
  EXPECT_EQ(folder->NameScenarioFolder("close/half_close"), "close/half_close-2");
  EXPECT_EQ(folder->NameAttemptFolder("close/half_close", 2), "close/half_close/attempt-2");
  EXPECT_EQ(Contents("out"), "");
}

TEST_F(RunFolderTest, StoresWhatWasRecordedAndSumsItUp) {
  auto folder = RunFolder::CreateAt("out");
  ASSERT_TRUE(folder);
  const Recorded recorded("frames", "output");
  const auto digests = folder->Store("close/half_close", recorded.recording());
  ASSERT_TRUE(digests);
  EXPECT_THAT(*digests, testing::ElementsAre(testing::Pair("capture.pcap", Sha256::Of("frames")),
                                             testing::Pair("evidence.json", Sha256::Of("{}\n")),
                                             testing::Pair("scenario.json", Sha256::Of("{ }\n")),
                                             testing::Pair("target.log", Sha256::Of("output"))));
  EXPECT_EQ(ReadFile("out/close/half_close/capture.pcap"), "frames");
  EXPECT_EQ(ReadFile("out/close/half_close/target.log"), "output");
  EXPECT_EQ(ReadFile("out/close/half_close/evidence.json"), "{}\n");
  EXPECT_EQ(ReadFile("out/close/half_close/scenario.json"), "{ }\n");
  ASSERT_TRUE(folder->WriteReport("report.json", "{}\n"));
  EXPECT_EQ(Contents("out"), "close\nreport.json\n");
}

// Its comments would be about the capture of the run before.
TEST_F(RunFolderTest, AnEarlierCaptureWithCommentsDoesNotStay) {
  std::filesystem::create_directories("out/basic");
  std::ofstream("out/basic/capture.pcapng") << "old";
  auto folder = RunFolder::CreateAt("out");
  ASSERT_TRUE(folder);
  Recording recording = Recorded("", "").recording();
  recording.capture = recording.log = -1;
  ASSERT_TRUE(folder->Store("basic", recording));
  EXPECT_EQ(Contents("out/basic"), "evidence.json\nscenario.json\n");
}

TEST_F(RunFolderTest, NoneLeavesNothing) {
  RunFolder none = RunFolder::None();
  EXPECT_EQ(none.NameScenarioFolder("basic"), "");
  EXPECT_EQ(none.NameAttemptFolder("", 2), "");
  const Recorded recorded("frames", "output");
  const auto digests = none.Store("", recorded.recording());
  ASSERT_TRUE(digests);
  EXPECT_TRUE(digests->empty());
  EXPECT_TRUE(none.WriteReport("report.json", "{}"));
  EXPECT_EQ(Contents("."), "");
}

TEST_F(RunFolderTest, LinksInTheWayAreReplacedAndNotFollowed) {
  auto folder = RunFolder::CreateAt("out");
  ASSERT_TRUE(folder);
  ASSERT_TRUE(folder->WriteReport("precious", "x"));
  std::filesystem::create_directories("out/basic");
  for (const char* name : {"target.log", "capture.pcap", "evidence.json"}) {
    std::filesystem::create_symlink("../precious", std::filesystem::path("out/basic") / name);
  }
  const Recorded recorded("frames", "log");
  ASSERT_TRUE(folder->Store("basic", recorded.recording()));
  EXPECT_EQ(ReadFile("out/precious"), "x");
  EXPECT_EQ(ReadFile("out/basic/target.log"), "log");
}

TEST_F(RunFolderTest, AScenariosFolderThatLeadsElsewhereIsRefused) {
  auto folder = RunFolder::CreateAt("out");
  ASSERT_TRUE(folder);
  std::filesystem::create_directory("elsewhere");
  std::filesystem::create_symlink("../elsewhere", "out/basic");
  const Recorded recorded("frames", "log");
  const auto stored = folder->Store("basic", recorded.recording());
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().message.english(),
            "out/basic: expected a folder, found a link or a file; remove it");
  EXPECT_EQ(Contents("elsewhere"), "");
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
