// SPDX-License-Identifier: MIT
// What a run folder must have, and what is said when it has not.
#include "harness/replay/saved_run.h"

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/store/sha256.h"
#include "tests/unit/replay/saved_run_folder.h"
#include "tests/unit/store/temporary_folder.h"

namespace echocheck {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class SavedRunTest : public testing::Test {
 protected:
  static Error OpeningFails(const std::string& folder) {
    const auto saved = SavedRun::Open(folder);
    EXPECT_FALSE(saved);
    return saved ? InternalError("it opened") : saved.error();
  }
  static Error ReadingFails(const std::string& folder, const FileDigests& digests = {}) {
    const auto saved = SavedRun::Open("run");
    if (!saved) return saved.error();
    const auto play = saved->Read(folder, digests);
    EXPECT_FALSE(play);
    return play ? InternalError("it was read") : play.error();
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(SavedRunTest, WhatIsNoRunFolderIsTheUsersMistake) {
  EXPECT_EQ(OpeningFails("nowhere").kind, ErrorKind::kUsage);
  EXPECT_THAT(OpeningFails("nowhere").message, HasSubstr("no such file or folder"));
  WriteText("run/basic/evidence.json", "{}");
  EXPECT_EQ(OpeningFails("run").kind, ErrorKind::kUsage);
  EXPECT_THAT(OpeningFails("run").message, HasSubstr("it has no report.json"));
  WriteText("file", "{}");
  EXPECT_EQ(OpeningFails("file").kind, ErrorKind::kUsage);
  EXPECT_THAT(OpeningFails("file").message, HasSubstr("expected a run folder"));
}

TEST_F(SavedRunTest, ADamagedReportIsNot) {
  SavedRunFolder("run").Exits("basic").Write();
  const std::string report = ReadFile("run/report.json");
  WriteText("run/report.json", report.substr(0, report.rfind('\n', report.size() / 2)));
  const Error error = OpeningFails("run");
  EXPECT_EQ(error.kind, ErrorKind::kEnvironment);
  EXPECT_THAT(error.message.english(),
              AllOf(ContainsRegex("run/report\\.json:[0-9]+:[0-9]+: .*end of the file"),
                    HasSubstr("damaged")));
}

TEST_F(SavedRunTest, ReadsWhatWasRecorded) {
  SavedRunFolder("run").DoesNotStop("close/a").Write();
  const auto saved = SavedRun::Open("run");
  ASSERT_TRUE(saved) << saved.error().message.english();
  ASSERT_EQ(saved->record().scenarios.size(), 1U);
  EXPECT_EQ(saved->record().scenarios[0].name, "close/a");
  const auto play = saved->Read("close/a", {});
  ASSERT_TRUE(play) << play.error().message.english();
  EXPECT_EQ(play->scenario.title.english, "T");
  EXPECT_EQ(play->evidence.target.stop.killed, 1U);
  EXPECT_FALSE(play->capture);
}

// A target that can write there may have put in what suits it.
TEST_F(SavedRunTest, NamesTheFileThatIsNotTheOneThatWasJudged) {
  ScenarioEvidence captured = SavedRunFolder::Exited();
  captured.capture.state = CaptureState::kComplete;
  SavedRunFolder("run").Exits("basic").Write();
  WriteText("run/basic/evidence.json", EvidenceText(captured));
  WriteText("run/basic/capture.pcap", "frames");
  FileDigests digests;
  for (const char* file : {"evidence.json", "scenario.json", "capture.pcap"}) {
    digests[file] = Sha256::Of(ReadFile(std::filesystem::path("run/basic") / file));
  }
  const auto saved = SavedRun::Open("run");
  ASSERT_TRUE(saved);
  EXPECT_TRUE(saved->Read("basic", digests));
  for (auto& [file, digest] : digests) {
    const std::string right = std::exchange(digest, Sha256::Of("another"));
    EXPECT_EQ(ReadingFails("basic", digests).message,
              "run/basic/" + file +
                  ": the file was changed after it was judged: its SHA-256 is "
                  "not the one in report.json");
    digest = right;
  }
}

TEST_F(SavedRunTest, NamesTheFileThatIsMissing) {
  ScenarioEvidence captured = SavedRunFolder::Exited();
  captured.capture.state = CaptureState::kComplete;
  SavedRunFolder("run").Exits("basic").Write();
  WriteText("run/basic/evidence.json", EvidenceText(captured));
  EXPECT_THAT(ReadingFails("basic").message, HasSubstr("run/basic/capture.pcap"));
  std::filesystem::remove("run/basic/evidence.json");
  EXPECT_THAT(ReadingFails("basic").message, HasSubstr("run/basic/evidence.json"));
  std::filesystem::remove("run/basic/scenario.json");
  EXPECT_THAT(ReadingFails("basic").message, HasSubstr("run/basic/scenario.json"));
  EXPECT_EQ(ReadingFails("basic").kind, ErrorKind::kEnvironment);
}

TEST_F(SavedRunTest, NamesTheFileThatIsDamaged) {
  SavedRunFolder("run").Exits("basic").Write();
  WriteText("run/basic/evidence.json", "{\"format\": 1,");
  EXPECT_THAT(
      ReadingFails("basic").message,
      AllOf(HasSubstr("run/basic/evidence.json:1:14: expected a key in double quotes, found "
                      "the end of the file; "),
            HasSubstr("damaged")));
  EXPECT_EQ(ReadingFails("basic").kind, ErrorKind::kEnvironment);
  WriteText("run/basic/scenario.json", "{\"format\": 1, \"title\": 7}");
  EXPECT_THAT(ReadingFails("basic").message, HasSubstr("run/basic/scenario.json:1"));
  EXPECT_EQ(ReadingFails("basic").kind, ErrorKind::kEnvironment);
}

TEST_F(SavedRunTest, NeitherWaitsForAPipeNorLeavesTheFolder) {
  SavedRunFolder("run").Exits("basic").Write();
  std::filesystem::remove("run/basic/evidence.json");
  ASSERT_EQ(mkfifo("run/basic/evidence.json", 0600), 0);
  EXPECT_THAT(ReadingFails("basic").message, HasSubstr("is no regular file"));
  for (const char* folder : {"../run/basic", "/etc", "", "basic/../../x"}) {
    EXPECT_THAT(ReadingFails(folder).message, HasSubstr("no folder below the run folder"));
  }
}

}  // namespace
}  // namespace echocheck
