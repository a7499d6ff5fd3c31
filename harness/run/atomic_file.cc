// SPDX-License-Identifier: MIT
#include "harness/run/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

namespace echocheck {
namespace {

namespace fs = std::filesystem;

fs::path TemporaryName(const fs::path& path) {
  fs::path temporary = path;
  temporary += ".tmp-" + std::to_string(getpid());
  return temporary;
}

// It exists, perhaps behind links, and is no regular file.
bool IsPlaceToWrite(const fs::path& path) {
  std::error_code ignored;
  const fs::file_status there = fs::status(path, ignored);
  return fs::exists(there) && !fs::is_regular_file(there);
}

// A device itself and no link to one: no target can make it, and it is not ours to replace.
bool IsDevice(const fs::path& path) {
  std::error_code ignored;
  const fs::file_status there = fs::symlink_status(path, ignored);
  return fs::is_character_file(there) || fs::is_block_file(there);
}

}  // namespace

AtomicFile::AtomicFile(fs::path path, fs::path temporary, UniqueFd file)
    : path_(std::move(path)), temporary_(std::move(temporary)), file_(std::move(file)) {}

AtomicFile::~AtomicFile() {
  if (file_ && !temporary_.empty()) unlink(temporary_.c_str());
}

Error AtomicFile::Failed(int error_number) const {
  return SystemError("writing " + path_.string(), error_number);
}

Result<AtomicFile> AtomicFile::Open(const fs::path& path, IfTaken if_taken) {
  const bool in_place = if_taken == IfTaken::kWriteInPlace ? IsPlaceToWrite(path) : IsDevice(path);
  const fs::path temporary = in_place ? fs::path() : TemporaryName(path);
  if (!in_place) unlink(temporary.c_str());  // of an earlier process, or somebody's trap
  UniqueFd file(in_place ? open(path.c_str(), O_WRONLY | O_CLOEXEC)
                         : open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!file) return SystemError("writing " + path.string(), errno);
  return AtomicFile(path, temporary, std::move(file));
}

Status AtomicFile::Append(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(file_.get(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Failed(errno);
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Status AtomicFile::Commit() {
  // Some file systems tell only now that there was no room.
  Status written;
  if (close(file_.release()) != 0) written = Failed(errno);
  if (temporary_.empty()) return written;
  if (written && rename(temporary_.c_str(), path_.c_str()) != 0) written = Failed(errno);
  if (!written) unlink(temporary_.c_str());
  return written;
}

Status WriteFileAtomically(const fs::path& path, std::string_view text, IfTaken if_taken) {
  auto file = AtomicFile::Open(path, if_taken);
  if (!file) return file.error();
  ECHOCHECK_TRY(file->Append(text));
  return file->Commit();
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
