// SPDX-License-Identifier: MIT
// Writes to its output as whom it runs, with which rights and which of the named variables, and
// then echoes.
//
// usage: tells_who_it_is PORT [NAME ...]
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "tests/faulty_servers/listen_socket.h"

namespace {

void TellIds() {
  std::array<uid_t, 3> users{};
  std::array<gid_t, 3> groups{};
  getresuid(&users[0], &users[1], &users[2]);
  getresgid(&groups[0], &groups[1], &groups[2]);
  std::printf("uid %u %u %u\n", users[0], users[1], users[2]);
  std::printf("gid %u %u %u\n", groups[0], groups[1], groups[2]);
}

// In the kernel's own words: "CapEff:\t0000000000000000".
void TellStatus() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    for (const char* const name : {"Groups:", "CapPrm:", "CapEff:", "CapBnd:", "NoNewPrivs:"}) {
      if (line.starts_with(name)) std::printf("%s\n", line.c_str());
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  TellIds();
  TellStatus();
  // Servers open their output anew to log to it.
  std::printf("/dev/stderr %s\n", std::ofstream("/dev/stderr").is_open() ? "opens" : "is closed");
  for (int i = 2; i < argc; ++i) {
    const char* const value = std::getenv(argv[i]);
    std::printf("%s %s\n", argv[i], value != nullptr ? value : "is not set");
  }
  std::fflush(stdout);
  EchoOneAfterAnother(ListenOn(PortArgument(2, argv)));
}
