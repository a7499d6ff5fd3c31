// SPDX-License-Identifier: MIT
// Fault: answers "hoge" whatever comes: it was made for the one session that it was tried with.
// Caught by: echo.bytes, as soon as a client sends anything else.
#include <string_view>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  static constexpr std::string_view kAnswer = "hoge\n";
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    while (ReceiveSome(client, buffer, sizeof buffer) > 0) {
      SendAll(client, kAnswer.data(), kAnswer.size());
    }
    close(client);
  });
}
