// SPDX-License-Identifier: MIT
#include "harness/cli/connect_arguments.h"

#include <net/if.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "harness/cli/option_error.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// "127.0.0.1:50000", "[::1]:50000", "localhost:50000"
Result<Endpoint> ParseAddress(const std::string& typed) {
  const auto wrong = [&](Sentence why) {
    return UsageError(Say("errors.wrong_address", {{"why", std::move(why)}}));
  };
  const std::size_t colon = typed.rfind(':');
  if (colon == std::string::npos) return wrong(Say("errors.no_port", {{"text", typed}}));
  std::string host = typed.substr(0, colon);
  const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (brackets) host = host.substr(1, host.size() - 2);
  const auto address = host == "localhost" ? kIpv4Loopback : ParseIpAddress(host);
  if (!address) return wrong(Say("errors.no_ip_address", {{"text", host}}));
  if (IsIpv6(*address) && !brackets) return wrong(Say("errors.needs_brackets"));
  const IpAddress plain = WithoutMapping(*address);
  if (IsUnspecified(plain)) return wrong(Say("errors.every_address", {{"text", ToString(plain)}}));
  const auto port = ParsePort(typed.substr(colon + 1));
  if (!port) return OptionError("--connect", port.error());
  return Endpoint{plain, *port};
}

// Options that say how a server is launched contradict one that runs already.
Status CheckNothingIsLaunched(const TypedRunOptions& typed) {
  const auto given = [](const char* option) {
    return UsageError(Say("errors.option_launches", {{"option", option}}));
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
    return UsageError(Say("errors.no_such_interface", {{"interface", typed.interface}}));
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
