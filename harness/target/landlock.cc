// SPDX-License-Identifier: MIT
// The kernel's numbers are spelled out: the headers of a distribution know those of its own kernel.
#include "harness/target/landlock.h"

#include <fcntl.h>
#include <linux/types.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include "harness/base/child_stack.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// The same on every architecture.
constexpr long kCreateRuleset = 444;
constexpr long kAddRule = 445;
constexpr long kRestrictSelf = 446;

constexpr unsigned kAskVersion = 1;
constexpr unsigned kPathBeneath = 1;

constexpr std::uint64_t kWriteFile = 1U << 1;
// Removing and making of each kind of file.
constexpr std::uint64_t kChangeFolder = 0x1FF0;
constexpr std::uint64_t kRefer = 1U << 13;     // from version 2 on
constexpr std::uint64_t kTruncate = 1U << 14;  // from version 3 on

struct RulesetAttributes {
  std::uint64_t files = 0;
  std::uint64_t network = 0;  // from version 4 on
  std::uint64_t scoped = 0;   // from version 6 on
};
constexpr std::uint64_t kAbstractSocketsAndSignals = 3;

struct [[gnu::packed]] PathBeneath {
  std::uint64_t allowed = 0;
  std::int32_t folder = -1;
};

std::uint64_t ChangesKnownTo(int version) {
  return kWriteFile | kChangeFolder | (version >= 2 ? kRefer : 0) | (version >= 3 ? kTruncate : 0);
}

Status Allow(int ruleset, const std::string& path, std::uint64_t changes) {
  const UniqueFd place(open(path.c_str(), O_PATH | O_CLOEXEC));
  const PathBeneath rule{changes, place.get()};
  if (place && syscall(kAddRule, ruleset, kPathBeneath, &rule, 0) == 0) return {};
  return SystemError(Say("doing.allow_writing", {{"what", path}}), errno);
}

}  // namespace

Result<int> LandlockVersion() {
  const long version = syscall(kCreateRuleset, nullptr, 0, kAskVersion);
  if (version > 0) return static_cast<int>(version);
  if (version < 0 && errno == EOPNOTSUPP) {
    return EnvironmentError(Say("errors.landlock_off"));
  }
  return SystemError(Say("doing.landlock"), errno);
}

Result<UniqueFd> MakeLandlockRuleset(std::span<const std::string> writable) {
  const auto version = LandlockVersion();
  if (!version) return version.error();
  RulesetAttributes attributes;
  attributes.files = ChangesKnownTo(*version);
  attributes.scoped = *version >= 6 ? kAbstractSocketsAndSignals : 0;
  const std::size_t size = *version >= 6   ? sizeof attributes
                           : *version >= 4 ? 2 * sizeof(std::uint64_t)
                                           : sizeof(std::uint64_t);
  UniqueFd ruleset(static_cast<int>(syscall(kCreateRuleset, &attributes, size, 0)));
  if (!ruleset) return SystemError(Say("doing.make_landlock"), errno);
  for (const std::string& folder : writable) {
    ECHOCHECK_TRY(Allow(ruleset.get(), folder, attributes.files));
  }
  const std::uint64_t of_a_file = attributes.files & (kWriteFile | kTruncate);
  for (const char* const device : {"/dev/null", "/dev/zero", "/dev/full", "/dev/random",
                                   "/dev/urandom", "/dev/tty", "/dev/ptmx"}) {
    if (access(device, F_OK) == 0) ECHOCHECK_TRY(Allow(ruleset.get(), device, of_a_file));
  }
  return ruleset;
}

ECHOCHECK_NOT_INSTRUMENTED int EnterLandlock(int ruleset) {
  return syscall(kRestrictSelf, ruleset, 0) == 0 ? 0 : errno;
}

}  // namespace echocheck
