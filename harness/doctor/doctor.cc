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
#include "harness/case/evidence_json.h"
#include "harness/target/landlock.h"
#include "harness/words/because.h"
#include "harness/words/sentence.h"

namespace echocheck {
namespace {

// Enough for one client and one server connection each in the largest scenarios, and some more.
constexpr rlim_t kWantedOpenFiles = 10'240;

// Runs `trial` in a child process. An empty reason is success, any other says what failed.
Result<Reason> TryInChild(const std::function<Reason()>& trial) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return SystemError(Say("doing.make_pipe"), errno);
  const UniqueFd answer(ends[0]);
  UniqueFd tell(ends[1]);
  const pid_t child = fork();
  if (child < 0) return SystemError(Say("doing.start_trial"), errno);
  if (child == 0) {
    const std::string failure = ErrorToText(EnvironmentError(trial()));
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
  if (text.empty()) return Because(Say("errors.trial_died"));
  return ErrorFromText(text).message;
}

Reason TryUnshare(int flags) {
  StopSanitizerHelpers();
  if (unshare(flags) != 0) {
    return Because(errno == ENOSPC ? Say("errors.no_more_namespaces") : SaySystem(errno));
  }
  if ((flags & CLONE_NEWPID) == 0) return {};
  const pid_t first = fork();
  if (first < 0) return Because(SaySystem(errno));
  if (first == 0) _exit(0);
  waitpid(first, nullptr, 0);
  return {};
}

Reason TryArena() {
  const auto arena = EnterPrivateArena({});
  return arena ? Reason() : arena.error().message;
}

Reason TryCapture() {
  UniqueFd file(memfd_create("capture", MFD_CLOEXEC));
  const auto capture = LiveCapture::Arm({}, std::move(file));
  return capture ? Reason() : capture.error().message;
}

Reason TryArenaCapture(ArenaUsers users) {
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
std::string UserNamespaceFix(Language language) {
  if (ReadSetting("/proc/sys/user/max_user_namespaces", 1) == 0) {
    return "sudo sysctl -w user.max_user_namespaces=15000";
  }
  if (ReadSetting("/proc/sys/kernel/unprivileged_userns_clone", 1) == 0) {
    return "sudo sysctl -w kernel.unprivileged_userns_clone=1";
  }
  if (ReadSetting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", 0) == 1) {
    return "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
  }
  return ToText(Say("doctor.fix_container"), language);
}

std::string OwnPath() {
  std::array<char, 4096> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
  return length > 0 ? std::string(path.data(), static_cast<std::size_t>(length)) : "echocheck";
}

HostCapability FromTrial(std::string name, const Reason& failure, std::string lost, std::string fix,
                         Language language) {
  HostCapability capability;
  capability.name = std::move(name);
  capability.found = failure.empty();
  capability.detail = ToText(failure.empty() ? Say("doctor.works") : failure.said(), language);
  capability.lost = std::move(lost);
  capability.fix = std::move(fix);
  return capability;
}

Reason TryConfinedArena() {
  ArenaOptions options;
  options.confined = ConfinedFiles{"/", {}};
  const auto arena = EnterPrivateArena(options);
  return arena ? Reason() : arena.error().message;
}

HostCapability Landlock(Language language) {
  const auto version = LandlockVersion();
  HostCapability capability = FromTrial(ToText(Say("doctor.landlock"), language),
                                        version ? Reason() : version.error().message,
                                        ToText(Say("doctor.lost_landlock"), language),
                                        ToText(Say("doctor.fix_landlock"), language), language);
  if (version) {
    capability.detail =
        ToText(Say("doctor.works_version", {{"version", std::to_string(*version)}}), language);
  }
  return capability;
}

HostCapability OpenFileLimit(Language language) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  HostCapability capability;
  capability.name = ToText(Say("doctor.open_files"), language);
  capability.found = limit.rlim_max >= kWantedOpenFiles;
  const std::string wanted = std::to_string(kWantedOpenFiles);
  capability.detail = ToText(Say("doctor.open_files_detail",
                                 {{"limit", std::to_string(limit.rlim_max)}, {"wanted", wanted}}),
                             language);
  capability.lost = ToText(Say("doctor.lost_open_files"), language);
  capability.fix = ToText(Say("doctor.fix_open_files", {{"wanted", wanted}}), language);
  return capability;
}

}  // namespace

Result<MachineReport> Diagnose(Language language) {
  struct Trial {
    std::string name;
    std::function<Reason()> run;
    std::string lost;
    std::string fix;
  };
  const auto text = [&](std::string_view name) { return ToText(Say(name), language); };
  const std::string host_loopback = text("doctor.lost_arenas");
  const std::string userns_fix = UserNamespaceFix(language);
  const std::vector<Trial> trials = {
      {text("doctor.user_namespaces"), [] { return TryUnshare(CLONE_NEWUSER); }, host_loopback,
       userns_fix},
      {text("doctor.network_namespace"), [] { return TryUnshare(CLONE_NEWUSER | CLONE_NEWNET); },
       host_loopback, userns_fix},
      {text("doctor.pid_namespace"), [] { return TryUnshare(CLONE_NEWUSER | CLONE_NEWPID); },
       text("doctor.lost_pid_namespace"), userns_fix},
      {text("doctor.proc_mount"), TryArena, host_loopback, userns_fix},
      {text("doctor.arena_capture"), [] { return TryArenaCapture(ArenaUsers::kOwn); },
       text("doctor.lost_arena_capture"), userns_fix},
      {text("doctor.host_capture"), TryCapture, text("doctor.lost_host_capture"), HostCaptureFix()},
      {text("doctor.confine_mounts"), TryConfinedArena, text("doctor.lost_confine_mounts"),
       userns_fix},
  };
  MachineReport diagnosis;
  for (const Trial& trial : trials) {
    const auto failure = TryInChild(trial.run);
    if (!failure) return failure.error();
    diagnosis.capabilities.push_back(
        FromTrial(trial.name, *failure, trial.lost, trial.fix, language));
  }
  const auto found = [&](std::size_t i) { return diagnosis.capabilities[i].found; };
  diagnosis.private_arena = found(3) && found(4);
  diagnosis.host_capture = found(5);
  diagnosis.capabilities.push_back(Landlock(language));
  diagnosis.capabilities.push_back(OpenFileLimit(language));
  return diagnosis;
}

Result<Reason> WhyNoPrivateArena(ArenaUsers users) {
  return TryInChild([users] { return TryArenaCapture(users); });
}

std::string PrivateArenaFix(Language language) { return UserNamespaceFix(language); }
std::string HostCaptureFix() { return "sudo setcap cap_net_raw+ep " + OwnPath(); }

}  // namespace echocheck
