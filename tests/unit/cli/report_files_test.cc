// SPDX-License-Identifier: MIT
#include "harness/cli/report_files.h"

#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/report/sample_run.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ReportFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "report-files-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Ask(const std::string& option, const fs::path& file) {
    for (std::size_t i = 0; i < kReportFormats; ++i) {
      if (ReportFormats()[i].option == option) words_.files[i] = file.string();
    }
  }
  std::string Problem(const std::optional<fs::path>& run_folder = std::nullopt) const {
    const auto files = ReadReportFiles(words_, run_folder);
    if (files) return "";
    EXPECT_EQ(files.error().kind, ErrorKind::kUsage);
    return files.error().message.english();
  }
  std::vector<std::string> Written() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  fs::path folder_;
  TypedReportOptions words_;
};

TEST_F(ReportFilesTest, EachFormatHasAnOptionOfItsOwn) {
  std::set<std::string> options;
  for (const ReportFormat& format : ReportFormats()) options.insert(format.option);
  EXPECT_EQ(options.size(), kReportFormats);
}

TEST_F(ReportFilesTest, OneFileForTwoIsWrongHoweverItIsNamed) {
  Ask("--junit", folder_ / "a");
  Ask("--tap", folder_ / "b");
  EXPECT_EQ(Problem(), "");
  Ask("--tap", folder_ / "x/.." / "a");
  EXPECT_THAT(Problem(), HasSubstr("--junit and --tap name the same file"));
  std::ofstream(folder_ / "a") << "there already";
  fs::create_symlink("a", folder_ / "link");
  Ask("--tap", folder_ / "link");
  EXPECT_THAT(Problem(), HasSubstr("--junit and --tap name the same file"));
}

TEST_F(ReportFilesTest, WhatTheRunFolderGetsIsNotOverwritten) {
  Ask("--junit", folder_ / "junit.xml");
  EXPECT_EQ(Problem(folder_), "") << "it is the same report";
  Ask("--tap", folder_ / "report.json");
  EXPECT_THAT(Problem(folder_), HasSubstr("is what the run folder gets as --json"));
  EXPECT_EQ(Problem(), "");
}

TEST_F(ReportFilesTest, TheFolderHasToBeThereUnlessItIsTheRunFolder) {
  fs::create_directory(folder_ / "nowhere");
  Ask("--tap", folder_ / "nowhero/out.tap");
  EXPECT_THAT(Problem(), AllOf(HasSubstr("--tap: "), HasSubstr("nowhero: no such file or folder, "
                                                               "did you mean \"nowhere\"?")));
  EXPECT_THAT(Problem(folder_), HasSubstr("no such file or folder"));
  EXPECT_EQ(Problem(folder_ / "nowhero"), "");
  Ask("--tap", folder_ / "nowhere");
  EXPECT_THAT(Problem(), HasSubstr("nowhere is a folder, expected a file"));
  std::ofstream(folder_ / "file") << "a file";
  Ask("--tap", folder_ / "file/out.tap");
  EXPECT_THAT(Problem(), HasSubstr("/file is not a folder"));
}

TEST_F(ReportFilesTest, OneThatCannotBeWrittenKeepsNoOtherFromBeing) {
  fs::create_directory(folder_ / "nowhere");
  Ask("--json", "/dev/full");
  Ask("--junit", folder_ / "nowhere/junit.xml");
  Ask("--tap", folder_ / "tap");
  const auto files = ReadReportFiles(words_, std::nullopt);
  ASSERT_TRUE(files) << files.error().message.english();
  fs::remove(folder_ / "nowhere");
  const auto errors = WriteReportFiles(*files, SampleRun());
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].message, "writing /dev/full: No space left on device");
  EXPECT_THAT(errors[1].message, HasSubstr("junit.xml: No such file or directory"));
  EXPECT_THAT(Written(), ElementsAre("tap"));
}

}  // namespace
}  // namespace echocheck
