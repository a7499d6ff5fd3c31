// SPDX-License-Identifier: MIT
// The accounts that these tests name, root and nobody, are on every machine.
#include "harness/target/target_user.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/target/accounts.h"

namespace echocheck {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr uid_t kOrdinary = 1000;
constexpr uid_t kNobody = 65534;

Caller Root() { return {}; }

Caller RootBySudo(const std::string& uid, const std::string& gid = "") { return {0, uid, gid}; }

std::string MistakeOf(const std::string& asked, const Caller& caller) {
  const auto user = ChooseTargetUser(asked, caller);
  if (user) return "no mistake";
  return user.error().kind == ErrorKind::kUsage ? user.error().message.english()
                                                : "of another kind";
}

// The user must have been chosen.
TargetUser Chosen(const std::string& asked, const Caller& caller) {
  return ChooseTargetUser(asked, caller).value().value();
}

bool StaysItself(const std::string& asked, const Caller& caller) {
  return !ChooseTargetUser(asked, caller).value().has_value();
}

TEST(ChooseTargetUser, WithoutSudoItIsTheCaller) {
  EXPECT_TRUE(StaysItself("", Root()));
  EXPECT_TRUE(StaysItself("", {kOrdinary, "", ""}));
}

TEST(ChooseTargetUser, BySudoItIsTheOneWhoRanSudo) {
  const TargetUser user = Chosen("", RootBySudo(std::to_string(kNobody)));
  EXPECT_EQ(user.name, "nobody");
  EXPECT_EQ(user.uid, kNobody);
  EXPECT_EQ(user.gid, FindAccount(kNobody)->gid);
  EXPECT_EQ(user.home, FindAccount(kNobody)->home);
  EXPECT_THAT(user.groups, Contains(user.gid));
}

TEST(ChooseTargetUser, TheGroupIsWhatSudoSays) {
  const TargetUser user = Chosen("", RootBySudo(std::to_string(kNobody), "7"));
  EXPECT_EQ(user.gid, 7U);
  EXPECT_THAT(user.groups, Contains(7U));
}

TEST(ChooseTargetUser, RootWhoRanSudoStaysRoot) { EXPECT_TRUE(StaysItself("", RootBySudo("0"))); }

// sudo -u alice: who runs echocheck is no longer root.
TEST(ChooseTargetUser, SudoToAnOrdinaryUserChangesNothing) {
  EXPECT_TRUE(StaysItself("", {kOrdinary, "1001", "1001"}));
}

TEST(ChooseTargetUser, SudoMustSayNumbers) {
  EXPECT_THAT(MistakeOf("", RootBySudo("abc")), HasSubstr("SUDO_UID is \"abc\""));
  EXPECT_THAT(MistakeOf("", RootBySudo("1000 ")), HasSubstr("SUDO_UID"));
  EXPECT_THAT(MistakeOf("", RootBySudo("4294967295")), HasSubstr("SUDO_UID"));
  EXPECT_THAT(MistakeOf("", RootBySudo("1000", "-1")), HasSubstr("SUDO_GID is \"-1\""));
}

TEST(ChooseTargetUser, WhatIsAskedForCountsMoreThanSudo) {
  EXPECT_TRUE(StaysItself("root", RootBySudo("1000")));
  EXPECT_TRUE(StaysItself("0", RootBySudo("abc")));
  EXPECT_EQ(Chosen("nobody", RootBySudo("1000")).uid, kNobody);
  EXPECT_EQ(Chosen("65534", Root()).name, "nobody");
}

TEST(ChooseTargetUser, ANumberNeedsNoAccount) {
  constexpr uid_t kUnknown = 3'999'999'999;
  const TargetUser user = Chosen(std::to_string(kUnknown), Root());
  EXPECT_EQ(user.uid, kUnknown);
  EXPECT_EQ(user.gid, kUnknown);
  EXPECT_THAT(user.groups, ElementsAre(kUnknown));
  EXPECT_EQ(user.home, "/");
  EXPECT_EQ(user.name, "3999999999");
  EXPECT_EQ(Chosen("", RootBySudo("3999999999", "8")).gid, 8U);
}

TEST(ChooseTargetUser, ANameNeedsOne) {
  EXPECT_THAT(MistakeOf("nobdoy", Root()), AllOf(HasSubstr("there is no user \"nobdoy\""),
                                                 HasSubstr("did you mean \"nobody\"?")));
  EXPECT_THAT(MistakeOf("4294967295", Root()), HasSubstr("there is no user"));
  EXPECT_THAT(MistakeOf("-1", Root()), HasSubstr("there is no user"));
}

TEST(ChooseTargetUser, OnlyRootBecomesAnother) {
  EXPECT_THAT(MistakeOf("root", {kOrdinary, "", ""}), HasSubstr("only root may"));
  EXPECT_TRUE(StaysItself("nobody", {kNobody, "", ""}));
}

TEST(ChooseTargetUser, AConfinedTargetIsNeverRoot) {
  const auto confined = [](const std::string& asked, const Caller& caller) {
    return ChooseTargetUser(asked, caller, RootTarget::kForbidden);
  };
  EXPECT_EQ(confined("", Root()).value().value().uid, kNobody);
  EXPECT_EQ(confined("", RootBySudo("0")).value().value().uid, kNobody);
  EXPECT_EQ(confined("", RootBySudo("1000")).value().value().uid, kOrdinary);
  EXPECT_EQ(confined("65534", Root()).value().value().uid, kNobody);
  EXPECT_FALSE(confined("", {kOrdinary, "", ""}).value().has_value());
  for (const char* const root : {"root", "0"}) {
    const auto user = confined(root, Root());
    ASSERT_FALSE(user);
    EXPECT_EQ(user.error().kind, ErrorKind::kUsage);
    EXPECT_THAT(user.error().message.english(),
                HasSubstr("with --confine the server does not run as root"));
  }
  EXPECT_FALSE(confined("", RootBySudo("me")));
}

TEST(Accounts, AreKnown) {
  EXPECT_EQ(FindAccount("root")->uid, 0U);
  EXPECT_EQ(FindAccount(uid_t{0})->name, "root");
  EXPECT_FALSE(FindAccount("no such user"));
  EXPECT_THAT(AccountNames(), AllOf(Contains("root"), Contains("nobody")));
  EXPECT_THAT(GroupsOf("root", 42), Contains(42U));
}

}  // namespace
}  // namespace echocheck
