// SPDX-License-Identifier: MIT
// Clients against a server in this very thread, on the loopback.
#include "harness/client/play_clients.h"

#include <functional>
#include <memory>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

// What the server does with one connection.
using Behaviour = std::function<asio::awaitable<void>(tcp::socket&)>;

asio::awaitable<void> Echo(tcp::socket& socket) {
  std::array<char, 4096> buffer{};
  while (true) {
    boost::system::error_code error;
    const std::size_t count = co_await socket.async_read_some(
        asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    co_await asio::async_write(socket, asio::buffer(buffer.data(), count),
                               asio::redirect_error(asio::use_awaitable, error));
  }
}

asio::awaitable<void> ReadOneAndLeave(tcp::socket& socket) {
  std::array<char, 16> buffer{};
  co_await socket.async_read_some(asio::buffer(buffer), asio::use_awaitable);
}

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

class PlayClientsTest : public testing::Test {
 protected:
  PlayClientsTest() : acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}) {
    scenario_.step_timeout = Milliseconds(2000);
    scenario_.server = {"127.0.0.1", acceptor_.local_endpoint().port()};
  }

  // A client that connects, does `actions`, and ends; bound to a port that nobody uses now.
  void Client(std::vector<decltype(Step::action)> actions, std::uint32_t count = 1) {
    tcp::acceptor probe(io_, {asio::ip::make_address("127.0.0.1"), 0});
    ClientScript script;
    script.name = "client" + std::to_string(scenario_.clients.size());
    script.port = probe.local_endpoint().port();
    script.count = count;
    script.steps.push_back({ConnectStep{}, {}});
    for (auto& action : actions) script.steps.push_back({std::move(action), {}});
    scenario_.clients.push_back(std::move(script));
  }

  const History& Play(Behaviour behaviour) {
    asio::co_spawn(io_, Accept(std::move(behaviour)), asio::detached);
    PlayOptions options;
    options.server = scenario_.server;
    options.origin = ClockOrigin::Now();
    asio::co_spawn(io_, PlayClients(io_, scenario_, options),
                   [this](std::exception_ptr, History history) {
                     history_ = std::move(history);
                     io_.stop();
                   });
    io_.run();
    return history_;
  }

  StepOutcome OutcomeOf(std::size_t step, std::size_t connection = 0) const {
    return history_.connections.at(connection).steps.at(step).outcome;
  }
  const ConnectionRecord& Connection(std::size_t connection) const {
    return history_.connections.at(connection);
  }
  const StreamRecord& Stream(std::size_t connection = 0) const {
    return history_.connections.at(connection).stream;
  }

  static SendStep Text(const char* text) { return {{Bytes(text), 1}, {}}; }
  static ExpectStep Expect(Expectation what, int quiet_ms = 0) {
    return {what, Milliseconds(quiet_ms)};
  }

  Scenario scenario_;

 private:
  asio::awaitable<void> Accept(Behaviour behaviour) {
    while (true) {
      auto socket =
          std::make_shared<tcp::socket>(co_await acceptor_.async_accept(asio::use_awaitable));
      asio::co_spawn(
          io_,
          [](std::shared_ptr<tcp::socket> peer, Behaviour serve) -> asio::awaitable<void> {
            co_await serve(*peer);
          }(socket, behaviour),
          asio::detached);
    }
  }

  asio::io_context io_;
  tcp::acceptor acceptor_;
  History history_;
};

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
    EXPECT_EQ(step.outcome, StepOutcome::kDone) << step.name;
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

TEST_F(PlayClientsTest, WrongOctetsEndTheScript) {
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

TEST_F(PlayClientsTest, RefusedIsRefused) {
  Client({CloseStep{}});
  scenario_.server.port = scenario_.clients[0].port;  // nobody listens there
  scenario_.clients[0].port = static_cast<std::uint16_t>(scenario_.clients[0].port ^ 1);
  Play(Echo);
  EXPECT_EQ(OutcomeOf(0), StepOutcome::kRefused);
}

}  // namespace
}  // namespace echocheck
