// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::uint64_t kMebibyte = 1024 * 1024;

ProcessSample Sample(std::string name) {
  ProcessSample sample;
  sample.name = std::move(name);
  sample.settled = true;
  sample.processes = sample.threads = 1;
  sample.descriptors = 5;
  sample.resident_bytes = 4 * kMebibyte;
  return sample;
}

// Two samples, of which `change` alters the second.
template <class Change>
Session Grown(Change change) {
  Session session = Served();
  ProcessSample after = Sample("after");
  change(after);
  session.target().samples = {Sample("before"), after};
  return session;
}

// As many samples as there are figures, before the clients and after each group of them.
template <class Change>
Session GrownBy(const std::vector<std::uint64_t>& figures, Change change) {
  Session session = Served();
  for (const std::uint64_t figure : figures) {
    ProcessSample& sample = session.target().samples.emplace_back(
        Sample("after-" + std::to_string(session.target().samples.size())));
    change(sample, figure);
  }
  return session;
}

std::optional<Verdict> OnMebibytes(const std::vector<std::uint64_t>& figures) {
  const auto memory = [](ProcessSample& s, std::uint64_t n) { s.resident_bytes = n * kMebibyte; };
  return VerdictOn(GrownBy(figures, memory), "target.memory");
}

std::optional<Verdict> OnDescriptors(const std::vector<std::uint64_t>& figures) {
  const auto open = [](ProcessSample& s, std::uint64_t n) {
    s.descriptors = static_cast<std::uint32_t>(n);
  };
  return VerdictOn(GrownBy(figures, open), "target.descriptors");
}

Session Idle(Milliseconds wall, Milliseconds cpu) {
  Session session = Served();
  IdleRecord idle;
  idle.wall = wall;
  idle.cpu = cpu;
  idle.connections = 10;
  session.target().idle = {idle};
  return session;
}

TEST(ResourceChecksTest, HaveNothingToSayWithoutFigures) {
  for (const auto* id : {"target.idle_cpu", "target.descriptors", "target.threads", "target.memory",
                         "target.zombies"}) {
    EXPECT_EQ(VerdictOn(Served(), id), std::nullopt) << id;
  }
}

TEST(ResourceChecksTest, PassATargetThatLetsGoOfEverything) {
  EXPECT_THAT(Grown([](ProcessSample&) {}).Failing(), IsEmpty());
  EXPECT_EQ(VerdictOn(Grown([](ProcessSample& s) { s.descriptors += 4; }), "target.descriptors"),
            Verdict::kPass);
  EXPECT_EQ(VerdictOn(Grown([](ProcessSample& s) { s.threads += 4; }), "target.threads"),
            Verdict::kPass);
  const auto within = [](ProcessSample& s) { s.resident_bytes += 32 * kMebibyte; };
  EXPECT_EQ(VerdictOn(Grown(within), "target.memory"), Verdict::kPass);
}

TEST(ResourceChecksTest, WarnOfDescriptorsThatStayOpen) {
  const Session session = Grown([](ProcessSample& s) { s.descriptors = 205; });
  EXPECT_THAT(session.Failing(), ElementsAre("target.descriptors"));
  const Finding finding = *session.Says("target.descriptors");
  EXPECT_EQ(finding.summary, "5 descriptors at \"before\", 205 descriptors at \"after\"");
  EXPECT_EQ(finding.expected, "at most 9 descriptors");
  EXPECT_EQ(finding.cause->id, "descriptor-leak");
  EXPECT_THAT(finding.cause->sentence, HasSubstr("descriptors of your server: 5 before"));
}

TEST(ResourceChecksTest, WarnOfThreadsAndWhatTheyBringWithThem) {
  const Session session = Grown([](ProcessSample& s) {
    s.threads = 201;
    s.resident_bytes = 100 * kMebibyte;
  });
  EXPECT_THAT(session.Failing(), ElementsAre("target.threads", "target.memory"));
  EXPECT_EQ(CauseOf(session, "target.threads"), "thread-leak");
  EXPECT_EQ(CauseOf(session, "target.memory"), "thread-leak");
}

TEST(ResourceChecksTest, ChildrenThatStayExplainTheirThreadsAndMemory) {
  const Session session = Grown([](ProcessSample& s) {
    s.processes = 201;
    s.threads = 201;
    s.resident_bytes = 100 * kMebibyte;
  });
  EXPECT_EQ(CauseOf(session, "target.threads"), "process-leak");
  EXPECT_EQ(CauseOf(session, "target.memory"), "process-leak");
}

TEST(ResourceChecksTest, WarnOf64KibibytesAConnection) {
  const Session session = Grown([](ProcessSample& s) { s.resident_bytes += 2000ULL * 64 * 1024; });
  EXPECT_THAT(session.Failing(), ElementsAre("target.memory"));
  EXPECT_EQ(session.Says("target.memory")->summary,
            "4 MiB of memory at \"before\", 129 MiB of memory at \"after\"");
  EXPECT_EQ(CauseOf(session, "target.memory"), "memory-leak");
}

TEST(ResourceChecksTest, WarnOfWhatGrowsWithEachGroupOfClients) {
  EXPECT_EQ(OnMebibytes({19, 69, 119, 169}), Verdict::kWarn) << "64 KiB a client";
  EXPECT_EQ(OnMebibytes({4, 19, 32, 45}), Verdict::kWarn) << "a little a client";
  EXPECT_EQ(OnMebibytes({4, 14, 24, 34}), Verdict::kPass) << "not more than is allowed";
  EXPECT_EQ(OnDescriptors({5, 75, 145, 215}), Verdict::kWarn);
  EXPECT_EQ(OnDescriptors({5, 12, 19, 26}), Verdict::kWarn) << "with every tenth client";
}

TEST(ResourceChecksTest, CallNoPoolALeak) {
  EXPECT_EQ(OnMebibytes({41, 351, 294, 294}), Verdict::kPass) << "a collector came by";
  EXPECT_EQ(OnMebibytes({4, 68, 68, 68}), Verdict::kPass) << "a pool that is full";
  EXPECT_EQ(OnMebibytes({4, 44, 84, 90}), Verdict::kPass) << "a pool that is full at the end";
  EXPECT_EQ(OnMebibytes({4, 4, 64, 120}), Verdict::kPass) << "it stayed with the first group";
  EXPECT_EQ(OnMebibytes({62, 116, 158, 179}), Verdict::kPass) << "a heap that levels off";
  EXPECT_EQ(OnDescriptors({5, 60, 61, 61}), Verdict::kPass);
  EXPECT_EQ(OnDescriptors({5, 205, 5}), Verdict::kPass) << "looked at while clients were there";
}

TEST(ResourceChecksTest, ShowTheCourseOfALeak) {
  const Session session = GrownBy({5, 75, 145}, [](ProcessSample& s, std::uint64_t n) {
    s.descriptors = static_cast<std::uint32_t>(n);
  });
  const Finding finding = *session.Says("target.descriptors");
  EXPECT_EQ(finding.summary,
            "5 descriptors at \"after-0\", 75 descriptors at \"after-1\", 145 descriptors at "
            "\"after-2\"");
  EXPECT_EQ(finding.actual, "145 descriptors at \"after-2\"");
  EXPECT_EQ(finding.cause->id, "descriptor-leak");
  EXPECT_EQ(finding.cause->arguments.at("first"), "5");
  EXPECT_EQ(finding.cause->arguments.at("last"), "145");
}

// A busy server would never rest. What grows with each group is no work that is still under way.
TEST(ResourceChecksTest, WarnOfASteadyLeakOfATargetThatNeverRests) {
  const Session session = GrownBy({5, 75, 145, 215}, [](ProcessSample& s, std::uint64_t n) {
    s.descriptors = static_cast<std::uint32_t>(n);
    s.settled = false;
  });
  EXPECT_EQ(VerdictOn(session, "target.descriptors"), Verdict::kWarn);
  EXPECT_EQ(CauseOf(session, "target.descriptors"), "descriptor-leak");
}

TEST(ResourceChecksTest, BelieveNoFiguresFromAmidItsWork) {
  const Session session = Grown([](ProcessSample& s) {
    s.descriptors = 205;
    s.settled = false;
  });
  EXPECT_EQ(VerdictOn(session, "target.descriptors"), Verdict::kSkipped);
}

// A server that hides its descriptors must not pass for one that has none.
TEST(ResourceChecksTest, CannotTellOfDescriptorsThatWereNotSeen) {
  for (const bool before : {true, false}) {
    Session session = Grown([](ProcessSample&) {});
    auto& samples = session.target().samples;
    (before ? samples.front() : samples.back()).descriptors_unseen = "its program is closed";
    const Finding finding = *session.Says("target.descriptors");
    EXPECT_EQ(finding.verdict, Verdict::kInconclusive);
    EXPECT_EQ(finding.summary,
              "echocheck could not count the server's descriptors: its program is closed");
    EXPECT_EQ(VerdictOn(session, "target.threads"), Verdict::kPass) << "these were";
    EXPECT_EQ(session.Judged().verdict, Verdict::kInconclusive);
  }
}

TEST(ResourceChecksTest, CannotTellOfAProcessThatWasNotSeen) {
  Session session = Grown([](ProcessSample& s) { s.unseen = "/proc does not show process 7"; });
  for (const auto* id :
       {"target.descriptors", "target.threads", "target.memory", "target.zombies"}) {
    EXPECT_EQ(VerdictOn(session, id), Verdict::kInconclusive) << id;
  }
  Session idle = Idle(Milliseconds(300), Milliseconds(0));
  idle.target().idle[0].looks = idle.target().idle[0].awake = 28;
  EXPECT_EQ(VerdictOn(idle, "target.idle_cpu"), Verdict::kWarn);
  idle.target().idle[0].unseen = "/proc does not show process 7";
  EXPECT_EQ(VerdictOn(idle, "target.idle_cpu"), Verdict::kInconclusive);
}

TEST(ResourceChecksTest, LayLeftConnectionsToTheDoorOfWhoNeverCloses) {
  const Session session =
      Grown([](ProcessSample& s) { s.descriptors = 205; }).Left("CLOSE-WAIT", 1, true);
  EXPECT_EQ(CauseOf(session, "target.descriptors"), "never-closes");
}

TEST(ResourceChecksTest, WarnOfZombiesAtTheEnd) {
  EXPECT_EQ(VerdictOn(Grown([](ProcessSample& s) { s.zombies = 2; }), "target.zombies"),
            Verdict::kPass);
  const Session session = Grown([](ProcessSample& s) { s.zombies = 20; });
  EXPECT_EQ(session.Says("target.zombies")->verdict, Verdict::kWarn);
  EXPECT_EQ(session.Says("target.zombies")->cause->arguments.at("count"), "20");
}

TEST(ResourceChecksTest, WarnOfABusyLoop) {
  EXPECT_EQ(VerdictOn(Idle(Milliseconds(300), Milliseconds(3)), "target.idle_cpu"), Verdict::kPass);
  EXPECT_FALSE(Idle(Milliseconds(300), Milliseconds(3)).Says("target.idle_cpu")->cause);
  EXPECT_EQ(VerdictOn(Idle(Milliseconds(100), Milliseconds(50)), "target.idle_cpu"), Verdict::kPass)
      << "a runtime that tidies up";
  EXPECT_EQ(VerdictOn(Idle(Milliseconds(1000), Milliseconds(190)), "target.idle_cpu"),
            Verdict::kPass);
  const Session session = Idle(Milliseconds(300), Milliseconds(290));
  const Finding finding = *session.Says("target.idle_cpu");
  EXPECT_EQ(finding.verdict, Verdict::kWarn);
  EXPECT_EQ(finding.actual, "290 ms of CPU time in 300 ms, with 10 idle connections");
  EXPECT_EQ(finding.cause->id, "busy-loop");
  EXPECT_EQ(finding.cause->arguments.at("percent"), "96");
}

TEST(ResourceChecksTest, WarnOfALoopThatGotLittleTime) {
  Session session = Idle(Milliseconds(300), Milliseconds(40));
  session.target().idle[0].looks = 28;
  session.target().idle[0].awake = 28;
  EXPECT_EQ(VerdictOn(session, "target.idle_cpu"), Verdict::kWarn);
  session.target().idle[0].awake = 3;
  EXPECT_EQ(VerdictOn(session, "target.idle_cpu"), Verdict::kPass);
}

TEST(ResourceChecksTest, NameTheWantOfDescriptorsThatMakesItSpin) {
  Session session = Idle(Milliseconds(300), Milliseconds(290));
  session.scenario().limits.open_files = 24;
  EXPECT_EQ(CauseOf(session, "target.idle_cpu"), "exhausted-descriptors");
}

}  // namespace
}  // namespace echocheck
