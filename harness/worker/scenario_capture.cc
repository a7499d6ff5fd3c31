// SPDX-License-Identifier: MIT
#include "harness/worker/scenario_capture.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/fault_point.h"
#include "harness/words/because.h"
#include "harness/worker/capture_size.h"
#include "harness/worker/connect_target.h"

namespace echocheck {

namespace asio = boost::asio;

Status ScenarioCapture::Arm(UniqueFd file) {
  LiveCaptureOptions options = CaptureSizeFor(scenario_);
  if (isolation_ == Isolation::kHost) options.only_port = port_;
  if (options_.connect) options.interface = InterfaceToServer();
  auto capture = LiveCapture::Arm(options, std::move(file));
  if (!capture) return capture.error();
  capture_ = std::move(*capture);
  return {};
}

// Returns where the segments of a server pass that echocheck did not launch.
std::string ScenarioCapture::InterfaceToServer() const {
  const std::string& named = options_.connect->interface;
  if (!named.empty()) return named;
  const auto route = RouteTo(options_.connect->server);
  return route && !route->interface.empty() ? route->interface : "no interface that leads there";
}

Status ScenarioCapture::StartDraining(std::uint16_t port) {
  if (!capture_) return {};
  if (isolation_ == Isolation::kHost && port != port_) ECHOCHECK_TRY(capture_->KeepOnly(port));
  const int copy = FaultPoint("worker.drain") ? -1 : dup(capture_->descriptor());
  if (copy < 0) return SystemError(Say("doing.drain_capture"), errno);
  draining_.assign(copy);
  asio::co_spawn(io_, KeepDraining(), asio::detached);
  return {};
}

Status ScenarioCapture::StopDraining() {
  draining_.close();
  return drained_;
}

asio::awaitable<void> ScenarioCapture::KeepDraining() {
  while (draining_.is_open() && drained_) {
    boost::system::error_code error;
    co_await draining_.async_wait(asio::posix::stream_descriptor::wait_read,
                                  asio::redirect_error(asio::use_awaitable, error));
    if (!error) co_await Drain();
  }
}

// Takes all that there is now, and lets everyone else have a turn in between.
asio::awaitable<void> ScenarioCapture::Drain() {
  for (bool more = true; more && draining_.is_open();) {
    const auto drained = capture_->Drain();
    if (!drained) drained_ = drained.error();
    more = drained && *drained;
    if (more) co_await asio::post(io_, asio::use_awaitable);
  }
}

Status ScenarioCapture::Finish(Milliseconds limit, ScenarioEvidence& evidence) {
  if (!capture_) return {};
  auto log = capture_->Finish(limit);
  if (!log) return log.error();
  evidence.capture = std::move(*log);
  NameFlood(scenario_, evidence);
  return {};
}

}  // namespace echocheck
