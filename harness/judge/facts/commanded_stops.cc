// SPDX-License-Identifier: MIT
#include "harness/judge/facts/commanded_stops.h"

#include <algorithm>
#include <vector>

#include "harness/judge/facts/connections.h"

namespace echocheck {
namespace {

struct Order {
  Nanoseconds at{0};
  bool came_back = false;  // launched again, and it listens
};

// In the order of time.
std::vector<Order> OrdersToEnd(const TargetOutcome& target) {
  std::vector<Order> orders;
  for (const SignalRecord& signal : target.signals) {
    if (EndsProcess(signal.signal)) orders.push_back({signal.at, false});
  }
  for (const CommandedStop& stop : target.stops) {
    orders.push_back({stop.at, stop.relaunch && stop.relaunch->startup == Startup::kListening});
  }
  std::sort(orders.begin(), orders.end(),
            [](const Order& a, const Order& b) { return a.at < b.at; });
  return orders;
}

Nanoseconds BeginOf(const ConnectionRecord& record) {
  const StepRecord* connect = FindStep(record, StepKind::kConnect);
  return connect != nullptr ? connect->begin : Nanoseconds(0);
}

// Until when segments of it may have been under way.
Nanoseconds EndOf(const Connection& connection) {
  if (!connection.record.ended_at) return Nanoseconds::max();
  const Nanoseconds last = connection.flow != nullptr ? connection.flow->last : Nanoseconds(0);
  return std::max(*connection.record.ended_at, last);
}

bool ServerEndedBefore(const StreamRecord& stream, Nanoseconds at) {
  return (stream.eof_at && *stream.eof_at < at) || (stream.reset_at && *stream.reset_at < at);
}

}  // namespace

bool OpenWhenToldToStop(const CheckInput& input, const Connection& connection) {
  const Nanoseconds begin = BeginOf(connection.record);
  const Nanoseconds end = EndOf(connection);
  const std::vector<Order> orders = OrdersToEnd(input.evidence.target);
  return std::any_of(orders.begin(), orders.end(), [&](const Order& order) {
    if (order.at > end || ServerEndedBefore(connection.record.stream, order.at)) return false;
    return order.at > begin || !order.came_back;
  });
}

bool ToldToStopBefore(const CheckInput& input, Nanoseconds at) {
  bool stopped = false;
  for (const Order& order : OrdersToEnd(input.evidence.target)) {
    if (order.at <= at) stopped = !order.came_back;
  }
  return stopped;
}

std::optional<ExitStatus> EndedByItself(const CheckInput& input) {
  const TargetOutcome& target = input.evidence.target;
  if (!target.ended_early) return std::nullopt;
  if (ToldToStopBefore(input, target.ended_at.value_or(Nanoseconds::max()))) return std::nullopt;
  // Who connected after that was let in by a child of it, whose status nobody saw.
  const auto& clients = input.evidence.history.connections;
  const bool outlived = std::any_of(clients.begin(), clients.end(), [&](const auto& record) {
    const StepRecord* connect = FindStep(record, StepKind::kConnect);
    return record.connected && connect != nullptr && target.ended_at &&
           connect->begin > *target.ended_at;
  });
  return outlived && target.stops.empty() ? ExitStatus{} : *target.ended_early;
}

}  // namespace echocheck
