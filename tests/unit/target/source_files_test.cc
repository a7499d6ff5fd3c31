// SPDX-License-Identifier: MIT
#include "harness/target/source_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

TEST(HowToStartTest, SaysWhichInterpreterRunsIt) {
  EXPECT_EQ(HowToStart("server.py"),
            "this is a Python program; name its interpreter, too: echocheck \"python3 server.py "
            "{port}\"");
  EXPECT_EQ(HowToStart("out/Echo.class"),
            "this is a Java program; name its interpreter, too: echocheck \"java -cp out Echo "
            "{port}\"");
}

TEST(HowToStartTest, SaysHowItIsBuilt) {
  EXPECT_EQ(HowToStart("./server.c"),
            "this is C source; build it first, e.g. cc -o ./server ./server.c; then: echocheck "
            "./server");
  EXPECT_EQ(HowToStart("src/main.rs"),
            "this is Rust source; build it first, e.g. rustc -o src/main src/main.rs; then: "
            "echocheck src/main");
  EXPECT_EQ(HowToStart("Server.java"),
            "this is Java source; build it first, e.g. javac Server.java; then: echocheck \"java "
            "-cp . Server {port}\"");
}

TEST(HowToStartTest, CommandsCanBeTyped) {
  EXPECT_EQ(HowToStart("my server.c"),
            "this is C source; build it first, e.g. cc -o ./'my server' 'my server.c'; then: "
            "echocheck \"./'my server'\"");
}

TEST(HowToStartTest, KnowsNothingOfOtherFiles) {
  EXPECT_EQ(HowToStart("./server"), "");
  EXPECT_EQ(HowToStart("./server.bin"), "");
  EXPECT_EQ(HowToStart(".c"), "");
}

TEST(HasNoProgramHeaderTest, TellsProgramsFromText) {
  EXPECT_FALSE(HasNoProgramHeader("/proc/self/exe"));
  EXPECT_TRUE(HasNoProgramHeader("/etc/passwd"));
  EXPECT_FALSE(HasNoProgramHeader("/no/such/file"));
}

}  // namespace
}  // namespace echocheck
