// SPDX-License-Identifier: MIT
// Correct: one thread with edge-triggered epoll. What an edge has announced it remembers, until the
// kernel says EAGAIN; in between, each client gets its turn.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

struct Client {
  int fd = -1;
  bool ready = false;  // it is in the list of those that may have something to do
  std::size_t received = 0, sent = 0;
  char buffer[16384];
};

enum class Outcome { kGoOn, kWait, kDone };

Outcome OutcomeOfFailure() { return errno == EAGAIN ? Outcome::kWait : Outcome::kDone; }

// One read if all was sent back, and one write.
Outcome Serve(Client& client) {
  if (client.sent == client.received) {
    const ssize_t count = recv(client.fd, client.buffer, sizeof client.buffer, 0);
    if (count == 0) return Outcome::kDone;
    if (count < 0) return OutcomeOfFailure();
    client.received = static_cast<std::size_t>(count);
    client.sent = 0;
  }
  const ssize_t count =
      send(client.fd, client.buffer + client.sent, client.received - client.sent, MSG_NOSIGNAL);
  if (count < 0) return OutcomeOfFailure();
  client.sent += static_cast<std::size_t>(count);
  return Outcome::kGoOn;
}

void Watch(int poller, int fd, void* client) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLET;
  event.data.ptr = client;
  epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
}

// Accepts all that wait; false when it could not, for want of a descriptor.
bool AcceptAll(int listener, int poller) {
  for (;;) {
    const int fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
    if (fd >= 0) {
      auto* const client = new Client;
      client->fd = fd;
      Watch(poller, fd, client);
    } else if (errno == EAGAIN) {
      return true;
    } else if (errno != EINTR && errno != ECONNABORTED) {
      return false;
    }
  }
}

int Listen(int port) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
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

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s PORT\n", argv[0]);
    return 2;
  }
  rlimit limit{};  // a descriptor for each client: as many as we may have
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);

  const int listener = Listen(std::atoi(argv[1]));
  const int poller = epoll_create1(0);
  Watch(poller, listener, nullptr);
  bool accepted_all = true;
  std::vector<Client*> ready;
  for (;;) {
    epoll_event events[64];
    const int timeout_ms = !ready.empty() ? 0 : accepted_all ? -1 : 100;
    const int count = epoll_wait(poller, events, 64, timeout_ms);
    bool accept_now = !accepted_all;
    for (int i = 0; i < count; ++i) {  // count is -1 when a signal came
      auto* const client = static_cast<Client*>(events[i].data.ptr);
      if (client == nullptr) {
        accept_now = true;
      } else if (!client->ready) {
        client->ready = true;
        ready.push_back(client);
      }
    }
    if (accept_now) accepted_all = AcceptAll(listener, poller);
    std::erase_if(ready, [](Client* client) {
      const Outcome outcome = Serve(*client);
      if (outcome == Outcome::kGoOn) return false;
      client->ready = false;
      if (outcome == Outcome::kDone) {
        close(client->fd);
        delete client;
      }
      return true;
    });
  }
}
