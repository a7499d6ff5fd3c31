// SPDX-License-Identifier: MIT
#include "harness/target/target_environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/target/target_user.h"

namespace echocheck {
namespace {

using testing::ElementsAre;

std::vector<std::string> EnvironmentOf(std::vector<const char*> callers,
                                       const std::vector<EnvironmentVariable>& set = {},
                                       const TargetUser* user = nullptr,
                                       KeptVariables kept = KeptVariables::kNoSecrets) {
  callers.push_back(nullptr);
  return TargetEnvironment(callers.data(), user, set, kept);
}

TargetUser Alice() {
  TargetUser user;
  user.name = "alice";
  user.home = "/home/alice";
  user.shell = "/bin/zsh";
  return user;
}

TEST(NamesSecret, WhatIsNamedSo) {
  for (const char* const name :
       {"GITHUB_TOKEN", "NPM_TOKEN", "TOKEN", "npm_config__authToken", "CLIENT_SECRET", "SECRET",
        "SECRET_KEY_BASE", "AWS_SECRET_ACCESS_KEY", "API_KEY", "KEY", "OPENAI_APIKEY",
        "DB_PASSWORD", "PGPASSWORD", "PASSWORD_FOR_TESTS", "mysql_passwd", "GPG_PASSPHRASE",
        "MYSQL_PWD", "AZURE_CREDENTIALS"}) {
    EXPECT_TRUE(NamesSecret(name)) << name;
  }
}

TEST(NamesSecret, WhatServersNeed) {
  for (const char* const name : {"PATH",
                                 "HOME",
                                 "PWD",
                                 "OLDPWD",
                                 "LANG",
                                 "LC_ALL",
                                 "TZ",
                                 "LD_LIBRARY_PATH",
                                 "PYTHONPATH",
                                 "SSH_AUTH_SOCK",
                                 "XDG_RUNTIME_DIR",
                                 "CARGO_HOME",
                                 "JAVA_HOME",
                                 "MONKEY",
                                 "KEYBOARD",
                                 "TOKENS_PER_LINE",
                                 "AWS_ACCESS_KEY_ID",
                                 "DATABASE_URL",
                                 "PGPASSFILE",
                                 "HOST",
                                 "PORT",
                                 ""}) {
    EXPECT_FALSE(NamesSecret(name)) << name;
  }
}

TEST(TargetEnvironment, IsTheCallersWithoutSecrets) {
  EXPECT_THAT(EnvironmentOf({"PATH=/bin", "API_KEY=1", "EMPTY=", "A=b=c", "my_password=2"}),
              ElementsAre("PATH=/bin", "EMPTY=", "A=b=c"));
}

TEST(TargetEnvironment, WhatIsSetTakesThePlaceOfTheCallers) {
  EXPECT_THAT(EnvironmentOf({"PORT=1", "PATH=/bin", "PORTS=2"}, {{"PORT", "50000"}}),
              ElementsAre("PATH=/bin", "PORTS=2", "PORT=50000"));
}

TEST(TargetEnvironment, ASecretThatIsSetIsThere) {
  EXPECT_THAT(EnvironmentOf({"API_KEY=1"}, {{"API_KEY", "1"}}), ElementsAre("API_KEY=1"));
}

TEST(TargetEnvironment, TheLastOfANameCounts) {
  EXPECT_THAT(EnvironmentOf({"A=0"}, {{"A", "1"}, {"B", "2"}, {"A", "3"}}),
              ElementsAre("B=2", "A=3"));
}

TEST(TargetEnvironment, ACallersNameOccursOnce) {
  EXPECT_THAT(EnvironmentOf({"A=0", "A=1"}), ElementsAre("A=0"));
}

TEST(TargetEnvironment, AnotherUserHasItsOwnHome) {
  const TargetUser alice = Alice();
  EXPECT_THAT(
      EnvironmentOf({"HOME=/root", "USER=root", "SUDO_UID=1000", "SUDO_COMMAND=x", "PATH=/bin"}, {},
                    &alice),
      ElementsAre("PATH=/bin", "HOME=/home/alice", "USER=alice", "LOGNAME=alice",
                  "SHELL=/bin/zsh"));
}

TEST(TargetEnvironment, TheOwnUserKeepsAll) {
  EXPECT_THAT(EnvironmentOf({"HOME=/root", "SUDO_UID=1000"}),
              ElementsAre("HOME=/root", "SUDO_UID=1000"));
}

TEST(TargetEnvironment, WhatIsSetCountsMoreThanTheAccount) {
  TargetUser alice = Alice();
  alice.shell.clear();
  EXPECT_THAT(
      EnvironmentOf({"SHELL=/bin/sh"}, {{"HOME", "/tmp"}, {"SUDO_UID", "7"}}, &alice),
      ElementsAre("SHELL=/bin/sh", "USER=alice", "LOGNAME=alice", "HOME=/tmp", "SUDO_UID=7"));
}

TEST(TargetEnvironment, AConfinedTargetGetsFewVariables) {
  const std::vector<const char*> callers = {
      "PATH=/bin", "HOME=/home/me", "USER=me", "LOGNAME=me",       "LANG=C",    "LC_ALL=C",
      "LC_TIME=C", "TZ=UTC",        "PWD=/",   "SSH_AUTH_SOCK=/a", "LC_TOKEN=1"};
  EXPECT_THAT(
      EnvironmentOf(callers, {{"PORT", "7"}, {"MODE", "test"}}, nullptr, KeptVariables::kFew),
      ElementsAre("PATH=/bin", "HOME=/home/me", "USER=me", "LANG=C", "LC_ALL=C", "LC_TIME=C",
                  "TZ=UTC", "PORT=7", "MODE=test"));
  const TargetUser alice = Alice();
  EXPECT_THAT(EnvironmentOf({"HOME=/root", "SHELL=/bin/sh"}, {}, &alice, KeptVariables::kFew),
              ElementsAre("HOME=/home/alice", "USER=alice"));
}

}  // namespace
}  // namespace echocheck
