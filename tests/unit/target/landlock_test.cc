// SPDX-License-Identifier: MIT
// Where the kernel offers no Landlock, these are skipped: the program says so there, too.
#include "harness/target/landlock.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

#include <gtest/gtest.h>

#include "tests/unit/arena/in_child.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

class LandlockTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto version = LandlockVersion(); !version)
      GTEST_SKIP() << version.error().message.english();
    std::string name = (fs::temp_directory_path() / "echocheck-landlock-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    fs::create_directories(folder_ / "open");
    fs::create_directories(folder_ / "closed");
    std::ofstream(folder_ / "closed" / "file") << "text";
  }
  void TearDown() override {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }

  // What `body` returns when it may write below folder_/open alone.
  std::string Restricted(const std::function<std::string()>& body) const {
    const std::vector<std::string> writable = {folder_ / "open"};
    const auto ruleset = MakeLandlockRuleset(writable);
    if (!ruleset) return ruleset.error().message.english();
    return InChild([&]() -> std::string {
      if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return "no_new_privs";
      if (EnterLandlock(ruleset->get()) != 0) return "cannot";
      return body();
    });
  }

  std::string Opened(const std::string& path, int flags) const {
    return Restricted([&] { return Says(open((folder_ / path).c_str(), flags, 0600)); });
  }

  static std::string Says(long answer) { return answer >= 0 ? "0" : strerrorname_np(errno); }

  fs::path folder_;
};

TEST_F(LandlockTest, WritingIsForbiddenButBelowSomeFolders) {
  EXPECT_EQ(Opened("open/new", O_WRONLY | O_CREAT), "0");
  EXPECT_EQ(Opened("open/new", O_RDWR | O_TRUNC), "0");
  EXPECT_EQ(Opened("closed/new", O_WRONLY | O_CREAT), "EACCES");
  EXPECT_EQ(Opened("closed/file", O_WRONLY), "EACCES");
  EXPECT_EQ(Opened("closed/file", O_WRONLY | O_APPEND), "EACCES");
  EXPECT_EQ(Opened("closed/file", O_RDONLY), "0");
  EXPECT_EQ(Opened("closed", O_RDONLY | O_DIRECTORY), "0");
}

TEST_F(LandlockTest, FoldersElsewhereStayAsTheyAre) {
  const fs::path closed = folder_ / "closed";
  EXPECT_EQ(Restricted([&] { return Says(unlink((closed / "file").c_str())); }), "EACCES");
  EXPECT_EQ(Restricted([&] { return Says(mkdir((closed / "new").c_str(), 0700)); }), "EACCES");
  EXPECT_EQ(Restricted([&] { return Says(symlink("/", (closed / "new").c_str())); }), "EACCES");
  EXPECT_EQ(Restricted([&] { return Says(mkdir((folder_ / "open/new").c_str(), 0700)); }), "0");
  EXPECT_NE(Restricted([&] {
              return Says(rename((closed / "file").c_str(), (folder_ / "open/file").c_str()));
            }),
            "0");
  if (*LandlockVersion() >= 3) {
    EXPECT_EQ(Restricted([&] { return Says(truncate((closed / "file").c_str(), 0)); }), "EACCES");
  }
}

TEST_F(LandlockTest, DevicesWithoutContentsCanBeWrittenTo) {
  EXPECT_EQ(Opened("/dev/null", O_WRONLY | O_TRUNC | O_CREAT), "0");
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  EXPECT_EQ(Opened("/proc/self/fd/" + std::to_string(ends[1]), O_WRONLY), "0");  // /dev/stdout
  close(ends[0]);
  close(ends[1]);
}

TEST_F(LandlockTest, ProgramsCanBeExecuted) {
  EXPECT_EQ(Restricted([] { return std::to_string(WEXITSTATUS(std::system("exit 7"))); }), "7");
}

TEST_F(LandlockTest, SignalsDoNotLeave) {
  if (*LandlockVersion() < 6) GTEST_SKIP() << "an older Landlock";
  EXPECT_EQ(Restricted([] { return Says(kill(getppid(), 0)); }), "EPERM");
  EXPECT_EQ(Restricted([] { return Says(kill(getpid(), 0)); }), "0");
}

}  // namespace
}  // namespace echocheck
