// SPDX-License-Identifier: MIT
#include "harness/watch/watch_ports.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/capture/interfaces.h"
#include "harness/doctor/doctor.h"
#include "harness/watch/wire_watch.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

Status CheckInterface(const std::string& interface) {
  const std::vector<std::string> names = ListInterfaces();
  if (std::find(names.begin(), names.end(), interface) != names.end()) return {};
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  if (list.empty()) return UsageError(Say("errors.no_interfaces", {{"interface", interface}}));
  return UsageError(
      Say("errors.no_such_interface_of", {{"interface", interface}, {"interfaces", list}}));
}

std::string FilterFor(const std::vector<std::uint16_t>& ports) {
  std::string filter;
  for (const std::uint16_t port : ports) {
    filter += (filter.empty() ? "tcp port " : " or tcp port ") + std::to_string(port);
  }
  return filter.empty() ? "tcp" : filter;
}

std::string ListPorts(const std::vector<std::uint16_t>& ports) {
  std::string list;
  for (const std::uint16_t port : ports) list += (list.empty() ? "" : ", ") + std::to_string(port);
  return list;
}

std::string PortsIntro(const WatchPortsOptions& options, const Page& page) {
  std::string text =
      page.Text(options.ports.empty() ? "watch.watching_all" : "watch.watching_ports",
                {{"ports", ListPorts(options.ports)}, {"interface", options.interface}}) +
      '\n';
  if (options.ports.size() == 1 && options.interface == "lo") {
    const std::uint16_t port = options.ports.front();
    const std::uint64_t client = port == 65535 ? port - 1U : port + 1U;
    const std::string line = page.Text("watch.try_it", {{"port", port}, {"client", client}});
    text += page.pen(Ink::kDim, line) + '\n';
  }
  return text;
}

class PortsWatch {
 public:
  // From now on a signal to stop is heard, and answered by Run().
  PortsWatch(WireWatch& wire, Screen& screen) : wire_(wire), screen_(screen) {}

  Status Run() {
    stop_.async_wait([this](const boost::system::error_code& error, int /*signal*/) {
      if (!error) io_.stop();
    });
    frames_.assign(dup(wire_.descriptor()));
    asio::co_spawn(io_, ShowWhatComes(), asio::detached);
    io_.run();
    return status_;
  }

 private:
  asio::awaitable<void> ShowWhatComes() {
    while (status_ && !screen_.closed()) {
      const auto more = wire_.Show();
      if (!more) {
        status_ = more.error();
      } else if (*more) {
        co_await asio::post(io_, asio::use_awaitable);  // a signal gets its turn
      } else {
        boost::system::error_code ignored;
        co_await frames_.async_wait(asio::posix::stream_descriptor::wait_read,
                                    asio::redirect_error(asio::use_awaitable, ignored));
      }
    }
    io_.stop();
  }

  WireWatch& wire_;
  Screen& screen_;
  asio::io_context io_;
  asio::signal_set stop_{io_, SIGINT, SIGTERM, SIGHUP};
  asio::posix::stream_descriptor frames_{io_};
  Status status_;
};

}  // namespace

std::string DescribeFile(const WatchFile& file, std::uint64_t frames, const Page& page) {
  if (file.path.empty()) return "";
  return page.Text("watch.written", {{"path", SafeLine(file.path)}, {"count", frames}}) + '\n';
}

Status WatchPorts(WatchPortsOptions options, Screen& screen, const Page& page) {
  ECHOCHECK_TRY(CheckInterface(options.interface));
  WireWatchOptions wire_options;
  wire_options.tap.interface = options.interface;
  wire_options.tap.filter = FilterFor(options.ports);
  wire_options.server_ports = options.ports;
  wire_options.ladder.always_labelled = true;
  auto wire = WireWatch::Open(wire_options, std::move(options.file.descriptor), screen, page);
  if (!wire) {
    return EnvironmentError(Say("errors.cannot_watch",
                                {{"why", wire.error().message.said()}, {"fix", HostCaptureFix()}}));
  }
  PortsWatch watch(**wire, screen);
  screen.Show(PortsIntro(options, page));
  const Status watched = watch.Run();
  const Status finished = (*wire)->Finish();
  screen.Show((*wire)->Summary());
  screen.Show(DescribeFile(options.file, (*wire)->frames(), page));
  if (!watched) return watched.error();
  if (!finished) return finished.error();
  return screen.status();
}

}  // namespace echocheck
