// SPDX-License-Identifier: MIT
#include "harness/worker/load_watch.h"

#include <unistd.h>

#include <functional>

#include <gtest/gtest.h>

namespace echocheck {
namespace {

using Threads = std::vector<ThreadTimes>;

ThreadTimes Thread(pid_t thread, Milliseconds ran, Milliseconds waited, bool blocked = false) {
  return {thread, ran, waited, blocked};
}

constexpr Milliseconds kNone{0};
constexpr Milliseconds kWall{1000};
constexpr double kProcessors = 2;

Nanoseconds WaitedBetween(const Threads& before, const Threads& after) {
  return HeldUpBetween(before, after, kWall, kProcessors).waited;
}

TEST(HeldUpBetween, NobodyWhoSleepsIsHeldUp) {
  const Threads same = {Thread(1, Milliseconds(5), Milliseconds(7))};
  EXPECT_EQ(WaitedBetween(same, same), kNone);
}

TEST(HeldUpBetween, CountsWhatCameInBetween) {
  EXPECT_EQ(
      WaitedBetween({Thread(1, kNone, Milliseconds(300))}, {Thread(1, kNone, Milliseconds(700))}),
      Milliseconds(400));
}

TEST(HeldUpBetween, TheLongestWaitDecides) {
  EXPECT_EQ(
      WaitedBetween({}, {Thread(1, kNone, Milliseconds(100)), Thread(2, kNone, Milliseconds(600)),
                         Thread(3, kNone, Milliseconds(200))}),
      Milliseconds(600));
}

TEST(HeldUpBetween, IsNeverLongerThanTheTimeInBetween) {
  EXPECT_EQ(WaitedBetween({}, {Thread(1, kNone, 2 * kWall)}), kWall);
}

// A number is used again when its thread has ended.
TEST(HeldUpBetween, AnotherThreadWithTheSameNumberBeginsAnew) {
  const Threads another = {Thread(1, kNone, Milliseconds(200))};
  EXPECT_EQ(WaitedBetween({Thread(1, Milliseconds(900), Milliseconds(100))}, another),
            Milliseconds(200));
  EXPECT_EQ(WaitedBetween({Thread(1, kNone, Milliseconds(900))}, another), Milliseconds(200));
}

// Threads that go round in circles wait for each other: that is nobody else's doing.
TEST(HeldUpBetween, WhatTheyTakeFromEachOtherDoesNotCount) {
  const ThreadTimes spins = Thread(1, kWall, Milliseconds(800));
  EXPECT_EQ(WaitedBetween({}, {spins, Thread(2, kWall, Milliseconds(800))}), kNone);
  EXPECT_EQ(WaitedBetween({}, {spins}), Milliseconds(400));
}

TEST(HeldUpBetween, BlockedAtBothEndsIsBlockedAllTheTime) {
  const Threads blocked = {Thread(1, kNone, kNone, true)};
  const Threads free = {Thread(1, kNone, kNone)};
  EXPECT_EQ(HeldUpBetween(blocked, blocked, kWall, kProcessors).blocked, kWall);
  EXPECT_EQ(HeldUpBetween(free, blocked, kWall, kProcessors), HeldUpTimes());
  EXPECT_EQ(HeldUpBetween(blocked, free, kWall, kProcessors), HeldUpTimes());
}

ThreadTimes Runnable(pid_t thread, Milliseconds ran) { return {thread, ran, kNone, false, true}; }

// A wait is counted when it has ended. One that goes on is seen in the thread's state.
TEST(HeldUpBetween, OneThatCouldRunAndDoesNotWaits) {
  const Threads woken = {Runnable(1, Milliseconds(3))};
  EXPECT_TRUE(HeldUpBetween({Thread(1, Milliseconds(3), kNone)}, woken, kWall, kProcessors).waits);
  EXPECT_TRUE(HeldUpBetween(woken, woken, kWall, kProcessors).waits);
  EXPECT_TRUE(HeldUpBetween({}, woken, kWall, kProcessors).waits) << "it may be new";
  EXPECT_FALSE(HeldUpBetween({Thread(1, Milliseconds(2), kNone)}, woken, kWall, kProcessors).waits)
      << "it ran";
  const Threads asleep = {Thread(1, Milliseconds(3), kNone)};
  EXPECT_FALSE(HeldUpBetween(asleep, asleep, kWall, kProcessors).waits);
}

TEST(HeldUpBetween, OneThatWaitsForItsOwnThreadsWaitsForNobodyElse) {
  const Threads before = {Runnable(1, kNone), Runnable(2, kNone), Runnable(3, kNone)};
  const Threads after = {Runnable(1, kWall), Runnable(2, kWall), Runnable(3, kNone)};
  EXPECT_FALSE(HeldUpBetween(before, after, kWall, kProcessors).waits);
  EXPECT_TRUE(HeldUpBetween(before, after, kWall, 8).waits);
}

TEST(HeldUpBetween, NothingRunsInNoTime) {
  EXPECT_EQ(
      HeldUpBetween({}, {Thread(1, Milliseconds(1), Milliseconds(1))}, Nanoseconds(0), kProcessors),
      HeldUpTimes());
}

// All that a LoadWatch asks of an arena is what its threads have got.
class LoadedArena : public Arena {
 public:
  Threads threads;
  mutable int looks = 0;

  std::vector<ThreadTimes> Times() const override {
    ++looks;
    return threads;
  }
  Isolation isolation() const override { return Isolation::kPrivate; }
  std::vector<pid_t> TargetProcesses() const override { return {}; }
  bool TargetIsAsleep() const override { return false; }
  bool TargetIsStopped() const override { return false; }
  ProcessUsage TargetUsage() const override { return {}; }
  std::vector<SocketHolders> HoldersOfEach(
      const std::vector<std::uint32_t>& /*inodes*/) const override {
    return {};
  }
  bool IsSocket(pid_t /*process*/, std::uint64_t /*descriptor*/) const override { return true; }
  SocketOwner OwnerOf(std::uint32_t /*inode*/, uid_t /*user*/) const override {
    return SocketOwner::kTarget;
  }
  Reason WhyOwnersUnseen() const override { return ""; }
  void NoteLaunched(pid_t /*process*/) override {}
  void ReapOrphans() override {}
  void KillAll() override {}
  Status Intact() const override { return {}; }
  void TearDown() override {}
};

void Spend(Nanoseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) continue;
}

TEST(LoadWatch, FindsNothingInALook) {
  const LoadedArena arena;
  LoadWatch watch(arena);
  Spend(Milliseconds(5));
  watch.Look();
  EXPECT_EQ(arena.looks, 1);
  EXPECT_EQ(watch.held_up(), kNone);
  EXPECT_FALSE(watch.Record());
}

TEST(LoadWatch, TellsThatSomebodyWaits) {
  LoadedArena arena;
  LoadWatch watch(arena);
  const auto look = [&](const Threads& threads) {
    arena.threads = threads;
    Spend(Milliseconds(3));
    watch.Look();
    return watch.somebody_waits();
  };
  EXPECT_FALSE(look({Thread(1, kNone, kNone)}));
  EXPECT_TRUE(look({Runnable(1, kNone)}));
  EXPECT_FALSE(look({Runnable(1, Milliseconds(1))})) << "it ran";
  EXPECT_FALSE(look({Runnable(getpid(), kNone)})) << "that is us, who look";
}

TEST(LoadWatch, DoesNotWaitForEverForOneThatNeverRuns) {
  LoadedArena arena;
  LoadWatch watch(arena, Milliseconds(5));
  arena.threads = {Runnable(1, kNone)};
  for (int look = 0; look < 4; ++look) {
    Spend(Milliseconds(3));
    watch.Look();
  }
  EXPECT_FALSE(watch.somebody_waits());
}

// A thousand clients may ask at the same moment.
TEST(LoadWatch, DoesNotLookAgainAtOnce) {
  const LoadedArena arena;
  LoadWatch watch(arena);
  constexpr int kAsked = 1000;
  for (int i = 0; i < kAsked; ++i) watch.Look();
  EXPECT_LT(arena.looks, kAsked);
}

TEST(LoadWatch, RecordsWhatIsWorthIt) {
  LoadedArena arena;
  LoadWatch watch(arena);
  arena.threads = {Thread(1, kNone, Milliseconds(1'000'000))};
  Spend(Milliseconds(60));
  watch.Look();
  ASSERT_TRUE(watch.Record());
  EXPECT_GE(watch.Record()->waited, Milliseconds(60));
  EXPECT_GE(watch.Record()->of, watch.Record()->waited);
  EXPECT_FALSE(watch.Record()->gave_up);
}

TEST(LoadWatch, GivesUpAtItsBound) {
  LoadedArena arena;
  LoadWatch watch(arena, Milliseconds(55));
  arena.threads = {Thread(1, kNone, Milliseconds(1'000'000))};
  Spend(Milliseconds(60));
  watch.Look();
  EXPECT_EQ(watch.held_up(), Milliseconds(55));
  ASSERT_TRUE(watch.Record());
  EXPECT_TRUE(watch.Record()->gave_up);
  EXPECT_EQ(watch.Record()->waited, Milliseconds(55));
}

}  // namespace
}  // namespace echocheck
