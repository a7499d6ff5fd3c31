// SPDX-License-Identifier: MIT
// Clients against a server in this very thread, on the loopback.
#pragma once

#include <unistd.h>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include "harness/client/play_clients.h"
#include "tests/unit/base/ip_literal.h"

namespace echocheck {

namespace asio = boost::asio;
using asio::ip::tcp;

// What the server does with one connection.
using Behaviour = std::function<asio::awaitable<void>(tcp::socket&)>;

inline asio::awaitable<void> Echo(tcp::socket& socket) {
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

inline asio::awaitable<void> ReadOneAndLeave(tcp::socket& socket) {
  std::array<char, 16> buffer{};
  co_await socket.async_read_some(asio::buffer(buffer), asio::use_awaitable);
}

class PlayClientsTest : public testing::Test {
 protected:
  PlayClientsTest() : acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}) {
    scenario_.step_timeout = Milliseconds(2000);
    scenario_.server = {"127.0.0.1"_ip, acceptor_.local_endpoint().port()};
  }

  // Below the ephemeral ports, and others for every process: tests run side by side.
  static std::uint16_t NextPort(std::uint32_t count = 1) {
    static auto next = static_cast<std::uint16_t>(10'000 + getpid() % 1'300 * 16);
    return static_cast<std::uint16_t>((next += count) - count);
  }

  // A client that connects, does `actions`, and ends; bound to a port that nobody uses now.
  void Client(std::vector<decltype(Step::action)> actions, std::uint32_t count = 1) {
    ClientScript script;
    script.name = "client" + std::to_string(scenario_.clients.size());
    script.port = NextPort(count);
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
    options.target = target_;
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

  TargetControl* target_ = nullptr;
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

}  // namespace echocheck
