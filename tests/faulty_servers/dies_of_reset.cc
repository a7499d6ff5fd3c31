// SPDX-License-Identifier: MIT
// Fault: one poll() loop serves all clients, and the exception that a client which has reset brings
// about is caught by nobody inside of the loop: main() ends with it, and the server with main().
// Caught by: killed-by-peer-reset (a client ends with RST; the server says so and exits 1).
#include <poll.h>

#include <exception>
#include <iostream>
#include <vector>

#include "tests/faulty_servers/listen_socket.h"

struct Client {
  int socket;
  std::vector<char> pending;  // came, and has not gone back yet
};

static std::size_t OrThrow(ssize_t count, const char* call) {
  if (count >= 0) return static_cast<std::size_t>(count);
  if (errno == EAGAIN || errno == EINTR) return 0;
  throw std::system_error(errno, std::generic_category(), call);
}

static void SendPending(Client& client) {
  const std::size_t count = OrThrow(send(client.socket, client.pending.data(),
                                         client.pending.size(), MSG_NOSIGNAL | MSG_DONTWAIT),
                                    "send");
  client.pending.erase(client.pending.begin(),
                       client.pending.begin() + static_cast<std::ptrdiff_t>(count));
}

// False when the client is done.
static bool Receive(Client& client) {
  char buffer[16384];
  const ssize_t count = recv(client.socket, buffer, sizeof buffer, MSG_DONTWAIT);
  if (count == 0) return false;
  client.pending.assign(buffer, buffer + OrThrow(count, "recv"));
  if (!client.pending.empty()) SendPending(client);
  return true;
}

static void Serve(int listener) {
  AllowManyDescriptors();
  std::vector<Client> clients;
  std::vector<pollfd> polled;
  for (;;) {
    polled.assign({{listener, POLLIN, 0}});
    for (const Client& client : clients) {
      const short wanted = client.pending.empty() ? POLLIN : POLLOUT;
      polled.push_back({client.socket, wanted, 0});
    }
    poll(polled.data(), polled.size(), -1);
    for (std::size_t i = clients.size(); i-- > 0;) {
      if (polled[i + 1].revents == 0) continue;
      Client& client = clients[i];
      if (!client.pending.empty()) {
        SendPending(client);
      } else if (!Receive(client)) {
        close(client.socket);
        clients.erase(clients.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
    if (polled[0].revents == 0) continue;
    const int client = accept(listener, nullptr, nullptr);
    if (client >= 0) {
      clients.push_back({client, {}});
    } else {
      usleep(20'000);  // out of descriptors, perhaps: some may be closed meanwhile
    }
  }
}

int main(int argc, char** argv) {
  const int listener = ListenOn(PortArgument(argc, argv));
  try {
    Serve(listener);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
