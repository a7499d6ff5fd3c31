// SPDX-License-Identifier: MIT
// An echo server that works every second time that it is launched, as one does that finds the lock
// of its last run: it keeps count in a file of the folder that is its second argument. When it
// fails, it sends back all but the last byte.
#include <fcntl.h>

#include <string>

#include "tests/faulty_servers/listen_socket.h"

namespace {

// One byte more in the file each time; launches at the same time each see a count of their own.
long CountLaunches(const std::string& folder) {
  const int file = open((folder + "/launches").c_str(), O_RDWR | O_CREAT | O_APPEND, 0666);
  if (file < 0 || write(file, "+", 1) != 1) {
    std::perror(folder.c_str());
    std::exit(1);
  }
  return static_cast<long>(lseek(file, 0, SEEK_CUR));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s PORT FOLDER\n", argv[0]);
    return 2;
  }
  const bool fails = CountLaunches(argv[2]) % 2 == 0;
  const int listener = ListenOn(PortArgument(2, argv));
  for (;;) {
    const int client = AcceptClient(listener);
    char buffer[4096];
    std::size_t count = 0;
    while ((count = ReceiveSome(client, buffer, sizeof buffer)) > 0) {
      SendAll(client, buffer, fails ? count - 1 : count);
    }
    close(client);
  }
}
