// SPDX-License-Identifier: MIT
#include "harness/scenario/scenario_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

#include "harness/base/unique_handles.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

Error FileError(const fs::path& file, Sentence what) {
  return UsageError(Say("errors.says", {{"what", file.string()}, {"why", std::move(what)}}));
}

Error TooLarge(const fs::path& file, std::uint64_t size) {
  return FileError(file,
                   Say("errors.scenario_too_large", {{"count", size}, {"most", kLargestFile}}));
}

Status CheckKindAndSize(const fs::path& file, const struct stat& status) {
  if (S_ISDIR(status.st_mode)) return FileError(file, Say("errors.folder_for_scenario"));
  if (!S_ISREG(status.st_mode)) return FileError(file, Say("errors.not_regular"));
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > kLargestFile) return TooLarge(file, size);
  return {};
}

std::vector<std::string> NamesIn(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  return names;
}

}  // namespace

Result<std::string> ReadScenarioFile(const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) {
    if (errno == ENOENT) return MissingPathError(file);
    return FileError(file, SaySystem(errno));
  }
  ECHOCHECK_TRY(CheckKindAndSize(file, status));
  // It may be another file by now: a pipe must not make us wait, so O_NONBLOCK, and ask again.
  const UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!fd || ::fstat(fd.get(), &status) != 0) return FileError(file, SaySystem(errno));
  ECHOCHECK_TRY(CheckKindAndSize(file, status));

  // One more than it had tells whether it grew.
  std::string text(static_cast<std::size_t>(status.st_size) + 1, '\0');
  std::size_t filled = 0;
  while (true) {
    if (filled == text.size()) text.resize(std::min<std::size_t>(2 * filled, kLargestFile + 1));
    if (filled == text.size()) return TooLarge(file, filled);
    const ssize_t count = ::read(fd.get(), text.data() + filled, text.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return FileError(file, SaySystem(errno));
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  text.resize(filled);
  return text;
}

Error MissingPathError(const fs::path& path) {
  fs::path missing = path;
  std::error_code ignored;
  while (missing.has_parent_path() && !fs::exists(missing.parent_path(), ignored)) {
    missing = missing.parent_path();
  }
  const fs::path parent = missing.has_parent_path() ? missing.parent_path() : fs::path(".");
  const std::string name = missing.filename().string();
  const std::vector<std::string> siblings = NamesIn(parent);
  std::vector<std::string_view> known(siblings.begin(), siblings.end());
  Sentence hint = SayDidYouMean(name, known);
  if (fs::exists(parent / (name + ".json"), ignored)) {
    hint = Say("errors.did_you_mean", {{"name", name + ".json"}});
  }
  if (missing == path) return FileError(path, Say("errors.not_there", {{"did_you_mean", hint}}));
  return FileError(path,
                   Say("errors.folder_not_there",
                       {{"name", name}, {"folder", parent.string()}, {"did_you_mean", hint}}));
}

}  // namespace echocheck
