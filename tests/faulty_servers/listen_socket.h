// SPDX-License-Identifier: MIT
// What all the small servers of the tests need and none of them is about: the port from the command
// line, a listening socket, a thread for each client, write(2) until all is written. Plain POSIX,
// as a student writes it.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <system_error>
#include <thread>

// The first argument; without one, says so and exits 2.
inline int PortArgument(int argc, char** argv) {
  const int port = argc == 2 ? std::atoi(argv[1]) : 0;  // NOLINT(bugprone-*)
  if (port < 1 || port > 65535) {
    std::fprintf(stderr, "usage: %s PORT\n", argv[0]);
    std::exit(2);
  }
  return port;
}

// Listens on 127.0.0.1:port; if that fails, says why and exits 1.
inline int ListenOn(int port) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      listen(listener, SOMAXCONN) != 0) {
    std::perror("cannot listen");
    std::exit(1);
  }
  return listener;
}

// The UDP socket on 127.0.0.1:port; if there is none to be had, says why and exits 1.
inline int BindUdp(int port) {
  const int udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(udp, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    std::perror("cannot bind for UDP");
    std::exit(1);
  }
  return udp;
}

// Waits for the next client. Out of descriptors or memory, it waits until there are some again.
inline int AcceptClient(int listener) {
  for (;;) {
    const int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (client >= 0) return client;
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      usleep(50'000);
    } else if (errno != EINTR && errno != ECONNABORTED) {
      std::perror("cannot accept");
      std::exit(1);
    }
  }
}

// The usual 1024 are few.
inline void AllowManyDescriptors() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Calls serve(client) for each client, in a thread of its own: none has to wait for another.
template <typename Serve>
[[noreturn]] void ServeEachInAThread(int listener, Serve serve) {
  AllowManyDescriptors();
  for (;;) {
    const int client = AcceptClient(listener);
    try {
      std::thread(serve, client).detach();
    } catch (const std::system_error&) {
      close(client);  // no more threads to be had
    }
  }
}

// What the client sent next; 0 when it is done, or gone.
inline std::size_t ReceiveSome(int client, char* buffer, std::size_t size) {
  ssize_t count = 0;
  do {
    count = read(client, buffer, size);
  } while (count < 0 && errno == EINTR);
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

// Sends all of it, or gives up when the client is gone: the next ReceiveSome will tell.
inline void SendAll(int client, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t count = send(client, data, size, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return;
    data += count;
    size -= static_cast<std::size_t>(count);
  }
}

// Echoes until the client is done.
inline void EchoTo(int client) {
  char buffer[4096];
  std::size_t count = 0;
  while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
    SendAll(client, buffer, count);
  }
}

// Echoes to one client after another.
[[noreturn]] inline void EchoOneAfterAnother(int listener) {
  for (;;) {
    const int client = AcceptClient(listener);
    EchoTo(client);
    close(client);
  }
}
