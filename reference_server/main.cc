// SPDX-License-Identifier: MIT
// reference_server: a complete echo server (RFC 862, TCP and UDP), to use and to compare with.
// Reads the options, puts the parts together, runs until SIGTERM or SIGINT.

#include <signal.h>
#include <sys/resource.h>

#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "reference_server/echo_datagrams.h"
#include "reference_server/echo_server.h"
#include "reference_server/listen_address.h"
#include "reference_server/port_file.h"

namespace {

namespace asio = boost::asio;

enum ExitCode { kStopped = 0, kCannotServe = 1, kBadUsage = 2 };

struct Options {
  std::string address;
  std::string port_file;  // empty: none
  bool quiet = false;
  bool no_udp = false;
};

void Complain(const std::string& message) {
  std::fprintf(stderr, "reference_server: %s\n", message.c_str());
}

// Every connection is a descriptor, and the usual soft limit is 1024. Where this is refused, the
// server serves as many clients as it may.
void RaiseDescriptorLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// The two services of RFC 862, on the same port. `datagrams` stays empty with --no-udp.
struct Services {
  std::unique_ptr<echocheck::EchoServer> streams;
  std::unique_ptr<echocheck::DatagramEcho> datagrams;
};

boost::system::error_code Open(asio::io_context& io, const asio::ip::tcp::endpoint& endpoint,
                               bool with_udp, Services& services) {
  services.streams = std::make_unique<echocheck::EchoServer>(io);
  if (const auto error = services.streams->Listen(endpoint)) return error;
  if (!with_udp) return {};
  services.datagrams = std::make_unique<echocheck::DatagramEcho>(io);
  return services.datagrams->Bind({endpoint.address(), services.streams->LocalEndpoint().port()});
}

boost::system::error_code OpenBoth(asio::io_context& io, const asio::ip::tcp::endpoint& endpoint,
                                   bool with_udp, Services& services) {
  // Of the ports that the kernel may choose for TCP, a few are taken for UDP.
  constexpr int kMostChoices = 20;
  for (int choice = 1;; ++choice) {
    const auto error = Open(io, endpoint, with_udp, services);
    const bool may_choose = endpoint.port() == 0 && choice < kMostChoices;
    if (error != asio::error::address_in_use || !may_choose) return error;
  }
}

ExitCode Run(const Options& options) {
  const auto endpoint = echocheck::ParseListenAddress(options.address);
  if (!endpoint) {
    Complain("\"" + options.address +
             "\" is not HOST:PORT, expected e.g. 127.0.0.1:50000 or [::1]:50000");
    return kBadUsage;
  }

  // Writing to a peer that has gone is an error like any other, and no reason to die. Asio asks
  // for that at each send; this is for stderr, which may be a pipe that nobody reads.
  signal(SIGPIPE, SIG_IGN);
  RaiseDescriptorLimit();

  asio::io_context io(1);  // a single thread
  asio::signal_set stop_signals(io, SIGTERM, SIGINT);
  stop_signals.async_wait([&](const boost::system::error_code& error, int /*signal*/) {
    if (!error) io.stop();
  });

  Services services;
  if (const auto error = OpenBoth(io, *endpoint, !options.no_udp, services)) {
    Complain("cannot listen on " + options.address + ": " + error.message());
    return kCannotServe;
  }
  if (!options.port_file.empty()) {
    if (const auto error =
            echocheck::WritePortFile(options.port_file, services.streams->LocalEndpoint().port())) {
      Complain("cannot write " + options.port_file + ": " + error.message());
      return kCannotServe;
    }
  }
  if (!options.quiet) {
    const std::string address = echocheck::ListenAddressToString(services.streams->LocalEndpoint());
    std::fprintf(stderr, "listening on %s\n", address.c_str());
  }
  services.streams->Start();
  if (services.datagrams) services.datagrams->Start();
  io.run();
  return kStopped;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("An echo server (RFC 862) over TCP and UDP. SIGTERM and SIGINT stop it.\n",
               "reference_server");
  app.add_option("address", options.address, "127.0.0.1:50000, [::1]:50000; port 0: any free one")
      ->required()
      ->type_name("HOST:PORT");
  app.add_flag("--no-udp", options.no_udp, "Serve TCP alone");
  app.add_flag("--quiet", options.quiet, "Do not say where it listens");
  app.add_option("--port-file", options.port_file, "Write the port to this file once it listens")
      ->type_name("FILE");
  app.set_version_flag("--version", "reference_server " ECHOCHECK_VERSION);
  app.footer(
      "\nExit status: 0 when told to stop, 1 when it cannot listen (or write FILE), "
      "2 for bad usage.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help_or_version) {
    return app.exit(help_or_version);
  } catch (const CLI::ParseError& error) {
    Complain(std::string(error.what()) + " (see --help)");
    return kBadUsage;
  }
  return Run(options);
}
