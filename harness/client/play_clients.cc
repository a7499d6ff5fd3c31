// SPDX-License-Identifier: MIT
#include "harness/client/play_clients.h"

#include <deque>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/client/client_player.h"

namespace echocheck {

namespace asio = boost::asio;

asio::awaitable<History> PlayClients(asio::io_context& io, const Scenario& scenario,
                                     PlayOptions options) {
  PlayContext context{io,
                      scenario,
                      options.server,
                      options.seed,
                      options.timeout_scale,
                      options.origin,
                      Rendezvous(io, scenario)};
  std::deque<ClientPlayer> players;
  for (std::uint32_t script = 0; script < scenario.clients.size(); ++script) {
    for (std::uint32_t ordinal = 0; ordinal < scenario.clients[script].count; ++ordinal) {
      players.emplace_back(context, script, ordinal);
    }
  }
  std::size_t playing = players.size();
  asio::steady_timer finished(io, SteadyTime::max());
  std::exception_ptr failure;
  for (ClientPlayer& player : players) {
    asio::co_spawn(io, player.Play(), [&](std::exception_ptr thrown) {
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
  for (const ClientPlayer& player : players) history.connections.push_back(player.Record());
  co_return history;
}

}  // namespace echocheck
