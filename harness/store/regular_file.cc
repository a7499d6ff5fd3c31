// SPDX-License-Identifier: MIT
#include "harness/store/regular_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "harness/base/fault_point.h"
#include "harness/store/sha256.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 256U << 10;  // for one read

}  // namespace

Result<UniqueFd> OpenRegularFile(const fs::path& path) {
  UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  struct stat status {};
  if (!file || fstat(file.get(), &status) != 0)
    return EnvironmentError(
        Say("errors.says", {{"what", path.string()}, {"why", SaySystem(errno)}}));
  if (!S_ISREG(status.st_mode))
    return EnvironmentError(Say("errors.no_regular_file", {{"file", path.string()}}));
  return file;
}

Result<std::string> ReadRegularFile(const fs::path& path) {
  auto file = OpenRegularFile(path);
  if (!file) return file.error();
  std::string text;
  while (true) {
    const std::size_t filled = text.size();
    text.resize(filled + kPiece);
    const ssize_t count = read(file->get(), text.data() + filled, kPiece);
    if (count < 0 && errno != EINTR)
      return SystemError(Say("doing.read", {{"file", path.string()}}), errno);
    text.resize(filled + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0) return text;
  }
}

Status ReadPieces(int file, const std::string& name,
                  const std::function<Status(std::string_view)>& take) {
  std::string piece(kPiece, '\0');
  for (off_t at = 0;;) {
    const ssize_t count =
        FaultPoint("store.copy") ? -1 : pread(file, piece.data(), piece.size(), at);
    if (count == 0) return {};
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError(Say("doing.read", {{"file", name}}), errno);
    ECHOCHECK_TRY(take(std::string_view(piece.data(), static_cast<std::size_t>(count))));
    at += count;
  }
}

Result<std::string> DigestOf(const UniqueFd& file, const std::string& name) {
  Sha256 sum;
  ECHOCHECK_TRY(ReadPieces(file.get(), name, [&](std::string_view piece) {
    sum.Add(piece);
    return Status();
  }));
  return sum.Digest();
}

}  // namespace echocheck
