// SPDX-License-Identifier: MIT
// The TCP and UDP sockets of this network namespace, from the kernel's own table (sock_diag).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "harness/base/endpoint.h"
#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/model/flow.h"

namespace echocheck {

struct TcpSocket {
  TcpState state = TcpState::kClosed;
  Endpoint local;  // "0.0.0.0" and "::" stand for any address
  Endpoint remote;
  bool v6_only = false;             // LISTEN on "::" takes no IPv4 connections
  std::uint32_t receive_queue = 0;  // octets the process has not read; LISTEN: not yet accepted
  std::uint32_t send_queue = 0;     // octets not acknowledged
  std::uint32_t inode = 0;          // 0: no process holds it any more
};

// A UDP socket that has a port and no fixed peer: whoever sends to `local` reaches it.
struct UdpSocket {
  Endpoint local;  // "0.0.0.0" and "::" stand for any address
  bool v6_only = false;
  std::uint32_t receive_queue = 0;  // octets the process has not read, as memory counts them
  std::uint32_t inode = 0;
};

enum class SocketFilter { kListening, kAll };

class SocketTable {
 public:
  static Result<SocketTable> Open();

  // IPv4 and IPv6. A snapshot: neither ordered nor free of changes while it is read.
  Result<std::vector<TcpSocket>> List(SocketFilter filter);
  Result<std::vector<UdpSocket>> ListUdp();

  // The end `local` of the connection with `remote`, whose addresses are of one family; nullopt: it
  // has none any more. A lookup, where List() reads the host's whole table, whose size goes by the
  // host's memory: a millisecond even if it is empty.
  Result<std::optional<TcpSocket>> Find(const Endpoint& local, const Endpoint& remote);

 private:
  explicit SocketTable(UniqueFd netlink) : netlink_(std::move(netlink)) {}
  Status Dump(std::uint8_t family, std::uint8_t protocol, std::uint32_t states,
              std::vector<TcpSocket>& sockets);

  UniqueFd netlink_;
  std::uint32_t sequence_ = 0;
};

}  // namespace echocheck
