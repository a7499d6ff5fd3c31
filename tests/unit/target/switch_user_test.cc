// SPDX-License-Identifier: MIT
// Only root can change its user: these are skipped otherwise.
#include "harness/target/switch_user.h"

#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/target/privileges.h"
#include "tests/unit/arena/in_child.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;

TargetUser SomeUser() {
  TargetUser user;
  user.name = "some";
  user.uid = 65'533;
  user.gid = 65'532;
  user.groups = {65'532, 7, 8};
  return user;
}

class SwitchUserTest : public testing::Test {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "we are not root";
    std::string name = (fs::temp_directory_path() / "echocheck-user-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    chmod(name.c_str(), 0755);
  }
  void TearDown() override {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }

  fs::path MakeFile(const std::string& name, mode_t mode) const {
    const fs::path path = folder_ / name;
    std::ofstream(path) << "#!/bin/sh\n";
    chmod(path.c_str(), mode);
    return path;
  }
  fs::path MakeFolder(const std::string& name, mode_t mode) const {
    const fs::path path = folder_ / name;
    mkdir(path.c_str(), mode);
    return path;
  }

  static std::string Why(const Status& status) {
    if (status) return "allowed";
    return (status.error().kind == ErrorKind::kUsage ? "usage: " : "environment: ") +
           status.error().message.english();
  }

  fs::path folder_;
};

TEST_F(SwitchUserTest, ChangesAllIds) {
  EXPECT_EQ(InChild([]() -> std::string {
              if (SwitchUser(SomeUser()) != 0) return "cannot";
              uid_t u[3];
              gid_t g[3];
              gid_t groups[8];
              if (getresuid(&u[0], &u[1], &u[2]) != 0 || getresgid(&g[0], &g[1], &g[2]) != 0) {
                return "no ids";
              }
              std::string ids;
              for (const uid_t id : u) ids += std::to_string(id) + " ";
              for (const gid_t id : g) ids += std::to_string(id) + " ";
              const int count = getgroups(8, groups);
              for (int i = 0; i < count; ++i) ids += "+" + std::to_string(groups[i]);
              return ids;
            }),
            "65533 65533 65533 65532 65532 65532 +7+8+65532");
}

// The change must not cost what else a target is given and loses.
TEST_F(SwitchUserTest, TheTargetDiesWithItsParentAndHasNoRights) {
  EXPECT_EQ(InChild([]() -> std::string {
              const TargetUser user = SomeUser();
              if (BecomeTarget(OriginalLimits::Now(), &user) != 0) return "cannot";
              int signal = 0;
              prctl(PR_GET_PDEATHSIG, &signal);
              int rights = 0;
              for (unsigned long number = 0; number <= 63; ++number) {
                rights += prctl(PR_CAPBSET_READ, number, 0, 0, 0) == 1 ? 1 : 0;
              }
              return std::to_string(geteuid()) + " signal " + std::to_string(signal) + ", " +
                     std::to_string(rights) + " rights, no_new_privs " +
                     std::to_string(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
            }),
            "65533 signal " + std::to_string(SIGKILL) + ", 0 rights, no_new_privs 1");
}

TEST_F(SwitchUserTest, WhatIsOpenCanBeRun) {
  EXPECT_EQ(Why(CheckUserCanRun(SomeUser(), folder_, MakeFile("server", 0755))), "allowed");
  EXPECT_EQ(Why(CheckUserCanRun(SomeUser(), folder_.string() + "/", MakeFile("server", 0755))),
            "allowed");
}

TEST_F(SwitchUserTest, NamesTheFileThatIsClosed) {
  const fs::path server = MakeFile("server", 0750);
  EXPECT_EQ(Why(CheckUserCanRun(SomeUser(), folder_, server)),
            "usage: " + server.string() + ": the user some cannot execute it: Permission denied");
}

TEST_F(SwitchUserTest, TheGroupsCount) {
  const fs::path server = MakeFile("server", 0750);
  ASSERT_EQ(chown(server.c_str(), 0, 8), 0);
  EXPECT_EQ(Why(CheckUserCanRun(SomeUser(), folder_, server)), "allowed");
}

TEST_F(SwitchUserTest, NamesTheFolderThatIsClosed) {
  const fs::path closed = MakeFolder("closed", 0700);
  MakeFolder("closed/below", 0755);
  const fs::path server = MakeFile("closed/below/server", 0755);
  EXPECT_EQ(Why(CheckUserCanRun(SomeUser(), folder_, server)),
            "usage: " + server.string() + ": the user some cannot execute it: " + closed.string() +
                ": Permission denied");
  EXPECT_EQ(Why(CheckUserCanRun(SomeUser(), closed / "below", "/bin/true")),
            "usage: " + (closed / "below").string() +
                ": the user some cannot enter the server's working directory: " + closed.string() +
                ": Permission denied");
}

TEST_F(SwitchUserTest, WithoutTheRightItIsTheEnvironment) {
  EXPECT_THAT(
      InChild([]() -> std::string {
        if (SwitchUser(SomeUser()) != 0) return "cannot";
        return Why(CheckUserCanRun(TargetUser{"other", 1, 1, {1}, "/", ""}, "/", "/bin/true"));
      }),
      AllOf(HasSubstr("environment: "), HasSubstr("as the user other"), HasSubstr("CAP_SETUID"),
            HasSubstr("--user root")));
}

}  // namespace
}  // namespace echocheck
