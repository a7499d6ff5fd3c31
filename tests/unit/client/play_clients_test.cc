// SPDX-License-Identifier: MIT
#include "harness/client/play_clients.h"

#include <cctype>

#include "tests/unit/client/play_clients_fixture.h"

namespace echocheck {
namespace {

asio::awaitable<void> ReadOneAndReset(tcp::socket& socket) {
  co_await ReadOneAndLeave(socket);
  socket.set_option(tcp::socket::linger(true, 0));
  socket.close();  // (its destructor would undo the option)
}

asio::awaitable<void> Shout(tcp::socket& socket) {
  std::array<char, 16> buffer{};
  const std::size_t count =
      co_await socket.async_read_some(asio::buffer(buffer), asio::use_awaitable);
  for (std::size_t i = 0; i < count; ++i) buffer[i] = static_cast<char>(std::toupper(buffer[i]));
  co_await asio::async_write(socket, asio::buffer(buffer.data(), count), asio::use_awaitable);
  co_await Echo(socket);
}

TEST_F(PlayClientsTest, PingPongAndLeave) {
  Client({Text("hoge\n"), Expect(Expectation::kEcho), Text("hoge\n"), Expect(Expectation::kEcho),
          CloseStep{}});
  const History& history = Play(Echo);
  ASSERT_EQ(history.connections.size(), 1U);
  const ConnectionRecord& connection = history.connections[0];
  EXPECT_TRUE(connection.connected);
  EXPECT_FALSE(connection.cut_short);
  EXPECT_EQ(connection.ending, ClientEnding::kClosed);
  EXPECT_EQ(connection.local.port, scenario_.clients[0].port);
  for (const StepRecord& step : connection.steps) {
    EXPECT_EQ(step.outcome, StepOutcome::kDone) << StepName(step.kind, step.argument);
    EXPECT_LE(step.begin, step.end);
  }
  EXPECT_EQ(Stream().received_head, "hoge\nhoge\n");
}

TEST_F(PlayClientsTest, HalfCloseDrains) {
  Client({SendStep{{RandomBytes{300'000, 1}, 1}, 1000U}, ShutdownStep{}, Expect(Expectation::kEcho),
          Expect(Expectation::kEof), CloseStep{}});
  Play(Echo);
  EXPECT_EQ(OutcomeOf(4), StepOutcome::kDone);
  EXPECT_EQ(Stream().received, 300'000U);
  EXPECT_EQ(Stream().sent_hash, Stream().received_hash);
  EXPECT_TRUE(Stream().eof_at);
}

TEST_F(PlayClientsTest, AServerThatLeavesIsSeen) {
  Client({Text("hoge\n"), Expect(Expectation::kEcho), Text("more"), CloseStep{}});
  Play(ReadOneAndLeave);
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kEof);
  EXPECT_EQ(OutcomeOf(3), StepOutcome::kAbandoned);
  EXPECT_EQ(OutcomeOf(4), StepOutcome::kAbandoned);
}

TEST_F(PlayClientsTest, AResetIsNotAnEof) {
  Client({Text("hoge\n"), Expect(Expectation::kEcho)});
  Play(ReadOneAndReset);
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kReset);
  EXPECT_TRUE(Stream().reset_at);
  EXPECT_FALSE(Stream().eof_at);
}

TEST_F(PlayClientsTest, ExpectedResetIsDone) {
  Client({Text("hoge\n"), Expect(Expectation::kReset)});
  Play(ReadOneAndReset);
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kDone);
}

TEST_F(PlayClientsTest, WrongBytesEndTheScript) {
  Client({Text("hoge\n"), Expect(Expectation::kEcho), CloseStep{}});
  Play(Shout);
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kWrongBytes);
  ASSERT_TRUE(Stream().difference);
  EXPECT_EQ(Stream().difference->actual, "HOGE\n");
}

TEST_F(PlayClientsTest, QuietIsQuiet) {
  Client({Expect(Expectation::kQuiet, 30), Text("x"), Expect(Expectation::kQuiet, 30)});
  Play(Echo);
  EXPECT_EQ(OutcomeOf(1), StepOutcome::kDone);
  EXPECT_EQ(OutcomeOf(3), StepOutcome::kUnexpectedData);
}

TEST_F(PlayClientsTest, ASilentServerTimesOut) {
  scenario_.step_timeout = Milliseconds(50);
  Client({Text("hoge\n"), Expect(Expectation::kEcho), CloseStep{}});
  Play([](tcp::socket& socket) -> asio::awaitable<void> {
    std::array<char, 64> buffer{};
    boost::system::error_code error;
    while (!error) {
      co_await socket.async_read_some(asio::buffer(buffer),
                                      asio::redirect_error(asio::use_awaitable, error));
    }
  });
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kTimedOut);
  EXPECT_TRUE(Connection(0).cut_short);
}

TEST_F(PlayClientsTest, ClientsMeet) {
  Client({MeetStep{"all-in"}, SendStep{{RandomBytes{100, {}}, 1}, {}}, Expect(Expectation::kEcho),
          CloseStep{}},
         3);
  Client({MeetStep{"all-in"}, CloseStep{}});
  const History& history = Play(Echo);
  ASSERT_EQ(history.connections.size(), 4U);
  Nanoseconds last_arrival{0};
  for (const ConnectionRecord& connection : history.connections) {
    last_arrival = std::max(last_arrival, connection.steps[1].begin);
    for (const StepRecord& step : connection.steps) EXPECT_EQ(step.outcome, StepOutcome::kDone);
  }
  for (const ConnectionRecord& connection : history.connections) {
    EXPECT_GE(connection.steps[1].end, last_arrival) << connection.client;
  }
  EXPECT_NE(Stream(0).sent_head, Stream(1).sent_head) << "no two clients send the same";
}

TEST_F(PlayClientsTest, WhoFailsIsNotWaitedFor) {
  Client({Text("x"), Expect(Expectation::kReset), MeetStep{"all-in"}});
  scenario_.clients[0].steps[2].timeout = Milliseconds(50);
  Client({MeetStep{"all-in"}, CloseStep{}});
  Play(Echo);
  EXPECT_EQ(OutcomeOf(3, 0), StepOutcome::kAbandoned);
  EXPECT_EQ(OutcomeOf(1, 1), StepOutcome::kDone);
}

// A backlog that is full answers no SYN. Closing such a socket must not wait for bytes.
TEST_F(PlayClientsTest, WhoIsNotAcceptedGivesUp) {
  asio::io_context elsewhere;
  tcp::acceptor full(elsewhere, {asio::ip::make_address("127.0.0.1"), 0});
  full.listen(0);
  std::vector<tcp::socket> waiting;
  for (int i = 0; i < 4; ++i) {
    // Begun, and never waited for: one that is not accepted would take minutes to give up.
    waiting.emplace_back(elsewhere).async_connect(full.local_endpoint(), asio::detached);
  }
  scenario_.server.port = full.local_endpoint().port();
  scenario_.step_timeout = Milliseconds(50);
  Client({CloseStep{}});
  Play(Echo);
  EXPECT_EQ(OutcomeOf(0), StepOutcome::kTimedOut);
  EXPECT_FALSE(Connection(0).connected);
}

TEST_F(PlayClientsTest, RefusedIsRefused) {
  Client({CloseStep{}});
  scenario_.server.port = NextPort();  // nobody listens there
  Play(Echo);
  EXPECT_EQ(OutcomeOf(0), StepOutcome::kRefused);
}

}  // namespace
}  // namespace echocheck
