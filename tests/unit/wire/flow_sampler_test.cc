// SPDX-License-Identifier: MIT
#include "harness/wire/flow_sampler.h"

#include <random>
#include <string>

#include "tests/unit/wire/flow_fixture.h"

namespace echocheck {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

FlowSampler::Progress At(Nanoseconds time, std::uint64_t bytes) {
  FlowSampler::Progress progress;
  progress.time = time;
  progress.sent = progress.acknowledged = progress.echoed = bytes;
  return progress;
}

TEST(FlowSampler, AFewSegmentsAreOneSampleEach) {
  FlowSampler sampler;
  sampler.Pass(At(microseconds(5), 1));
  sampler.Add(At(microseconds(10), 3));
  sampler.Add(At(microseconds(30), 7));
  const auto samples = sampler.Take();
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[0].time, microseconds(10));
  EXPECT_EQ(samples[0].sent, 3U);
  EXPECT_EQ(samples[0].longest_wait, microseconds(5));  // since the one that was passed
  EXPECT_EQ(samples[1].echoed, 7U);
  EXPECT_EQ(samples[1].longest_wait, microseconds(20));
  EXPECT_EQ(samples[1].wait_end, microseconds(30));
}

// Whatever the pace, no moment is lost: the last sample is the last segment, sums and maxima stay.
TEST(FlowSampler, StaysSmallAndKeepsSumsAndMaxima) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    std::mt19937 random(seed);
    FlowSampler sampler;
    Nanoseconds now{0};
    Nanoseconds longest{0};
    Nanoseconds longest_end{0};
    Nanoseconds closed{0};
    bool zero = false;
    sampler.Pass(At(now, 0));
    constexpr std::uint64_t kSegments = 3000;
    for (std::uint64_t i = 1; i <= kSegments; ++i) {
      const auto wait = Nanoseconds((random() % (1U << (random() % 28))) + 1);
      now += wait;
      if (wait > longest) longest_end = now;
      longest = std::max(longest, wait);
      if (zero) closed += wait;
      zero = random() % 3 == 0;
      FlowSampler::Progress progress = At(now, i);
      progress.client_window_zero = zero;
      sampler.Add(progress);
    }
    const auto samples = sampler.Take();
    EXPECT_LE(samples.size(), FlowSampler::kMost);
    EXPECT_EQ(samples.back().time, now);
    EXPECT_EQ(samples.back().sent, kSegments);
    Nanoseconds kept_longest{0};
    Nanoseconds kept_end{0};
    Nanoseconds kept_closed{0};
    Nanoseconds before{0};
    for (const FlowSample& sample : samples) {
      EXPECT_GT(sample.time, before);
      EXPECT_LE(sample.client_zero_window, sample.time - before);
      EXPECT_EQ(sample.server_zero_window, Nanoseconds(0));
      if (sample.longest_wait > kept_longest) kept_end = sample.wait_end;
      kept_longest = std::max(kept_longest, sample.longest_wait);
      kept_closed += sample.client_zero_window;
      before = sample.time;
    }
    EXPECT_EQ(kept_longest, longest);
    EXPECT_EQ(kept_end, longest_end);
    EXPECT_EQ(kept_closed, closed);
  }
}

TEST(FlowSampler, SpreadsEvenly) {
  FlowSampler sampler;
  for (int i = 0; i < 100'000; ++i) sampler.Add(At(microseconds(7 * i), 1));
  const auto samples = sampler.Take();
  EXPECT_GT(samples.size(), FlowSampler::kMost / 2);
  const Nanoseconds step = samples[1].time - samples[0].time;
  for (std::size_t i = 1; i + 1 < samples.size(); ++i) {
    const Nanoseconds apart = samples[i].time - samples[i - 1].time;
    EXPECT_LE(apart > step ? apart - step : step - apart, microseconds(7));
  }
}

TEST(FlowSampler, BearsStampsThatGoBack) {
  FlowSampler sampler;
  sampler.Pass(At(microseconds(0), 1));
  for (int i = 1; i <= 2000; ++i) {
    FlowSampler::Progress progress = At(microseconds(i % 2 == 0 ? i : 10 * i), 1);
    progress.client_window_zero = true;
    sampler.Add(progress);
  }
  const auto samples = sampler.Take();
  ASSERT_FALSE(samples.empty());
  EXPECT_LE(samples.size(), FlowSampler::kMost);
  Nanoseconds before{0};
  Nanoseconds closed{0};
  for (const FlowSample& sample : samples) {
    EXPECT_GT(sample.time, before);
    EXPECT_LE(sample.wait_end, sample.time);
    closed += sample.client_zero_window;
    before = sample.time;
  }
  EXPECT_EQ(before, microseconds(19'990));
  EXPECT_LE(closed, before);
}

TEST(FlowSampler, BearsStampsThatGoBackWhereNothingIsSampled) {
  FlowSampler sampler;
  sampler.Pass(At(microseconds(10), 1));
  sampler.Pass(At(microseconds(5), 2));
  sampler.Add(At(microseconds(12), 3));
  EXPECT_EQ(sampler.Take().at(0).longest_wait, microseconds(2));
}

TEST(FlowSampler, BearsAnyTime) {
  FlowSampler sampler;
  sampler.Add(At(Nanoseconds(0), 1));
  sampler.Add(At(Nanoseconds::max(), 2));
  const auto samples = sampler.Take();
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[1].longest_wait, Nanoseconds::max());
}

class FlowSamplesTest : public FlowTest {
 protected:
  void Exchange(int rounds) {
    for (int i = 0; i < rounds; ++i) {
      client.Data("12345678");
      server.Data("12345678");
    }
  }
};
INSTANTIATE_TEST_SUITE_P(Numbers, FlowSamplesTest, testing::Values(1000U, 0xfffffffdU));

TEST_P(FlowSamplesTest, NoneWhenAllSegmentsAreKept) {
  options_.head = options_.tail = 50;
  Open();
  Exchange(40);
  EXPECT_TRUE(Flow().samples.empty());
}

TEST_P(FlowSamplesTest, NoneOfAFlowThatIsNotKept) {
  options_.head = options_.tail = 0;
  Open();
  Exchange(40);
  EXPECT_TRUE(Flow().samples.empty());
}

TEST_P(FlowSamplesTest, TellWhatTheKeptSegmentsDoNot) {
  options_.head = options_.tail = 5;
  Open();
  Exchange(100);
  pause_ += milliseconds(200);
  client.Data("late");  // not echoed
  server.Window(0);
  server.Ack();
  pause_ += milliseconds(100);
  server.Ack();
  Exchange(10);
  Close();
  const auto& samples = Flow().samples;
  ASSERT_FALSE(samples.empty());
  EXPECT_EQ(samples.back().time, Flow().last);
  EXPECT_EQ(samples.back().sent, 884U);
  EXPECT_EQ(samples.back().acknowledged, 884U);
  EXPECT_EQ(samples.back().echoed, 880U);
  Nanoseconds longest{0};
  Nanoseconds closed{0};
  for (const FlowSample& sample : samples) {
    longest = std::max(longest, sample.longest_wait);
    closed += sample.server_zero_window;
    EXPECT_EQ(sample.client_zero_window, Nanoseconds(0));
  }
  EXPECT_EQ(longest, milliseconds(200) + microseconds(1));
  EXPECT_EQ(closed, milliseconds(100) + microseconds(1));
}

}  // namespace
}  // namespace echocheck
