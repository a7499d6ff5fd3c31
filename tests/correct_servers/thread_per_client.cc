// SPDX-License-Identifier: MIT
// Correct: a thread for each client, and a class that closes the connection when it ends.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <span>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace {

class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {}
  Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  Socket& operator=(Socket&&) = delete;
  ~Socket() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

std::system_error LastError(const char* what) { return {errno, std::generic_category(), what}; }

// Empty at the client's end, and when it is gone.
std::span<const char> Receive(const Socket& client, std::span<char> buffer) {
  const ssize_t count = recv(client.get(), buffer.data(), buffer.size(), 0);
  return buffer.first(count > 0 ? static_cast<std::size_t>(count) : 0);
}

bool SendAll(const Socket& client, std::span<const char> data) {
  while (!data.empty()) {
    const ssize_t count = send(client.get(), data.data(), data.size(), MSG_NOSIGNAL);
    if (count < 0) return false;
    data = data.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

void Serve(const Socket& client) {
  std::vector<char> buffer(16384);
  for (;;) {
    const auto data = Receive(client, buffer);
    if (data.empty() || !SendAll(client, data)) return;
  }
}

Socket Listen(std::uint16_t port) {
  Socket listener(socket(AF_INET, SOCK_STREAM, 0));
  const int on = 1;
  setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw LastError("bind");
  }
  if (listen(listener.get(), SOMAXCONN) != 0) throw LastError("listen");
  return listener;
}

void AcceptForever(const Socket& listener) {
  using std::chrono_literals::operator""ms;
  for (;;) {
    Socket client(accept(listener.get(), nullptr, nullptr));
    if (client.get() < 0) {
      std::this_thread::sleep_for(50ms);  // out of descriptors, maybe: try again a bit later
      continue;
    }
    try {
      std::thread([client = std::move(client)] { Serve(client); }).detach();
    } catch (const std::system_error&) {
      std::this_thread::sleep_for(50ms);  // no more threads; this client is closed
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " PORT\n";
    return 2;
  }
  rlimit limit{};  // a descriptor for each client: as many as we may have
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  try {
    AcceptForever(Listen(static_cast<std::uint16_t>(std::atoi(argv[1]))));
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
