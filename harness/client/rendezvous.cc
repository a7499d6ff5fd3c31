// SPDX-License-Identifier: MIT
#include "harness/client/rendezvous.h"

#include <memory>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace echocheck {

namespace asio = boost::asio;

Rendezvous::Rendezvous(asio::io_context& context, const Scenario& scenario) : context_(context) {
  for (const ClientScript& client : scenario.clients) {
    for (const Step& step : client.steps) {
      const auto* meet = std::get_if<MeetStep>(&step.action);
      if (meet == nullptr) continue;
      meetings_.try_emplace(meet->meeting, context).first->second.expected += client.count;
    }
  }
}

asio::awaitable<bool> Rendezvous::Arrive(const std::string& meeting, SteadyTime deadline) {
  Meeting& here = meetings_.at(meeting);
  ++here.arrived;
  OpenIfComplete(here);
  asio::steady_timer patience(context_, deadline);
  // A visitor's own deadline: the shared timer never runs out by itself. The handler may be queued
  // when we leave, so what it writes to is shared with it.
  const auto late = std::make_shared<bool>(false);
  patience.async_wait([late, &here](const boost::system::error_code& cancelled) {
    if (cancelled) return;
    *late = true;
    here.opened.cancel();
  });
  while (here.arrived < here.expected && !*late) {
    boost::system::error_code ignored;
    co_await here.opened.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  co_return here.arrived >= here.expected;
}

void Rendezvous::Excuse(const std::string& meeting) {
  Meeting& here = meetings_.at(meeting);
  --here.expected;
  OpenIfComplete(here);
}

void Rendezvous::OpenIfComplete(Meeting& meeting) {
  if (meeting.arrived >= meeting.expected) meeting.opened.cancel();
}

}  // namespace echocheck
