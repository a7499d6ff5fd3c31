// SPDX-License-Identifier: MIT
#include "harness/arena/socket_table.h"

#include <linux/netlink.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/arena/arena.h"
#include "tests/unit/arena/in_child.h"
#include "tests/unit/base/ip_literal.h"

namespace echocheck {
namespace {

UniqueFd ListenOnV4(std::uint16_t port) {
  UniqueFd server(socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(server.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return {};
  return listen(server.get(), 5) == 0 ? std::move(server) : UniqueFd();
}

UniqueFd UdpOn(int family, std::uint16_t port) {
  UniqueFd server(socket(family, SOCK_DGRAM, 0));
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  sockaddr_in address4{};
  address4.sin_family = AF_INET;
  address4.sin_port = htons(port);
  address4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int bound =
      family == AF_INET6
          ? bind(server.get(), reinterpret_cast<sockaddr*>(&address), sizeof address)
          : bind(server.get(), reinterpret_cast<sockaddr*>(&address4), sizeof address4);
  return bound == 0 ? std::move(server) : UniqueFd();
}

UniqueFd ListenOnV6(std::uint16_t port, int v6_only) {
  UniqueFd server(socket(AF_INET6, SOCK_STREAM, 0));
  setsockopt(server.get(), IPPROTO_IPV6, IPV6_V6ONLY, &v6_only, sizeof v6_only);
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  if (bind(server.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return {};
  return listen(server.get(), 5) == 0 ? std::move(server) : UniqueFd();
}

std::string Describe(const std::vector<TcpSocket>& sockets) {
  std::string text;
  for (const TcpSocket& socket : sockets) {
    text += std::string(ToString(socket.state)) + " " + ToString(socket.local) + " " +
            ToString(socket.remote) + (socket.v6_only ? " v6only" : "") + "\n";
  }
  return text;
}

// The sockets of an arena in which `body` has opened some.
std::string Table(SocketFilter filter, const std::function<void(std::vector<UniqueFd>&)>& body) {
  return InChild([&]() -> std::string {
    const auto arena = EnterPrivateArena({});
    if (!arena) return arena.error().message.english();
    std::vector<UniqueFd> open;
    body(open);
    auto table = SocketTable::Open();
    if (!table) return table.error().message.english();
    const auto sockets = table->List(filter);
    return sockets ? Describe(*sockets) : sockets.error().message.english();
  });
}

TEST(SocketTableTest, ListsWhoListens) {
  EXPECT_EQ(Table(SocketFilter::kListening,
                  [](std::vector<UniqueFd>& open) { open.push_back(ListenOnV4(50000)); }),
            "LISTEN 127.0.0.1:50000 0.0.0.0:0\n");
}

TEST(SocketTableTest, TellsDualStackFromV6Only) {
  EXPECT_EQ(Table(SocketFilter::kListening,
                  [](std::vector<UniqueFd>& open) { open.push_back(ListenOnV6(8080, 0)); }),
            "LISTEN [::]:8080 [::]:0\n");
  EXPECT_EQ(Table(SocketFilter::kListening,
                  [](std::vector<UniqueFd>& open) { open.push_back(ListenOnV6(8080, 1)); }),
            "LISTEN [::]:8080 [::]:0 v6only\n");
}

// The same for UDP.
std::string UdpTable(const std::function<void(std::vector<UniqueFd>&)>& body) {
  return InChild([&]() -> std::string {
    const auto arena = EnterPrivateArena({});
    if (!arena) return arena.error().message.english();
    std::vector<UniqueFd> open;
    body(open);
    auto table = SocketTable::Open();
    if (!table) return table.error().message.english();
    const auto sockets = table->ListUdp();
    if (!sockets) return sockets.error().message.english();
    std::string text;
    for (const UdpSocket& socket : *sockets) {
      text += ToString(socket.local) + (socket.v6_only ? " v6only" : "") + "\n";
      const bool ours = (*arena)->HoldersOf(socket.inode).processes.empty();
      if (!ours) text += "held by a target that nobody launched\n";
    }
    return text;
  });
}

TEST(SocketTableTest, ListsUdpSocketsThatHaveAPort) {
  EXPECT_EQ(UdpTable([](std::vector<UniqueFd>& open) {
              open.push_back(UdpOn(AF_INET, 50000));
              open.push_back(UdpOn(AF_INET6, 50001));
              open.push_back(ListenOnV4(50002));
              open.emplace_back(socket(AF_INET, SOCK_DGRAM, 0));  // without a port yet
            }),
            "127.0.0.1:50000\n[::]:50001\n");
}

TEST(SocketTableTest, LeavesOutUdpSocketsWithAPeer) {
  EXPECT_EQ(
      UdpTable([](std::vector<UniqueFd>& open) {
        open.push_back(UdpOn(AF_INET, 50000));
        open.push_back(UdpOn(AF_INET, 50001));
        sockaddr_in peer{};
        peer.sin_family = AF_INET;
        peer.sin_port = htons(50000);
        peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(open.back().get(), reinterpret_cast<sockaddr*>(&peer), sizeof peer) != 0) {
          open.clear();
        }
      }),
      "127.0.0.1:50000\n");
}

// A dual-stack server on 50000 and a client of it on 50001, connected; false: that failed.
bool OpenConnection(std::vector<UniqueFd>& open) {
  open.push_back(ListenOnV6(50000, 0));
  open.emplace_back(socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(50000);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr_in own = server;
  own.sin_port = htons(50001);
  const int client = open.back().get();
  return bind(client, reinterpret_cast<sockaddr*>(&own), sizeof own) == 0 &&
         connect(client, reinterpret_cast<sockaddr*>(&server), sizeof server) == 0;
}

TEST(SocketTableTest, SeesBothEndsOfAConnection) {
  const std::string table = Table(SocketFilter::kAll, [](std::vector<UniqueFd>& open) {
    if (!OpenConnection(open)) open.clear();
  });
  EXPECT_THAT(table, testing::HasSubstr("ESTABLISHED 127.0.0.1:50001 127.0.0.1:50000\n"));
  // The server's end is an IPv6 socket with mapped addresses: named as they are on the wire.
  EXPECT_THAT(table, testing::HasSubstr("ESTABLISHED 127.0.0.1:50000 127.0.0.1:50001\n"));
}

// What is found of one end of a connection, or of one that is not there.
std::string Find(const Endpoint& local, const Endpoint& remote) {
  return InChild([&]() -> std::string {
    const auto arena = EnterPrivateArena({});
    if (!arena) return arena.error().message.english();
    std::vector<UniqueFd> open;
    if (!OpenConnection(open)) return "no connection";
    auto table = SocketTable::Open();
    if (!table) return table.error().message.english();
    const auto socket = table->Find(local, remote);
    if (!socket) return socket.error().message.english();
    return *socket ? Describe({**socket}) : "none\n";
  });
}

TEST(SocketTableTest, FindsEachEndOfAConnection) {
  const Endpoint client{"127.0.0.1"_ip, 50001};
  const Endpoint server{"127.0.0.1"_ip, 50000};
  EXPECT_EQ(Find(client, server), "ESTABLISHED 127.0.0.1:50001 127.0.0.1:50000\n");
  EXPECT_EQ(Find(server, client), "ESTABLISHED 127.0.0.1:50000 127.0.0.1:50001\n");
}

TEST(SocketTableTest, FindsNoEndWhereThereIsNoConnection) {
  // The kernel would answer with the socket that listens there.
  EXPECT_EQ(Find({"127.0.0.1"_ip, 50000}, {"127.0.0.1"_ip, 50002}), "none\n");
  EXPECT_EQ(Find({"127.0.0.1"_ip, 50002}, {"127.0.0.1"_ip, 50000}), "none\n");
  EXPECT_EQ(Find({"::1"_ip, 50000}, {"::1"_ip, 50001}), "none\n");
}

// Answers each request with the next of `answers`, as the kernel would: made of the numbers of what
// was asked. Runs in a thread of its own until the table has closed its sockets.
class FakeKernel {
 public:
  struct Answer {
    std::uint16_t flags = 0;  // of a message before the end
    int error = 0;            // at the end
  };

  explicit FakeKernel(std::vector<Answer> answers) : answers_(std::move(answers)) {}
  ~FakeKernel() {
    for (std::thread& thread : threads_) thread.join();
  }
  SocketTable::Connector Connector() {
    return [this]() -> Result<UniqueFd> {
      std::array<int, 2> ends{};
      if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends.data()) != 0) {
        return SystemError("socketpair", errno);
      }
      threads_.emplace_back([this, end = ends[1]] { Serve(UniqueFd(end)); });
      return UniqueFd(ends[0]);
    };
  }
  int asked() const { return asked_; }

 private:
  void Serve(const UniqueFd& end) {
    std::array<char, 256> request{};
    while (recv(end.get(), request.data(), request.size(), 0) > 0) {
      nlmsghdr asked{};
      std::memcpy(&asked, request.data(), sizeof asked);
      const auto number = static_cast<std::size_t>(asked_++);
      const Answer answer = number < answers_.size() ? answers_[number] : Answer{};
      std::string datagram = Message(asked, 20, answer.flags, std::string(72, '\0'));
      if (answer.flags != 0) {
        // What follows is of that answer still, and must not be taken for the next one's.
        (void)!send(end.get(), datagram.data(), datagram.size(), MSG_NOSIGNAL);
      }
      const std::string_view error(reinterpret_cast<const char*>(&answer.error), sizeof(int));
      datagram = Message(asked, NLMSG_DONE, 0, std::string(error));
      (void)!send(end.get(), datagram.data(), datagram.size(), MSG_NOSIGNAL);
    }
  }
  static std::string Message(const nlmsghdr& asked, std::uint16_t type, std::uint16_t flags,
                             const std::string& payload) {
    nlmsghdr header{};
    header.nlmsg_len = static_cast<std::uint32_t>(NLMSG_HDRLEN + payload.size());
    header.nlmsg_type = type;
    header.nlmsg_flags = flags;
    header.nlmsg_seq = asked.nlmsg_seq;
    return std::string(reinterpret_cast<const char*>(&header), sizeof header) + payload;
  }

  std::vector<Answer> answers_;
  std::atomic<int> asked_ = 0;
  std::vector<std::thread> threads_;
};

TEST(SocketTableTest, AsksAgainForATableThatChangedMeanwhile) {
  FakeKernel kernel({{NLM_F_DUMP_INTR, 0}, {NLM_F_DUMP_INTR, 0}});
  auto table = SocketTable::Open(kernel.Connector());
  ASSERT_TRUE(table);
  const auto sockets = table->List(SocketFilter::kAll);
  ASSERT_TRUE(sockets) << sockets.error().message.english();
  EXPECT_EQ(kernel.asked(), 4) << "three times for IPv4, once for IPv6";
}

TEST(SocketTableTest, ATableThatNeverHoldsStillIsAnError) {
  FakeKernel kernel(std::vector<FakeKernel::Answer>(100, {NLM_F_DUMP_INTR, 0}));
  auto table = SocketTable::Open(kernel.Connector());
  ASSERT_TRUE(table);
  EXPECT_FALSE(table->List(SocketFilter::kAll));
  EXPECT_LE(kernel.asked(), 20);
}

TEST(SocketTableTest, AnAnswerThatWasLostIsAskedForAgain) {
  FakeKernel kernel({{0, -ENOBUFS}});
  auto table = SocketTable::Open(kernel.Connector());
  ASSERT_TRUE(table);
  EXPECT_TRUE(table->ListUdp());
  EXPECT_EQ(kernel.asked(), 3);
}

// It would look like a target that has no UDP socket.
TEST(SocketTableTest, ATableThatTheKernelDoesNotHaveIsNotEmpty) {
  FakeKernel kernel({{0, -ENOENT}, {0, -ENOENT}});
  auto table = SocketTable::Open(kernel.Connector());
  ASSERT_TRUE(table);
  const auto sockets = table->ListUdp();
  ASSERT_FALSE(sockets);
  EXPECT_EQ(sockets.error().kind, ErrorKind::kEnvironment);
  EXPECT_THAT(sockets.error().message.english(),
              testing::HasSubstr("the kernel has none (module udp_diag)"));
}

}  // namespace
}  // namespace echocheck
