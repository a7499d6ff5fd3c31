// SPDX-License-Identifier: MIT
// UDP clients against a server in this very thread, on the loopback.
#include "harness/client/udp_player.h"

#include <functional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include "harness/client/play_clients.h"
#include "tests/unit/base/ip_literal.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;

// What the server does with one datagram.
using Behaviour = std::function<void(udp::socket&, BytesView, const udp::endpoint&)>;

void Echo(udp::socket& socket, BytesView bytes, const udp::endpoint& peer) {
  socket.send_to(asio::buffer(bytes.data(), bytes.size()), peer);
}

class UdpPlayerTest : public testing::Test {
 protected:
  UdpPlayerTest() : socket_(io_, {asio::ip::make_address("127.0.0.1"), 0}) {
    scenario_.transport = Transport::kUdp;
    scenario_.step_timeout = Milliseconds(2000);
    scenario_.server = {"127.0.0.1"_ip, socket_.local_endpoint().port()};
  }

  // A client that takes a port that nobody uses now, does `actions`, and ends.
  void Client(std::vector<decltype(Step::action)> actions) {
    const udp::socket probe(io_, {asio::ip::make_address("127.0.0.1"), 0});
    ClientScript script;
    script.name = "client" + std::to_string(scenario_.clients.size());
    script.port = probe.local_endpoint().port();
    script.steps.push_back({ConnectStep{}, {}});
    for (auto& action : actions) script.steps.push_back({std::move(action), {}});
    scenario_.clients.push_back(std::move(script));
  }

  void Play(Behaviour behaviour) {
    if (behaviour) asio::co_spawn(io_, Serve(std::move(behaviour)), asio::detached);
    PlayOptions options;
    options.server = scenario_.server;
    options.origin = ClockOrigin::Now();
    asio::co_spawn(io_, PlayClients(io_, scenario_, options),
                   [this](std::exception_ptr, History history) {
                     history_ = std::move(history);
                     io_.stop();
                   });
    io_.run();
  }

  const ConnectionRecord& Record(std::size_t client = 0) const {
    return history_.connections.at(client);
  }
  StepOutcome OutcomeOf(std::size_t step, std::size_t client = 0) const {
    return Record(client).steps.at(step).outcome;
  }

  static SendStep Text(const char* text) { return {{Bytes(text), 1}, {}}; }
  static SendStep Random(std::uint64_t size) { return {{RandomBytes{size, {}}, 1}, {}}; }
  static ExpectStep Expect(Expectation what, int quiet_ms = 0) {
    return {what, Milliseconds(quiet_ms)};
  }

  asio::io_context io_;
  udp::socket socket_;
  Scenario scenario_;

 private:
  asio::awaitable<void> Serve(Behaviour behaviour) {
    Bytes buffer(65536, '\0');
    while (true) {
      udp::endpoint peer;
      const std::size_t size =
          co_await socket_.async_receive_from(asio::buffer(buffer), peer, asio::use_awaitable);
      behaviour(socket_, BytesView(buffer).substr(0, size), peer);
    }
  }

  History history_;
};

TEST_F(UdpPlayerTest, EchoOfEverySize) {
  Client(
      {Text(""), Random(1), Random(512), Random(65507), Expect(Expectation::kEcho), CloseStep{}});
  Play(Echo);
  EXPECT_TRUE(Record().connected);
  EXPECT_FALSE(Record().cut_short);
  EXPECT_EQ(Record().ending, ClientEnding::kClosed);
  EXPECT_EQ(Record().local.port, scenario_.clients[0].port);
  for (const StepRecord& step : Record().steps) {
    EXPECT_EQ(step.outcome, StepOutcome::kDone)
        << StepName(step.kind, step.argument) << ": " << step.error.english();
  }
  ASSERT_EQ(Record().datagrams.size(), 4U);
  for (const DatagramRecord& datagram : Record().datagrams) {
    EXPECT_EQ(datagram.returned, 1U) << datagram.size;
    EXPECT_GE(*datagram.returned_at, datagram.sent_at);
  }
  EXPECT_EQ(Record().strange_count, 0U);
}

TEST_F(UdpPlayerTest, ABurstComesBackWhole) {
  // Eight of them find room in any socket's buffer.
  std::vector<decltype(Step::action)> actions(8, Random(8192));
  actions.push_back(Expect(Expectation::kEcho));
  Client(std::move(actions));
  Play(Echo);
  EXPECT_EQ(OutcomeOf(9), StepOutcome::kDone);
  EXPECT_EQ(Record().datagrams.size(), 8U);
  EXPECT_EQ(Record().strange_count, 0U);
}

TEST_F(UdpPlayerTest, EachClientSendsItsOwnAndGetsItsOwn) {
  Client({MeetStep{"all"}, Random(100), Expect(Expectation::kEcho)});
  Client({MeetStep{"all"}, Random(100), Expect(Expectation::kEcho)});
  Play(Echo);
  EXPECT_EQ(OutcomeOf(3, 0), StepOutcome::kDone);
  EXPECT_EQ(OutcomeOf(3, 1), StepOutcome::kDone);
  EXPECT_NE(Record(0).datagrams[0].hash, Record(1).datagrams[0].hash);
}

TEST_F(UdpPlayerTest, ALostOneTimesOut) {
  scenario_.step_timeout = Milliseconds(50);
  Client({Text("one"), Text("two"), Expect(Expectation::kEcho), CloseStep{}});
  Play([](udp::socket& socket, BytesView bytes, const udp::endpoint& peer) {
    if (bytes == "two") Echo(socket, bytes, peer);
  });
  EXPECT_EQ(OutcomeOf(3), StepOutcome::kTimedOut);
  EXPECT_EQ(OutcomeOf(4), StepOutcome::kAbandoned);
  EXPECT_TRUE(Record().cut_short);
  EXPECT_EQ(Record().datagrams[0].returned, 0U);
  EXPECT_EQ(Record().datagrams[1].returned, 1U);
}

TEST_F(UdpPlayerTest, ACutOneIsWrong) {
  Client({Random(600), Expect(Expectation::kEcho)});
  Play([](udp::socket& socket, BytesView bytes, const udp::endpoint& peer) {
    Echo(socket, bytes.substr(0, 512), peer);
  });
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kWrongBytes);
  ASSERT_EQ(Record().strange_datagrams.size(), 1U);
  EXPECT_EQ(Record().strange_datagrams[0].size, 512U);
  EXPECT_EQ(Record().strange_datagrams[0].like, 0U);
  EXPECT_EQ(Record().strange_datagrams[0].difference->offset, 512U);
}

TEST_F(UdpPlayerTest, ASecondAnswerBreaksTheQuiet) {
  Client({Text("hoge\n"), Expect(Expectation::kEcho), Expect(Expectation::kQuiet, 50)});
  Play([this](udp::socket& socket, BytesView bytes, const udp::endpoint& peer) {
    Echo(socket, bytes, peer);
    const auto again = std::make_shared<asio::steady_timer>(io_, Milliseconds(10));
    again->async_wait(
        [again, &socket, peer](const boost::system::error_code&) { Echo(socket, "hoge\n", peer); });
  });
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kDone);
  EXPECT_EQ(OutcomeOf(3), StepOutcome::kUnexpectedData);
  EXPECT_EQ(Record().datagrams[0].returned, 2U);
}

TEST_F(UdpPlayerTest, QuietIsQuiet) {
  Client({Expect(Expectation::kQuiet, 20), Text("x"), Expect(Expectation::kEcho)});
  Play(Echo);
  EXPECT_EQ(OutcomeOf(1), StepOutcome::kDone);
  EXPECT_EQ(OutcomeOf(3), StepOutcome::kDone);
}

TEST_F(UdpPlayerTest, AnAnswerFromElsewhereIsSeen) {
  udp::socket elsewhere(io_, {asio::ip::make_address("127.0.0.1"), 0});
  Client({Text("hoge\n"), Expect(Expectation::kEcho)});
  Play([&](udp::socket&, BytesView bytes, const udp::endpoint& peer) {
    Echo(elsewhere, bytes, peer);
  });
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kWrongBytes);
  ASSERT_EQ(Record().strange_datagrams.size(), 1U);
  EXPECT_EQ(Record().strange_datagrams[0].from,
            "127.0.0.1:" + std::to_string(elsewhere.local_endpoint().port()));
}

TEST_F(UdpPlayerTest, AClosedPortRefuses) {
  socket_.close();
  Client({Text("one"), Text("two"), Expect(Expectation::kEcho)});
  Play({});
  EXPECT_EQ(OutcomeOf(1), StepOutcome::kDone);
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kDone) << "the first one's refusal is not the second's";
  EXPECT_EQ(OutcomeOf(3), StepOutcome::kRefused);
  EXPECT_LT(Record().steps[3].end - Record().steps[3].begin, Milliseconds(1000));
}

TEST_F(UdpPlayerTest, TooLargeCannotBeSent) {
  Client({Random(65508), Expect(Expectation::kEcho)});
  Play(Echo);
  EXPECT_EQ(OutcomeOf(1), StepOutcome::kFailed);
  EXPECT_EQ(Record().datagrams[0].error, "Message too long");
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kAbandoned);
}

TEST_F(UdpPlayerTest, ABusyPortIsOurOwnFailure) {
  Client({Text("x")});
  const udp::socket other(io_, {asio::ip::make_address("127.0.0.1"), scenario_.clients[0].port});
  Play(Echo);
  EXPECT_EQ(OutcomeOf(0), StepOutcome::kFailed);
  EXPECT_FALSE(Record().connected);
}

TEST_F(UdpPlayerTest, TcpStepsFail) {
  Client({ShutdownStep{}});
  Play(Echo);
  EXPECT_EQ(OutcomeOf(1), StepOutcome::kFailed);
  EXPECT_EQ(Record().steps[1].error, "\"shutdown\" has no meaning over UDP");
}

}  // namespace
}  // namespace echocheck
