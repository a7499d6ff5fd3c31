// SPDX-License-Identifier: MIT
// A correct echo server that first writes 1 MiB to standard output which no terminal should see:
// escape sequences, control characters, broken UTF-8. It listens only when all of it is written, so
// it is never ready if nobody reads its output.
#include <string>

#include "tests/faulty_servers/listen_socket.h"

namespace {

void WriteGarbage() {
  const std::string line(
      "\x1b[2J\x1b]0;owned\x07 \xff\xfe\xc0\xaf\xed\xa0\x80 \x9b"
      "31m\b\b\0\r\n",
      32);
  constexpr std::size_t kMebibyte = 1048576;
  std::string garbage;
  while (garbage.size() < kMebibyte) garbage += line;
  for (std::size_t done = 0; done < garbage.size();) {
    const ssize_t count = write(STDOUT_FILENO, garbage.data() + done, garbage.size() - done);
    if (count < 0) std::exit(1);
    done += static_cast<std::size_t>(count);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int port = PortArgument(argc, argv);
  WriteGarbage();
  const int listener = ListenOn(port);
  EchoOneAfterAnother(listener);
}
