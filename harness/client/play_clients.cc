// SPDX-License-Identifier: MIT
#include "harness/client/play_clients.h"

#include <exception>
#include <memory>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/client/client_player.h"

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
    for (std::uint32_t ordinal = 0; ordinal < count; ++ordinal) {
      players.push_back(std::make_unique<ClientPlayer>(context, script, ordinal));
    }
  }
  return players;
}

}  // namespace

asio::awaitable<History> PlayClients(asio::io_context& io, const Scenario& scenario,
                                     PlayOptions options) {
  PlayContext context{io,
                      scenario,
                      options.server,
                      options.seed,
                      options.timeout_scale,
                      options.origin,
                      Rendezvous(io, scenario),
                      {},
                      options.target};
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
  for (const auto& player : players) history.connections.push_back(player->Record());
  co_return history;
}

}  // namespace echocheck
