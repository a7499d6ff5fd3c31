// SPDX-License-Identifier: MIT
// What a client does when its echo does not come, and how it reads when it is told not to.
#include "harness/client/stall_probe.h"

#include "tests/unit/client/play_clients_fixture.h"

namespace echocheck {
namespace {

// Sends back what it has, once `enough` says so of it.
using Enough = std::function<bool(const std::string& held)>;

Behaviour HoldsUntil(Enough enough, bool also_at_eof) {
  return [=](tcp::socket& socket) -> asio::awaitable<void> {
    std::string held;
    std::array<char, 4096> buffer{};
    boost::system::error_code error;
    while (!error) {
      const std::size_t count = co_await socket.async_read_some(
          asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
      held.append(buffer.data(), count);
      const bool send = error ? also_at_eof : enough(held);
      if (!send) continue;
      boost::system::error_code ignored;
      co_await asio::async_write(socket, asio::buffer(held),
                                 asio::redirect_error(asio::use_awaitable, ignored));
      held.clear();
    }
  };
}

class StallProbeTest : public PlayClientsTest {
 protected:
  StallProbeTest() { scenario_.step_timeout = Milliseconds(100); }

  StallProbe ProbeOf(const Behaviour& behaviour, const char* text = "hoge") {
    Client({Text(text), Expect(Expectation::kEcho), CloseStep{}});
    Play(behaviour);
    EXPECT_EQ(OutcomeOf(2), StepOutcome::kTimedOut);
    EXPECT_TRUE(Connection(0).probe);
    return Connection(0).probe.value_or(StallProbe{});
  }
};

TEST_F(StallProbeTest, FindsWhoWaitsForANewline) {
  const StallProbe probe =
      ProbeOf(HoldsUntil([](const std::string& held) { return held.back() == '\n'; }, true));
  EXPECT_EQ(probe.released_by, Release::kNewline);
  EXPECT_EQ(probe.missing, 4U);
  EXPECT_EQ(probe.released, 4U);
  EXPECT_EQ(probe.sent, 1U);
  EXPECT_EQ(probe.received, 5U);
  EXPECT_EQ(Stream().received, 0U) << "the stream ends at the deadline";
}

TEST_F(StallProbeTest, FindsWhoWaitsForAFullBlock) {
  const StallProbe probe =
      ProbeOf(HoldsUntil([](const std::string& held) { return held.size() >= 1024; }, true));
  EXPECT_EQ(probe.released_by, Release::kFiller);
  EXPECT_EQ(probe.released, 4U);
  EXPECT_GE(probe.sent, 1020U);
}

TEST_F(StallProbeTest, FindsWhoWaitsForTheEnd) {
  const StallProbe probe = ProbeOf(HoldsUntil([](const std::string&) { return false; }, true));
  EXPECT_EQ(probe.released_by, Release::kEof);
  EXPECT_EQ(probe.released, 4U);
}

TEST_F(StallProbeTest, FindsNothingWhereNothingComes) {
  const StallProbe probe = ProbeOf(HoldsUntil([](const std::string&) { return false; }, false));
  EXPECT_EQ(probe.released_by, Release::kNothing);
  EXPECT_EQ(probe.released, 0U);
}

TEST_F(StallProbeTest, SendsNoNewlineBehindOne) {
  const StallProbe probe = ProbeOf(
      HoldsUntil([](const std::string& held) { return held.ends_with("\n\n"); }, true), "hoge\n");
  EXPECT_NE(probe.released_by, Release::kNewline);
}

TEST_F(StallProbeTest, DoesNotTakeWrongBytesForReleasedOnes) {
  Client({Text("hoge"), Expect(Expectation::kEcho), CloseStep{}});
  Play([](tcp::socket& socket) -> asio::awaitable<void> {
    std::array<char, 64> buffer{};
    co_await socket.async_read_some(asio::buffer(buffer), asio::use_awaitable);
    co_await socket.async_read_some(asio::buffer(buffer), asio::use_awaitable);
    co_await asio::async_write(socket, asio::buffer("FUGA", 4), asio::use_awaitable);
  });
  ASSERT_TRUE(Connection(0).probe);
  EXPECT_EQ(Connection(0).probe->released, 0U);
  EXPECT_GE(Connection(0).probe->received, 4U);
}

TEST_F(PlayClientsTest, WhoStoppedReadingLeavesBytesUnread) {
  Client(
      {ReadingStep{Reading::kStop, {}}, Text("hoge\n"), PauseStep{Milliseconds(50)}, CloseStep{}});
  Play(Echo);
  EXPECT_TRUE(Connection(0).left_unread);
  EXPECT_EQ(Stream().received, 0U);
}

TEST_F(PlayClientsTest, WhoReadsAgainGetsAll) {
  Client({ReadingStep{Reading::kStop, {}}, SendStep{{RandomBytes{100'000, 1}, 1}, {}},
          ReadingStep{Reading::kStart, ReadPace{4096, Milliseconds(1)}}, Expect(Expectation::kEcho),
          CloseStep{}});
  Play(Echo);
  EXPECT_EQ(OutcomeOf(4), StepOutcome::kDone);
  EXPECT_FALSE(Connection(0).left_unread);
  EXPECT_EQ(Stream().sent_hash, Stream().received_hash);
}

TEST_F(PlayClientsTest, OfManyThatFailTheRestIsNotBegun) {
  scenario_.step_timeout = Milliseconds(50);
  Client({Text("hoge\n"), Expect(Expectation::kReset)}, 12);
  scenario_.clients[0].at_once = 1;
  const History& history = Play(Echo);
  EXPECT_EQ(OutcomeOf(2, 2), StepOutcome::kTimedOut);
  EXPECT_EQ(OutcomeOf(0, 3), StepOutcome::kAbandoned);
  EXPECT_FALSE(history.connections[11].connected);
}

}  // namespace
}  // namespace echocheck
