// SPDX-License-Identifier: MIT
// Fault: looks for the carriage return that it thinks every line has, and writes to where it is
// not: the first line without one kills it (SIGSEGV). Caught by: target.survives.
#include <cstring>

#include "tests/faulty_servers/listen_socket.h"

int main(int argc, char** argv) {
  ServeEachInAThread(ListenOn(PortArgument(argc, argv)), [](int client) {
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer - 1)) > 0) {
      buffer[count] = '\0';
      *std::strchr(buffer, '\r') = '\n';
      SendAll(client, buffer, count);
    }
    close(client);
  });
}
