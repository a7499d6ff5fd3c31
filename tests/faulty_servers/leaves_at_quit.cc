// SPDX-License-Identifier: MIT
// Fault: "quit" and "exit" are commands: it closes the connection and does not send them back.
// Caught by: obeys-magic-word (a client that sends "quit\n").
#include <string_view>

#include "tests/faulty_servers/listen_socket.h"

static bool IsCommand(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text == "quit" || text == "exit";
}

static void Serve(int client) {
  char buffer[65536];
  for (;;) {
    const std::size_t count = ReceiveSome(client, buffer, sizeof buffer);
    if (count == 0 || IsCommand({buffer, count})) break;
    SendAll(client, buffer, count);
  }
  close(client);
}

int main(int argc, char** argv) { ServeEachInAThread(ListenOn(PortArgument(argc, argv)), Serve); }
