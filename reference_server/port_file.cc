// SPDX-License-Identifier: MIT
#include "reference_server/port_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

namespace echocheck {

std::error_code WritePortFile(const std::filesystem::path& path, std::uint16_t port) {
  // In the same folder, so that renaming does not cross file systems; with our process id, so that
  // two servers do not write to the same one.
  std::filesystem::path temporary = path;
  temporary += std::to_string(getpid());
  temporary += ".tmp";
  const auto failed = [&] {
    const std::error_code error(errno, std::generic_category());
    std::remove(temporary.c_str());
    return error;
  };
  std::FILE* const file = std::fopen(temporary.c_str(), "we");
  if (file == nullptr) return {errno, std::generic_category()};
  const bool written = std::fprintf(file, "%u\n", unsigned{port}) > 0;
  // A full disk may show only here.
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed) return failed();
  if (std::rename(temporary.c_str(), path.c_str()) != 0) return failed();
  return {};
}

}  // namespace echocheck
