// SPDX-License-Identifier: MIT
// A thread a client, with a buffer of so many bytes. Ends of SIGPIPE when it writes twice to a
// client that has gone, unless it is told to ignore that, or writes only once what it has read.
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/faulty_servers/listen_socket.h"

namespace {

void Serve(int client, std::size_t size, bool once) {
  std::vector<char> buffer(size);
  ssize_t count = 0;
  while ((count = read(client, buffer.data(), buffer.size())) > 0) {
    for (ssize_t sent = 0; sent < count;) {
      const ssize_t more =
          write(client, buffer.data() + sent, static_cast<std::size_t>(count - sent));
      if (more < 0 || once) break;  // read() will say it, too
      sent += more;
    }
  }
  close(client);
}

}  // namespace

// answers_the_gone PORT SIZE [ignore | once]
int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string_view how = argc > 3 ? argv[3] : "";
  if (how == "ignore") std::signal(SIGPIPE, SIG_IGN);
  const std::size_t size = std::strtoul(argv[2], nullptr, 10);
  const int listener = ListenOn(std::atoi(argv[1]));
  for (;;) {
    const int client = accept(listener, nullptr, nullptr);
    if (client >= 0) std::thread(Serve, client, size, how == "once").detach();
  }
}
