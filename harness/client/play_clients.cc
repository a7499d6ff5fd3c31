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

namespace echocheck {
namespace {

namespace asio = boost::asio;

// The peers of one script, so many at a time.
class Crowd {
 public:
  Crowd(PlayContext& context, std::uint32_t script) : context_(context), script_(script) {
    const ClientScript& client = context.scenario.clients[script];
    at_once_ = client.at_once == 0 ? client.count : std::min(client.at_once, client.count);
    for (std::uint32_t ordinal = 0; ordinal < client.count; ++ordinal) {
      players_.push_back(NewPlayer(ordinal));
    }
  }

  std::size_t at_once() const { return at_once_; }

  // Plays one peer after another until none is left to be begun.
  asio::awaitable<void> PlayOneByOne() {
    while (next_ < players_.size()) co_await players_[next_++]->Play();
  }

  void AddTo(History& history) const {
    for (const auto& player : players_) history.connections.push_back(player->Record());
  }

 private:
  std::unique_ptr<Player> NewPlayer(std::uint32_t ordinal) const {
    return std::make_unique<ClientPlayer>(context_, script_, ordinal);
  }

  PlayContext& context_;
  std::uint32_t script_;
  std::size_t at_once_ = 0;
  std::vector<std::unique_ptr<Player>> players_;
  std::size_t next_ = 0;
};

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
                      options.target};
  std::vector<Crowd> crowds;
  std::size_t playing = 0;
  for (std::uint32_t script = 0; script < scenario.clients.size(); ++script) {
    playing += crowds.emplace_back(context, script).at_once();
  }
  asio::steady_timer finished(io, SteadyTime::max());
  std::exception_ptr failure;
  for (Crowd& crowd : crowds) {
    for (std::size_t i = 0; i < crowd.at_once(); ++i) {
      asio::co_spawn(io, crowd.PlayOneByOne(), [&](std::exception_ptr thrown) {
        if (thrown) failure = thrown;
        if (--playing == 0) finished.cancel();
      });
    }
  }
  while (playing > 0) {
    boost::system::error_code ignored;
    co_await finished.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  if (failure) std::rethrow_exception(failure);
  History history;
  for (const Crowd& crowd : crowds) crowd.AddTo(history);
  co_return history;
}

}  // namespace echocheck
