// SPDX-License-Identifier: MIT
// Fault: does not find what it needs, says so and exits with status 3, before it listens.
// Caught by: target.starts.
#include <cstdio>

int main() {
  std::fprintf(stderr, "echo.conf: no such file\n");
  return 3;
}
