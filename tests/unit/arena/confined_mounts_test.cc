// SPDX-License-Identifier: MIT
// What a confined target sees of the file system. These need user namespaces, and fail where there
// are none.
#include "harness/arena/confined_mounts.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include <gtest/gtest.h>

#include "harness/arena/arena.h"
#include "tests/unit/arena/in_child.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

// A folder below /tmp with the folders `work`, `tools/bin` and `other`, and a file in each.
class ConfinedMountsTest : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/echocheck-confined-XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    folder_ = name;
    for (const char* const each : {"work", "tools/bin", "other"}) {
      fs::create_directories(folder_ / each);
      std::ofstream(folder_ / each / "file") << "text";
    }
    std::ofstream(folder_ / "tools" / "library") << "text";
    files_.working_directory = folder_ / "work";
  }
  void TearDown() override {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }

  std::string Confined(const std::function<std::string()>& body,
                       const std::string& read_only = "") const {
    return InChild([&]() -> std::string {
      ArenaOptions options;
      options.confined = files_;
      options.read_only = read_only;
      const auto arena = EnterPrivateArena(options);
      return arena ? body() : arena.error().message.english();
    });
  }

  static std::string Open(const fs::path& path, int flags) {
    const int file = open(path.c_str(), flags, 0600);
    return file >= 0 ? "0" : strerrorname_np(errno);
  }
  static std::string Write(const fs::path& path) { return Open(path, O_WRONLY | O_CREAT); }
  static std::string Read(const fs::path& path) { return Open(path, O_RDONLY); }

  fs::path folder_;
  ConfinedFiles files_;
};

TEST_F(ConfinedMountsTest, OnlyTheWorkingDirectoryCanBeChanged) {
  EXPECT_EQ(Confined([&] { return Write(folder_ / "work" / "new"); }), "0");
  EXPECT_TRUE(fs::exists(folder_ / "work" / "new"));
  EXPECT_EQ(Confined([] { return Write("newer") + " " + fs::current_path().string(); }),
            "0 " + (folder_ / "work").string());
  EXPECT_TRUE(fs::exists(folder_ / "work" / "newer"));
  for (const char* const path : {"/etc/new", "/var/new", "/new", "/dev/new"}) {
    EXPECT_EQ(Confined([&] { return Write(path); }), "EROFS") << path;
    EXPECT_FALSE(fs::remove(path)) << path;
  }
  EXPECT_EQ(Confined([] { return Open("/dev/null", O_WRONLY | O_TRUNC); }), "0");
  EXPECT_EQ(Confined([] { return Read("/etc/passwd"); }), "0");
}

TEST_F(ConfinedMountsTest, TemporaryFoldersAreItsOwn) {
  for (const fs::path& own : OwnFolders()) {
    EXPECT_EQ(Confined([&] { return Write(own / "echocheck-new"); }), "0") << own;
    EXPECT_FALSE(fs::remove(own / "echocheck-new")) << own;
  }
  EXPECT_EQ(Confined([&] { return Read(folder_ / "other" / "file"); }), "ENOENT");
  EXPECT_EQ(Confined([]() -> std::string {
              struct stat place {};
              struct statvfs size {};
              stat("/tmp", &place);
              statvfs("/tmp", &size);
              return std::to_string(place.st_mode & 07777) + " " +
                     std::to_string((size.f_blocks * size.f_bsize) >> 20);
            }),
            "1023 64");  // 01777
}

TEST_F(ConfinedMountsTest, WhatTheCommandNamesStaysVisible) {
  files_.readable = {folder_ / "other" / "file", folder_ / "tools" / "bin" / "file"};
  EXPECT_EQ(Confined([&] { return Read(folder_ / "other" / "file"); }), "0");
  EXPECT_EQ(Confined([&] { return Write(folder_ / "other" / "file"); }), "EROFS");
  EXPECT_EQ(Confined([&] { return Write(folder_ / "other" / "new"); }), "EROFS");
  // What belongs to a program stands beside its bin.
  EXPECT_EQ(Confined([&] { return Read(folder_ / "tools" / "library"); }), "0");
  EXPECT_EQ(Confined([&] { return Write(folder_ / "tools" / "bin" / "file"); }), "EROFS");
  EXPECT_EQ(Confined([&] { return Write(folder_ / "work" / "new"); }), "0");
}

TEST_F(ConfinedMountsTest, OneFileOfATemporaryFolderIsAllThatIsSeenOfIt) {
  char name[] = "/tmp/echocheck-file-XXXXXX";
  const int file = mkstemp(name);
  close(file);
  files_.readable = {name};
  EXPECT_EQ(Confined([&] {
              return Read(name) + " " + Write(name) + " " + Read(folder_ / "other" / "file");
            }),
            "0 EROFS ENOENT");
  files_.working_directory = "/tmp";
  EXPECT_EQ(Confined([&] { return Read(name) + " " + Write("echocheck-new"); }), "0 0");
  EXPECT_FALSE(fs::exists("/tmp/echocheck-new"));
  fs::remove(name);
}

TEST_F(ConfinedMountsTest, TheWorkingDirectoryWinsWhatEverLiesAroundIt) {
  fs::create_directories(folder_ / "work" / "below");
  for (const char* const each : {"file", "work/below/file"}) {
    std::ofstream(folder_ / each) << "text";
    files_.readable.push_back(folder_ / each);
  }
  EXPECT_EQ(Confined([&] {
              return Write(folder_ / "new") + " " + Write(folder_ / "work" / "file") + " " +
                     Write(folder_ / "work" / "below" / "new");
            }),
            "EROFS 0 0");
}

TEST_F(ConfinedMountsTest, TheRunFolderIsReadOnlyWhereItCanBeSeen) {
  fs::create_directories(folder_ / "work" / "run");
  EXPECT_EQ(
      Confined([&] { return Write(folder_ / "work" / "run" / "new"); }, folder_ / "work" / "run"),
      "EROFS");
  EXPECT_EQ(Confined([&] { return Write(folder_ / "work" / "new"); }, folder_ / "other"), "0");
}

TEST_F(ConfinedMountsTest, TheRootIsNoWorkingDirectoryToWriteTo) {
  files_.working_directory = "/";
  EXPECT_EQ(Confined([] { return Write("/new") + " " + fs::current_path().string(); }), "EROFS /");
}

}  // namespace
}  // namespace echocheck
