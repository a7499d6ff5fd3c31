// SPDX-License-Identifier: MIT
// Files that are no scenario, and what they are told.
#include "harness/scenario/scenario_file.h"

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "harness/scenario/load_scenario.h"
#include "tests/unit/scenario/mistakes.h"
#include "tests/unit/scenario/temp_folder.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

class ScenarioFileTest : public testing::Test {
 protected:
  // What LoadScenario says of `file`, without the folder in front.
  std::string Refusal(const std::string& file) const {
    const auto loaded = LoadScenario(folder_ / file);
    if (loaded) return "accepted";
    EXPECT_EQ(loaded.error().kind, ErrorKind::kUsage);
    std::string message = loaded.error().message.english();
    for (std::size_t at = 0; (at = message.find(folder_.Named(""))) != std::string::npos;) {
      message.erase(at, folder_.Named("").size());
    }
    return message;
  }

  TempFolder folder_;
};

TEST_F(ScenarioFileTest, Folder) {
  fs::create_directory(folder_ / "a.json");
  EXPECT_EQ(Refusal("a.json"), "a.json: is a folder, expected a scenario file");
}

TEST_F(ScenarioFileTest, PipeIsRefusedWithoutWaitingForAWriter) {
  ASSERT_EQ(::mkfifo((folder_ / "a.json").c_str(), 0600), 0);
  EXPECT_EQ(Refusal("a.json"), "a.json: is not a regular file");
}

TEST_F(ScenarioFileTest, SparseGigabyteIsRefusedUnread) {
  folder_.Write("a.json", "");
  fs::resize_file(folder_ / "a.json", 1'000'000'000);
  EXPECT_EQ(Refusal("a.json"),
            "a.json: 1000000000 bytes, a scenario file has at most 1048576 (1 MiB)");
}

TEST_F(ScenarioFileTest, SizeLimitIsExact) {
  const std::string scenario = With(R"("tags": [])");
  folder_.Write("fits.json", scenario + std::string(kLargestFile - scenario.size(), ' '));
  folder_.Write("large.json", scenario + std::string(kLargestFile - scenario.size() + 1, ' '));
  EXPECT_EQ(Refusal("fits.json"), "accepted");
  EXPECT_EQ(Refusal("large.json"),
            "large.json: 1048577 bytes, a scenario file has at most 1048576 (1 MiB)");
}

TEST_F(ScenarioFileTest, Empty) {
  folder_.Write("a.json", "");
  EXPECT_EQ(Refusal("a.json"), "a.json: the file is empty");
}

TEST_F(ScenarioFileTest, NotUtf8) {
  folder_.Write("a.json", "{\"format\": 1,\n \"title\": \"caf\xe9\"}");
  EXPECT_EQ(Refusal("a.json"), "a.json:2:15: not UTF-8: byte 0xe9");
}

TEST_F(ScenarioFileTest, WhatTheSystemRefuses) {
  folder_.Write("file.json", "{}");
  EXPECT_EQ(Refusal("file.json/a.json"), "file.json/a.json: Not a directory");
  fs::create_symlink("loop.json", folder_ / "loop.json");
  EXPECT_EQ(Refusal("loop.json"), "loop.json: Too many levels of symbolic links");
}

TEST_F(ScenarioFileTest, MissingFileHasNeighbours) {
  folder_.Write("close/half_close.json", "{}");
  EXPECT_EQ(Refusal("close/half_clos.json"),
            "close/half_clos.json: no such file or folder, did you mean \"half_close.json\"?");
  EXPECT_EQ(Refusal("close/half_close"),
            "close/half_close: no such file or folder, did you mean \"half_close.json\"?");
  EXPECT_EQ(Refusal("close/zzz.json"), "close/zzz.json: no such file or folder");
  EXPECT_EQ(Refusal("closed/a/b.json"), "closed/a/b.json: no folder \"closed\" in " +
                                            folder_.path().string() + ", did you mean \"close\"?");
}

TEST_F(ScenarioFileTest, NameIsThePathBelowScenarios) {
  const auto name_of = [&](const fs::path& file) {
    const auto loaded = LoadScenario(file);
    return loaded ? loaded->name : loaded.error().message.english();
  };
  const std::string good = With(R"("tags": [])");
  EXPECT_EQ(name_of(folder_.Write("scenarios/close/half.json", good)), "close/half");
  EXPECT_EQ(name_of(folder_.Write("scenarios/a/scenarios/b.json", good)), "b");
  EXPECT_EQ(name_of(folder_.Write("elsewhere/c.json", good)), "c");
  EXPECT_EQ(name_of(folder_ / "scenarios/close/../close/half.json"), "close/half");
  EXPECT_EQ(name_of(folder_.Write("scenarios/d.v2.json", good)), "d.v2");
}

}  // namespace
}  // namespace echocheck
