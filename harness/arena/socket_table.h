// SPDX-License-Identifier: MIT
// The TCP and UDP sockets of this network namespace, from the kernel's own table (sock_diag).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "harness/base/endpoint.h"
#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/model/flow.h"

namespace echocheck {

struct TcpSocket {
  TcpState state = TcpState::kClosed;
  Endpoint local;  // 0.0.0.0 and :: stand for any address
  Endpoint remote;
  bool v6_only = false;             // LISTEN on :: takes no IPv4 connections
  std::uint32_t receive_queue = 0;  // bytes the process has not read; LISTEN: not yet accepted
  std::uint32_t send_queue = 0;     // bytes not acknowledged
  std::uint32_t inode = 0;          // 0: no process holds it any more
  uid_t user = 0;                   // who made it
};

// A UDP socket that has a port and no fixed peer: whoever sends to `local` reaches it.
struct UdpSocket {
  Endpoint local;  // 0.0.0.0 and :: stand for any address
  bool v6_only = false;
  std::uint32_t receive_queue = 0;  // bytes the process has not read, as memory counts them
  std::uint32_t inode = 0;
  uid_t user = 0;  // who made it
};

enum class SocketFilter { kListening, kAll };

// A table that could not be read is an error, never an empty table. One that changed while it was
// read, or whose answer was lost, is asked for again first.
class SocketTable {
 public:
  static Result<SocketTable> Open();

  // The same by sockets that `connect` makes, and makes anew after an answer that was lost.
  using Connector = std::function<Result<UniqueFd>()>;
  static Result<SocketTable> Open(Connector connect);

  // IPv4 and IPv6. A snapshot: neither ordered nor free of changes while it is read.
  Result<std::vector<TcpSocket>> List(SocketFilter filter);
  Result<std::vector<UdpSocket>> ListUdp();

  // The end `local` of the connection with `remote`, whose addresses are of one family; nullopt: it
  // has none any more. A lookup, where List() reads the host's whole table, whose size goes by the
  // host's memory: a millisecond even if it is empty.
  Result<std::optional<TcpSocket>> Find(const Endpoint& local, const Endpoint& remote);

 private:
  SocketTable(Connector connect, UniqueFd netlink)
      : connect_(std::move(connect)), netlink_(std::move(netlink)) {}
  Status Dump(std::uint8_t family, std::uint8_t protocol, std::uint32_t states,
              std::vector<TcpSocket>& sockets);
  // An errno, or 0.
  int DumpOnce(std::uint8_t family, std::uint8_t protocol, std::uint32_t states,
               std::vector<TcpSocket>& sockets);

  Connector connect_;
  UniqueFd netlink_;
  std::uint32_t sequence_ = 0;
};

}  // namespace echocheck
