// SPDX-License-Identifier: MIT
#include "harness/target/executable.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using testing::HasSubstr;

std::string Complaint(const std::string& name) {
  const auto found = FindExecutable(name);
  return found ? "found " + *found : found.error().message.english();
}

TEST(FindExecutableTest, LooksInPath) { EXPECT_THAT(Complaint("sh"), HasSubstr("found /")); }

TEST(FindExecutableTest, TakesAPathAsItIs) { EXPECT_EQ(Complaint("/bin/sh"), "found /bin/sh"); }

TEST(FindExecutableTest, SaysPreciselyWhatIsWrong) {
  EXPECT_EQ(Complaint("./nothere"), "./nothere: no such file");
  EXPECT_EQ(Complaint("/tmp"), "/tmp: is a folder, not a program");
  EXPECT_EQ(Complaint("/dev/null"), "/dev/null: is not a regular file");
  EXPECT_THAT(Complaint("/etc/passwd"), HasSubstr("not executable (chmod +x"));
  EXPECT_EQ(Complaint("no-such-program-anywhere"), "no-such-program-anywhere: not found in PATH");
  EXPECT_EQ(FindExecutable("./nothere").error().kind, ErrorKind::kUsage);
}

// Below a folder of its own.
class FindExecutableInFolderTest : public testing::Test {
 protected:
  FindExecutableInFolderTest() {
    std::string name = testing::TempDir() + "echocheck-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~FindExecutableInFolderTest() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text, int mode) {
    std::ofstream(folder_ + "/" + name) << text;
    chmod((folder_ + "/" + name).c_str(), mode);
  }
  std::string Found(const std::string& name) const {
    const auto found = FindExecutable(name, folder_);
    return found ? *found : found.error().message.english();
  }

  std::string folder_;
};

TEST_F(FindExecutableInFolderTest, LooksThereFirstThenHere) {
  Write("server", "#!/bin/sh\n", 0755);
  EXPECT_EQ(Found("./server"), folder_ + "/server");
  EXPECT_EQ(Found("/bin/sh"), "/bin/sh");
  const std::string here = std::filesystem::current_path().string();
  const std::string from_here = std::filesystem::path("/bin/sh").lexically_relative(here).string();
  EXPECT_EQ(Found("./" + from_here), "/bin/sh");
  EXPECT_EQ(Found("./nothere"), "./nothere: no such file: neither " + folder_ + "/nothere nor " +
                                    here + "/nothere is there");
}

TEST_F(FindExecutableInFolderTest, SourceIsToldWithHowToStartIt) {
  Write("server.py", "print(1)\n", 0644);
  Write("server.c", "int main;\n", 0755);  // executable, as everything is on some file systems
  EXPECT_THAT(Found("./server.py"), HasSubstr("python3 " + folder_ + "/server.py {port}"));
  EXPECT_THAT(Found("./server.c"), HasSubstr("cc -o " + folder_ + "/server "));
  EXPECT_THAT(Found("server.c"), HasSubstr("cc -o " + folder_ + "/server "));
}

TEST_F(FindExecutableInFolderTest, SaysWhyNothingIsThere) {
  std::filesystem::create_symlink("nowhere", folder_ + "/link");
  EXPECT_EQ(FindExecutable(folder_ + "/link").error().message.english(),
            folder_ + "/link: a link that leads nowhere");
  std::filesystem::create_symlink("loop", folder_ + "/loop");
  EXPECT_THAT(FindExecutable(folder_ + "/loop").error().message.english(), HasSubstr("link"));
  std::filesystem::create_directory(folder_ + "/classes");
  EXPECT_EQ(Found("classes"), "classes: is a folder, not a program");
}

TEST_F(FindExecutableInFolderTest, ScriptThatNamesItsInterpreterIsAProgram) {
  Write("server.py", "#!/usr/bin/env python3\n", 0755);
  EXPECT_EQ(Found("./server.py"), folder_ + "/server.py");
  Write("server.rb", "#!/usr/bin/env ruby\n", 0644);
  EXPECT_THAT(Found("./server.rb"),
              HasSubstr("chmod +x " + folder_ + "/server.rb makes it so; or: "));
}

}  // namespace
}  // namespace echocheck
