// SPDX-License-Identifier: MIT
#include "harness/worker/confine_target.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "harness/doctor/doctor.h"
#include "harness/target/landlock.h"
#include "harness/words/because.h"
#include "harness/worker/arena_options.h"

namespace echocheck {
namespace {

namespace fs = std::filesystem;

// Removes what a target has left. The target may have taken all rights to its folders from their
// owner, too. No process of it is left that could put a link in the place of a folder.
void RemoveAll(const fs::path& folder) {
  std::error_code ignored;
  fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.symlink_status(ignored).type() == fs::file_type::directory) {
      RemoveAll(entry.path());
    } else {
      fs::remove(entry.path(), ignored);
    }
  }
  fs::remove(folder, ignored);
}

Result<fs::path> MakeTemporaryFolder(const TargetSpec& target) {
  // Another user may not enter what TMPDIR of ours names.
  std::error_code error;
  fs::path place = fs::canonical(fs::temp_directory_path(error), error);
  if (error || target.user) place = "/tmp";
  std::string path = place / "echocheck-XXXXXX";
  if (mkdtemp(path.data()) == nullptr) {
    return SystemError(Say("doing.make_temporary_folder", {{"folder", path}}), errno);
  }
  if (target.user && chown(path.c_str(), target.user->uid, target.user->gid) != 0) {
    const int failed = errno;
    RemoveAll(path);
    return SystemError(Say("doing.give_folder", {{"folder", path}, {"user", target.user->name}}),
                       failed);
  }
  return fs::path(path);
}

}  // namespace

HostConfinement::HostConfinement(fs::path path, UniqueFd ruleset)
    : folder_(std::move(path)), ruleset_(std::move(ruleset)) {}

HostConfinement::HostConfinement(HostConfinement&& other) noexcept
    : folder_(std::exchange(other.folder_, {})), ruleset_(std::move(other.ruleset_)) {}

HostConfinement& HostConfinement::operator=(HostConfinement&& other) noexcept {
  std::swap(folder_, other.folder_);
  std::swap(ruleset_, other.ruleset_);
  return *this;
}

HostConfinement::~HostConfinement() {
  if (!folder_.empty()) RemoveAll(folder_);
}

Result<HostConfinement> ConfineTarget(TargetSpec& target, Isolation isolation) {
  if (!target.confinement || isolation == Isolation::kPrivate) return HostConfinement();
  const auto offered = LandlockVersion();
  if (!offered) return offered.error();
  auto folder = MakeTemporaryFolder(target);
  if (!folder) return folder.error();
  std::vector<std::string> writable = {*folder};
  const fs::path works_in = ConfinedFilesFor(target).working_directory;
  if (works_in != "/") writable.push_back(works_in);
  auto ruleset = MakeLandlockRuleset(writable);
  if (!ruleset) {
    RemoveAll(*folder);
    return ruleset.error();
  }
  target.confinement->temporary_folder = *folder;
  target.confinement->ruleset = ruleset->get();
  return HostConfinement(*std::move(folder), *std::move(ruleset));
}

Status CheckCanConfine(const WorkerOptions& options) {
  if (!options.target.confinement || LandlockVersion()) return {};
  Reason refused = "--isolation host";
  if (options.isolation != IsolationChoice::kHost) {
    auto why = WhyNoPrivateArena(options.target.user ? ArenaUsers::kAll : ArenaUsers::kOwn);
    if (!why) return why.error();
    if (why->empty()) return {};
    refused = *std::move(why);
  }
  return EnvironmentError(Say(
      "errors.cannot_confine",
      {{"no_arena", refused.said()}, {"no_landlock", LandlockVersion().error().message.said()}}));
}

}  // namespace echocheck
