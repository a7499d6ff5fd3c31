// SPDX-License-Identifier: MIT
#include "harness/run/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "harness/base/unique_handles.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

Status WriteTo(UniqueFd file, std::string_view text, const std::string& name) {
  while (!text.empty()) {
    const ssize_t count = write(file.get(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("writing " + name, errno);
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  // Some file systems tell only now that there was no room.
  if (close(file.release()) != 0) return SystemError("writing " + name, errno);
  return {};
}

fs::path TemporaryName(const fs::path& path) {
  fs::path temporary = path;
  temporary += ".tmp-" + std::to_string(getpid());
  return temporary;
}

}  // namespace

Status WriteFileAtomically(const fs::path& path, std::string_view text) {
  std::error_code error;
  const fs::file_status there = fs::status(path, error);
  if (fs::exists(there) && !fs::is_regular_file(there)) {
    UniqueFd file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file) return SystemError("writing " + path.string(), errno);
    return WriteTo(std::move(file), text, path.string());
  }
  const fs::path temporary = TemporaryName(path);
  UniqueFd file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!file) return SystemError("writing " + path.string(), errno);
  Status written = WriteTo(std::move(file), text, path.string());
  if (written && rename(temporary.c_str(), path.c_str()) != 0) {
    written = SystemError("writing " + path.string(), errno);
  }
  if (!written) unlink(temporary.c_str());
  return written;
}

Status PointLink(const fs::path& link, const fs::path& target) {
  const fs::path temporary = TemporaryName(link);
  unlink(temporary.c_str());
  if (symlink(target.c_str(), temporary.c_str()) != 0 ||
      rename(temporary.c_str(), link.c_str()) != 0) {
    const int failed = errno;
    unlink(temporary.c_str());
    return SystemError("making the link " + link.string(), failed);
  }
  return {};
}

}  // namespace echocheck
