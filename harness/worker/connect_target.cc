// SPDX-License-Identifier: MIT
#include "harness/worker/connect_target.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>

#include "harness/arena/socket_table.h"
#include "harness/client/asio_address.h"
#include "harness/client/target_control.h"
#include "harness/target/target_observer.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

// Returns no address if it is not of IP.
IpAddress FromSocketAddress(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in&>(address).sin_addr, 4);
    return Ipv4(bytes[0], bytes[1], bytes[2], bytes[3]);
  }
  if (address.sa_family != AF_INET6) return {};
  IpAddress v6{{}, IpFamily::kIpv6};
  std::memcpy(v6.bytes.data(), &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, 16);
  return v6;
}

std::string InterfaceWith(const IpAddress& address) {
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return "";
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(list, freeifaddrs);
  for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
    if (entry->ifa_addr == nullptr) continue;
    // All of 127.0.0.0/8 is the loopback's, under one address.
    const bool loopback = (entry->ifa_flags & IFF_LOOPBACK) != 0;
    const bool has =
        loopback ? IsLoopback(address) : address == FromSocketAddress(*entry->ifa_addr);
    if (has) return entry->ifa_name;
  }
  return "";
}

// Returns true when something accepts a connection there, although no socket of this machine
// listens.
bool Forwards(const Endpoint& server) {
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  boost::system::error_code error;
  socket.connect({ToAsio(server.address), server.port}, error);
  return !error;
}

}  // namespace

Result<Route> RouteTo(const Endpoint& server) {
  asio::io_context io;
  asio::ip::udp::socket socket(io);
  const asio::ip::udp::endpoint there(ToAsio(server.address), server.port);
  boost::system::error_code error;
  socket.open(there.protocol(), error);
  if (!error) socket.connect(there, error);  // of UDP: asks the routing table, and sends nothing
  if (error)
    return SystemError(Say("doing.find_route", {{"address", ToString(server)}}), error.value());
  const asio::ip::udp::endpoint here = socket.local_endpoint(error);
  if (error)
    return SystemError(Say("doing.find_route", {{"address", ToString(server)}}), error.value());
  Route route;
  route.local_address = FromAsio(here.address());
  // What is sent to an address of this machine's own stays on the loopback, whoever has the
  // address.
  route.interface =
      InterfaceWith(route.local_address == server.address ? kIpv4Loopback : route.local_address);
  return route;
}

Status FindService(ConnectOptions& connect) {
  if (!IsLoopback(connect.server.address)) return {};
  auto table = SocketTable::Open();
  if (!table) return table.error();
  const auto tcp = table->List(SocketFilter::kListening);
  if (!tcp) return tcp.error();
  const auto udp = table->ListUdp();
  if (!udp) return udp.error();
  const auto serves = [&](const auto& socket) {
    return Serves({socket.local, socket.v6_only}, connect.server);
  };
  connect.offers_tcp = std::ranges::any_of(*tcp, serves);
  connect.offers_udp = std::ranges::any_of(*udp, serves);
  if (connect.offers_tcp || connect.offers_udp) return {};
  connect.offers_tcp = Forwards(connect.server);
  if (connect.offers_tcp) return {};
  return UsageError(Say("errors.nothing_listens", {{"address", ToString(connect.server)}}));
}

std::optional<Reason> WhyNotPlayed(const Scenario& scenario, const ConnectOptions& connect) {
  const std::string there = ToString(connect.server);
  if (scenario.network.mtu || scenario.network.buffers != BufferSize::kDefault) {
    return Because(Say("reasons.own_network", {{"address", there}}));
  }
  if (scenario.limits.open_files) {
    return Because(Say("reasons.limits_process", {{"address", there}}));
  }
  for (const ClientScript& client : scenario.clients) {
    if (std::ranges::any_of(client.steps, [](const Step& step) { return ActsOnTarget(step); })) {
      return Because(Say("reasons.acts_on_process", {{"address", there}}));
    }
    if (client.address) return Because(Say("reasons.own_addresses"));
  }
  if (scenario.server.address == kEveryAddress ||
      (IsIpv6(scenario.server.address) && !IsIpv6(connect.server.address))) {
    return Because(Say("reasons.about_ipv6", {{"address", ToString(connect.server.address)}}));
  }
  if (scenario.transport == Transport::kUdp && !connect.offers_udp) {
    return Because(
        Say(IsLoopback(connect.server.address) ? "reasons.no_udp_socket" : "reasons.udp_not_known",
            {{"address", there}}));
  }
  if (scenario.transport == Transport::kTcp && !connect.offers_tcp) {
    return Because(Say("reasons.no_tcp_socket", {{"address", there}}));
  }
  return std::nullopt;
}

}  // namespace echocheck
