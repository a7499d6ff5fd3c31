// SPDX-License-Identifier: MIT
#include "harness/client/play_clients.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/client/client_player.h"
#include "harness/client/udp_player.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

std::vector<std::unique_ptr<Player>> NewPlayers(PlayContext& context) {
  std::vector<std::unique_ptr<Player>> players;
  const std::vector<ClientScript>& scripts = context.scenario.clients;
  for (std::uint32_t script = 0; script < scripts.size(); ++script) {
    const std::uint32_t count = scripts[script].count;
    const std::uint32_t at_once = scripts[script].at_once;
    context.turns.emplace_back(context.io, at_once == 0 ? count : at_once);
    context.failures.push_back(0);
    for (std::uint32_t ordinal = 0; ordinal < count; ++ordinal) {
      if (context.scenario.transport == Transport::kUdp) {
        players.push_back(std::make_unique<UdpPlayer>(context, script, ordinal));
      } else {
        players.push_back(std::make_unique<ClientPlayer>(context, script, ordinal));
      }
    }
  }
  return players;
}

// Of thousands of connections that came off without a difference, the beginnings of their streams
// would fill the records and tell nothing: a few bytes of each will do.
constexpr std::uint64_t kManyConnections = 64;
constexpr std::size_t kKeptOfMany = 64;

void Shorten(StreamRecord& stream) {
  const bool intact = !stream.difference && stream.unsolicited == 0 &&
                      stream.sent == stream.received && stream.sent_hash == stream.received_hash;
  if (!intact) return;
  stream.sent_head.resize(std::min(stream.sent_head.size(), kKeptOfMany));
  stream.received_head.resize(std::min(stream.received_head.size(), kKeptOfMany));
  stream.received_tail.clear();
}

}  // namespace

asio::awaitable<History> PlayClients(asio::io_context& io, const Scenario& scenario,
                                     PlayOptions options) {
  PlayContext context{io,
                      scenario,
                      options.server,
                      options.local_address,
                      options.seed,
                      options.timeout_scale,
                      options.origin,
                      Barrier(io, scenario),
                      {},
                      options.target,
                      {}};
  context.time = options.time;
  context.goes_in_circles = options.goes_in_circles;
  const std::vector<std::unique_ptr<Player>> players = NewPlayers(context);
  std::size_t playing = players.size();
  asio::steady_timer finished(io, SteadyTime::max());
  std::exception_ptr failure;
  for (const auto& player : players) {
    asio::co_spawn(io, player->Play(), [&](std::exception_ptr thrown) {
      if (thrown) failure = thrown;
      if (--playing == 0) finished.cancel();
    });
  }
  while (playing > 0) {
    boost::system::error_code ignored;
    co_await finished.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  if (failure) std::rethrow_exception(failure);
  History history;
  for (const auto& player : players) {
    ConnectionRecord& record = history.connections.emplace_back(player->Record());
    if (players.size() > kManyConnections) Shorten(record.stream);
  }
  co_return history;
}

}  // namespace echocheck
