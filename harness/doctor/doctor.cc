// SPDX-License-Identifier: MIT
#include "harness/doctor/doctor.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <functional>
#include <string>
#include <utility>

#include "harness/arena/arena.h"
#include "harness/arena/single_thread.h"
#include "harness/base/unique_handles.h"
#include "harness/capture/live_capture.h"
#include "harness/target/landlock.h"

namespace echocheck {
namespace {

// Enough for one client and one server connection each in the largest scenarios, and some more.
constexpr rlim_t kWantedOpenFiles = 10'240;

// Runs `trial` in a child process. An empty text is success, any other says what failed.
Result<std::string> TryInChild(const std::function<std::string()>& trial) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return SystemError("making a pipe", errno);
  const UniqueFd answer(ends[0]);
  UniqueFd tell(ends[1]);
  const pid_t child = fork();
  if (child < 0) return SystemError("starting a process to try things in", errno);
  if (child == 0) {
    const std::string failure = "." + trial();
    const bool told = write(tell.get(), failure.data(), failure.size()) > 0;
    tell.reset();  // before the kernel takes its time over what the trial opened
    _exit(told ? 0 : 1);
  }
  tell.reset();
  std::string text;
  std::array<char, 1024> buffer{};
  ssize_t count = 0;
  while ((count = read(answer.get(), buffer.data(), buffer.size())) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  waitpid(child, nullptr, 0);
  if (text.empty()) return std::string("the trial itself died");
  return text.substr(1);
}

std::string TryUnshare(int flags) {
  StopSanitizerHelpers();
  if (unshare(flags) != 0) {
    return errno == ENOSPC ? "no more may be made (their number is limited)"
                           : strerrordesc_np(errno);
  }
  if ((flags & CLONE_NEWPID) == 0) return "";
  const pid_t first = fork();
  if (first < 0) return strerrordesc_np(errno);
  if (first == 0) _exit(0);
  waitpid(first, nullptr, 0);
  return "";
}

std::string TryArena() {
  const auto arena = EnterPrivateArena({});
  return arena ? "" : arena.error().message;
}

std::string TryCapture() {
  UniqueFd file(memfd_create("capture", MFD_CLOEXEC));
  const auto capture = LiveCapture::Arm({}, std::move(file));
  return capture ? "" : capture.error().message;
}

std::string TryArenaCapture(ArenaUsers users) {
  ArenaOptions options;
  options.users = users;
  const auto arena = EnterPrivateArena(options);
  return arena ? TryCapture() : arena.error().message;
}

long ReadSetting(const char* path, long otherwise) {
  std::ifstream file(path);
  long value = otherwise;
  file >> value;
  return file ? value : otherwise;
}

// Returns a command for the setting that most likely forbids user namespaces here.
std::string UserNamespaceFix() {
  if (ReadSetting("/proc/sys/user/max_user_namespaces", 1) == 0) {
    return "sudo sysctl -w user.max_user_namespaces=15000";
  }
  if (ReadSetting("/proc/sys/kernel/unprivileged_userns_clone", 1) == 0) {
    return "sudo sysctl -w kernel.unprivileged_userns_clone=1";
  }
  if (ReadSetting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", 0) == 1) {
    return "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
  }
  return "in a container: docker run --security-opt seccomp=unconfined "
         "--security-opt systempaths=unconfined ...";
}

std::string OwnPath() {
  std::array<char, 4096> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
  return length > 0 ? std::string(path.data(), static_cast<std::size_t>(length)) : "echocheck";
}

HostCapability FromTrial(std::string name, const std::string& failure, std::string lost,
                         std::string fix) {
  HostCapability capability;
  capability.name = std::move(name);
  capability.found = failure.empty();
  capability.detail = failure.empty() ? "works" : failure;
  capability.lost = std::move(lost);
  capability.fix = std::move(fix);
  return capability;
}

std::string TryConfinedArena() {
  ArenaOptions options;
  options.confined = ConfinedFiles{"/", {}};
  const auto arena = EnterPrivateArena(options);
  return arena ? "" : arena.error().message;
}

HostCapability Landlock() {
  const auto version = LandlockVersion();
  HostCapability capability =
      FromTrial("Landlock for --confine", version ? "" : version.error().message,
                "--confine on the host's loopback",
                "Linux 5.13 or newer, with \"landlock\" in the kernel's parameter lsm=");
  if (version) capability.detail = "works, version " + std::to_string(*version);
  return capability;
}

HostCapability OpenFileLimit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  HostCapability capability;
  capability.name = "open-file limit";
  capability.found = limit.rlim_max >= kWantedOpenFiles;
  capability.detail = "hard limit " + std::to_string(limit.rlim_max) + ", wanted " +
                      std::to_string(kWantedOpenFiles);
  capability.lost = "scenarios with thousands of connections";
  capability.fix = "ulimit -Hn " + std::to_string(kWantedOpenFiles) +
                   " (as root; for good: \"* hard nofile 65536\" in /etc/security/limits.conf)";
  return capability;
}

}  // namespace

Result<MachineReport> Diagnose() {
  struct Trial {
    std::string name;
    std::function<std::string()> run;
    std::string lost;
    std::string fix;
  };
  const std::string host_loopback =
      "private arenas: scenarios run on the host's loopback, one at a time";
  const std::string userns_fix = UserNamespaceFix();
  const std::vector<Trial> trials = {
      {"user namespaces", [] { return TryUnshare(CLONE_NEWUSER); }, host_loopback, userns_fix},
      {"network namespace", [] { return TryUnshare(CLONE_NEWUSER | CLONE_NEWNET); }, host_loopback,
       userns_fix},
      {"PID namespace", [] { return TryUnshare(CLONE_NEWUSER | CLONE_NEWPID); },
       host_loopback + "; daemons of a target are hunted down one by one", userns_fix},
      {"/proc mount in the arena", TryArena, host_loopback, userns_fix},
      {"capture in the arena", [] { return TryArenaCapture(ArenaUsers::kOwn); },
       "the wire checks in a private arena", userns_fix},
      {"capture on the host", TryCapture,
       "only where private arenas do not work: the wire checks are skipped then", HostCaptureFix()},
      {"mounts for --confine", TryConfinedArena, "--confine in private arenas", userns_fix},
  };
  MachineReport diagnosis;
  for (const Trial& trial : trials) {
    const auto failure = TryInChild(trial.run);
    if (!failure) return failure.error();
    diagnosis.capabilities.push_back(FromTrial(trial.name, *failure, trial.lost, trial.fix));
  }
  const auto found = [&](std::size_t i) { return diagnosis.capabilities[i].found; };
  diagnosis.private_arena = found(3) && found(4);
  diagnosis.host_capture = found(5);
  diagnosis.capabilities.push_back(Landlock());
  diagnosis.capabilities.push_back(OpenFileLimit());
  return diagnosis;
}

Result<std::string> WhyNoPrivateArena(ArenaUsers users) {
  return TryInChild([users] { return TryArenaCapture(users); });
}

std::string PrivateArenaFix() { return UserNamespaceFix(); }
std::string HostCaptureFix() { return "sudo setcap cap_net_raw+ep " + OwnPath(); }

}  // namespace echocheck
