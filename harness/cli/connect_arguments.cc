// SPDX-License-Identifier: MIT
#include "harness/cli/connect_arguments.h"

#include <net/if.h>

#include <optional>
#include <string>
#include <string_view>

namespace echocheck {
namespace {

// "127.0.0.1:50000", "[::1]:50000", "localhost:50000"
Result<Endpoint> ParseAddress(const std::string& typed) {
  const auto wrong = [&](const std::string& why) {
    return UsageError("--connect: " + why + ", expected HOST:PORT such as 127.0.0.1:50000");
  };
  const std::size_t colon = typed.rfind(':');
  if (colon == std::string::npos) return wrong("\"" + typed + "\" has no port");
  std::string host = typed.substr(0, colon);
  const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (brackets) host = host.substr(1, host.size() - 2);
  const auto address = host == "localhost" ? kIpv4Loopback : ParseIpAddress(host);
  if (!address) return wrong("\"" + host + "\" is not an IP address");
  if (IsIpv6(*address) && !brackets) {
    return wrong("an IPv6 address stands in brackets: [::1]:50000");
  }
  const IpAddress plain = WithoutMapping(*address);
  if (IsUnspecified(plain)) return wrong(ToString(plain) + " stands for every address");
  const auto port = ParsePort(typed.substr(colon + 1));
  if (!port) return UsageError("--connect: " + port.error().message);
  return Endpoint{plain, *port};
}

// Options that say how a server is launched contradict one that runs already.
Status CheckNothingIsLaunched(const TypedRunOptions& typed) {
  const auto given = [](const char* option) {
    return UsageError(std::string(option) +
                      " is about launching a server, and --connect names one that runs already");
  };
  if (!typed.target.empty()) return given("--target");
  if (!typed.cwd.empty()) return given("--cwd");
  if (!typed.env.empty()) return given("--env");
  if (typed.user) return given("--user");
  if (typed.confine) return given("--confine");
  if (!typed.allow.empty()) return given("--allow");
  if (!typed.port.empty()) return given("--port");
  if (typed.address != "auto") return given("--address");
  if (typed.isolation == "private") return given("--isolation private");
  return {};
}

}  // namespace

Status ReadConnect(const TypedRunOptions& typed, WorkerOptions& run) {
  ECHOCHECK_TRY(CheckNothingIsLaunched(typed));
  const auto server = ParseAddress(typed.connect);
  if (!server) return server.error();
  ConnectOptions connect;
  connect.server = *server;
  connect.interface = typed.interface;
  if (!typed.interface.empty() && if_nametoindex(typed.interface.c_str()) == 0) {
    return UsageError("--interface: " + typed.interface + ": this machine has no such interface");
  }
  Status found = FindService(connect);
  if (!found && typed.connect.starts_with("localhost:")) {
    connect.server.address = kIpv6Loopback;
    if (FindService(connect)) found = Status();
  }
  if (!found) return found.error();
  run.connect = std::move(connect);
  return {};
}

}  // namespace echocheck
