// SPDX-License-Identifier: MIT
#include "harness/client/barrier.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/client/counted_alarm.h"

namespace echocheck {

namespace asio = boost::asio;

Barrier::Barrier(asio::io_context& context, const Scenario& scenario) : context_(context) {
  for (const ClientScript& client : scenario.clients) {
    for (const Step& step : client.steps) {
      const auto* meet = std::get_if<MeetStep>(&step.action);
      if (meet == nullptr) continue;
      meetings_.try_emplace(meet->meeting, context).first->second.expected += client.count;
    }
  }
}

asio::awaitable<bool> Barrier::Arrive(const std::string& meeting, CountedDeadline deadline) {
  Meeting& here = meetings_.at(meeting);
  ++here.arrived;
  OpenIfComplete(here);
  // A visitor's own deadline: the shared timer never runs out by itself.
  const CountedAlarm late(context_, deadline, [&here] { here.opened.cancel(); });
  while (here.arrived < here.expected && !late.rang()) {
    boost::system::error_code ignored;
    co_await here.opened.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  co_return here.arrived >= here.expected;
}

void Barrier::ArriveAndDrop(const std::string& meeting) {
  Meeting& here = meetings_.at(meeting);
  --here.expected;
  OpenIfComplete(here);
}

void Barrier::OpenIfComplete(Meeting& meeting) {
  if (meeting.arrived >= meeting.expected) meeting.opened.cancel();
}

}  // namespace echocheck
