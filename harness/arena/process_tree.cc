// SPDX-License-Identifier: MIT
#include "harness/arena/process_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <utility>

#include "harness/base/fault_point.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

struct DirCloser {
  void operator()(DIR* dir) const { closedir(dir); }
};
using UniqueDir = std::unique_ptr<DIR, DirCloser>;

bool MeansGone(int error) { return error == ENOENT || error == ESRCH; }

// True when the process is there, though /proc shows no folder of it (hidepid=2). One that has
// ended and waits to be reaped by us does not count.
bool IsHidden(pid_t process) {
  if (kill(process, 0) != 0 && errno != EPERM) return false;
  siginfo_t ended{};
  const auto id = static_cast<id_t>(process);
  const bool ours = waitid(P_PID, id, &ended, WEXITED | WNOHANG | WNOWAIT) == 0;
  return !ours || ended.si_pid != process;
}

// nullptr and errno.
UniqueDir OpenDirAt(int at, const std::string& path) {
  UniqueFd fd(openat(at, path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return nullptr;
  UniqueDir dir(fdopendir(fd.get()));
  if (dir != nullptr) fd.release();
  return dir;
}

bool IsNumber(const char* name, pid_t& number) {
  const std::string_view text(name);
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  return status == std::errc() && end == text.data() + text.size();
}

}  // namespace

// Which of the reasons it is cannot be seen from outside.
Reason WhyDescriptorsUnseen(int error) {
  if (error != EACCES && error != EPERM) {
    return SystemError(Say("doing.read_descriptors"), error).message;
  }
  return Because(Say("reasons.not_dumpable"));
}

Result<ProcessTree> ProcessTree::Open() {
  UniqueFd proc(FaultPoint("arena.proc") ? -1 : open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!proc) return SystemError(Say("doing.open_proc"), errno);
  struct statfs file_system {};
  if (fstatfs(proc.get(), &file_system) != 0) return SystemError(Say("doing.open_proc"), errno);
  if (file_system.f_type != PROC_SUPER_MAGIC) {
    return EnvironmentError(Say("errors.no_proc"));
  }
  ProcessTree tree(std::move(proc));
  if (tree.StateOf(std::to_string(getpid())) == 'X') {
    return EnvironmentError(Say("errors.foreign_proc"));
  }
  // A kernel without these lists would show every target as one that has ended.
  const std::string self = std::to_string(getpid());
  if (!tree.ReadFile(self + "/task/" + self + "/children")) {
    return SystemError(Say("doing.read_children"), errno);
  }
  return tree;
}

std::optional<std::string> ProcessTree::ReadFile(const std::string& path) const {
  std::string text;
  const UniqueFd file(openat(proc_.get(), path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return std::nullopt;
  std::array<char, 4096> buffer{};
  ssize_t count = 0;
  while ((count = read(file.get(), buffer.data(), buffer.size())) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  if (count < 0) return std::nullopt;
  return text;
}

std::optional<std::vector<std::string>> ProcessTree::Threads(pid_t process) const {
  std::vector<std::string> threads;
  const std::string tasks = std::to_string(process) + "/task";
  const UniqueDir dir = OpenDirAt(proc_.get(), tasks);
  if (dir == nullptr) {
    if (!MeansGone(errno) || IsHidden(process)) return std::nullopt;
    return threads;
  }
  while (const dirent* entry = readdir(dir.get())) {
    pid_t thread = 0;
    if (IsNumber(entry->d_name, thread)) threads.push_back(tasks + "/" + entry->d_name);
  }
  return threads;
}

// The kernel keeps a list of children per thread; a child belongs to the thread that forked it.
// Those of a hidden process are not found as long as it lives: orphans come to us.
std::vector<pid_t> ProcessTree::Children(pid_t process) const {
  std::vector<pid_t> children;
  for (const std::string& thread : Threads(process).value_or(std::vector<std::string>())) {
    const std::string list = ReadFile(thread + "/children").value_or("");
    const char* at = list.data();
    const char* const end = at + list.size();
    while (at < end) {
      pid_t child = 0;
      const auto [next, status] = std::from_chars(at, end, child);
      if (status == std::errc()) children.push_back(child);
      at = (status == std::errc() ? next : at) + 1;
    }
  }
  return children;
}

char ProcessTree::StateOf(const std::string& folder) const {
  // "PID (COMM) STATE ...": COMM may hold anything, so the state is found from the last bracket.
  const auto stat = ReadFile(folder + "/stat");
  if (!stat) {
    if (!MeansGone(errno)) return kHidden;
    pid_t process = 0;  // of a thread's folder it is known that /proc shows its process
    return IsNumber(folder.c_str(), process) && IsHidden(process) ? kHidden : 'X';
  }
  const std::size_t bracket = stat->rfind(')');
  return bracket == std::string::npos || bracket + 2 >= stat->size() ? 'X' : (*stat)[bracket + 2];
}

std::vector<pid_t> ProcessTree::DescendantsAndZombies(pid_t root) const {
  // Bounded: a fork bomb must not keep us busy for ever.
  constexpr std::size_t kMostProcesses = 100'000;
  std::vector<pid_t> found = Children(root);
  for (std::size_t i = 0; i < found.size() && found.size() < kMostProcesses; ++i) {
    const std::vector<pid_t> children = Children(found[i]);
    found.insert(found.end(), children.begin(), children.end());
  }
  return found;
}

std::vector<pid_t> ProcessTree::ZombiesOf(pid_t process) const {
  std::vector<pid_t> children = Children(process);
  std::erase_if(children, [this](pid_t child) { return StateOf(std::to_string(child)) != 'Z'; });
  return children;
}

std::string ProcessTree::LivingFolder(pid_t process) const {
  const auto lives = [this](const std::string& folder) {
    const char state = StateOf(folder);
    return state != 'Z' && state != 'X';
  };
  std::string folder = std::to_string(process);
  if (lives(folder)) return folder;
  const auto threads = Threads(process).value_or(std::vector<std::string>());
  const auto living = std::find_if(threads.begin(), threads.end(), lives);
  return living == threads.end() ? std::string() : *living;
}

std::vector<pid_t> ProcessTree::Descendants(pid_t root,
                                            const std::function<void()>& before_walk) const {
  // The tree changes while it is walked: what ended under way may have left a child to one whose
  // children had been read before, as daemons do. Such a walk is walked again, until none ended or
  // the same have.
  constexpr int kMostWalks = 100;
  // To have found nobody alive has to be the same more often: the kernel's list of children is read
  // while it changes, and what follows one that is just taken out may be left out.
  constexpr int kSameForNobody = 6;
  std::optional<std::vector<pid_t>> before;
  int same = 0;
  for (int walk = 0;; ++walk) {
    if (before_walk) before_walk();
    std::vector<pid_t> found = DescendantsAndZombies(root);
    std::vector<pid_t> living = found;
    std::erase_if(living, [this](pid_t process) { return LivingFolder(process).empty(); });
    const bool none_ended = !found.empty() && living.size() == found.size();
    same = found == before ? same + 1 : 0;
    const bool sure = living.empty() ? same >= kSameForNobody : same >= 1;
    if (none_ended || sure || walk == kMostWalks) return living;
    before = std::move(found);
  }
}

bool ProcessTree::EveryThread(const std::vector<pid_t>& processes, char wanted) const {
  for (const pid_t process : processes) {
    const auto threads = Threads(process);
    if (!threads) return false;
    for (const std::string& thread : *threads) {
      const char state = StateOf(thread);
      if (state != wanted && state != 'Z' && state != 'X') return false;
    }
  }
  return true;
}

bool ProcessTree::AllAsleep(const std::vector<pid_t>& processes) const {
  return EveryThread(processes, 'S');
}

bool ProcessTree::AllStopped(const std::vector<pid_t>& processes) const {
  return EveryThread(processes, 'T');
}

std::optional<std::uint32_t> ProcessTree::DescriptorsOf(pid_t process) const {
  const std::string living = LivingFolder(process);
  if (living.empty()) return 0;
  UniqueDir dir = OpenDirAt(proc_.get(), living + "/fd");
  // In an arena of our own we may trace an undumpable process. Since Linux 5.14 that is enough for
  // this folder, which has a file for each descriptor, too.
  const int failed = errno;
  if (dir == nullptr && (failed == EACCES || failed == EPERM)) {
    dir = OpenDirAt(proc_.get(), living + "/fdinfo");
    if (dir == nullptr && !MeansGone(errno)) errno = failed;
  }
  if (dir == nullptr) {
    if (MeansGone(errno) && !IsHidden(process)) return 0;
    if (MeansGone(errno)) errno = EPERM;
    return std::nullopt;
  }
  std::uint32_t count = 0;
  errno = 0;
  while (const dirent* entry = readdir(dir.get())) {
    if (entry->d_name[0] != '.') ++count;
  }
  if (errno != 0 && !MeansGone(errno)) return std::nullopt;
  return count;
}

int ProcessTree::EachDescriptor(pid_t process,
                                const std::function<bool(std::string_view link)>& look) const {
  const std::string living = LivingFolder(process);
  if (living.empty()) return 0;
  const UniqueDir dir = OpenDirAt(proc_.get(), living + "/fd");
  if (dir == nullptr) {
    if (!MeansGone(errno)) return errno;
    return IsHidden(process) ? EPERM : 0;
  }
  int failed = 0;
  while (const dirent* entry = readdir(dir.get())) {
    if (entry->d_name[0] == '.') continue;
    std::array<char, 64> link{};
    const ssize_t length = readlinkat(dirfd(dir.get()), entry->d_name, link.data(), link.size());
    // Root without the right to trace sees which descriptors there are, and not what they are.
    if (length < 0 && !MeansGone(errno)) failed = errno;
    if (length > 0 && !look({link.data(), static_cast<std::size_t>(length)})) return 0;
  }
  return failed;
}

Seen ProcessTree::HoldsSocket(pid_t process, std::uint32_t inode) const {
  const SocketHolders holders = HoldersOfEach({inode}, {process}).front();
  if (!holders.processes.empty()) return Seen::kYes;
  return holders.unreadable.empty() ? Seen::kNo : Seen::kUnreadable;
}

bool ProcessTree::IsSocket(pid_t process, std::uint64_t descriptor) const {
  const std::string path = std::to_string(process) + "/fd/" + std::to_string(descriptor);
  std::array<char, 64> link{};
  const ssize_t length = readlinkat(proc_.get(), path.c_str(), link.data(), link.size());
  if (length < 0) return errno != ENOENT;
  return std::string_view(link.data(), static_cast<std::size_t>(length)).starts_with("socket:");
}

std::vector<SocketHolders> ProcessTree::HoldersOfEach(const std::vector<std::uint32_t>& inodes,
                                                      const std::vector<pid_t>& processes) const {
  std::unordered_map<std::string, std::size_t> wanted;
  for (std::size_t i = 0; i < inodes.size(); ++i) {
    wanted.emplace("socket:[" + std::to_string(inodes[i]) + "]", i);
  }
  std::vector<SocketHolders> holders(inodes.size());
  for (const pid_t process : processes) {
    std::vector<bool> held(inodes.size());
    std::size_t missing = wanted.size();
    const int failed = EachDescriptor(process, [&](std::string_view link) {
      const auto found = wanted.find(std::string(link));
      if (found != wanted.end() && !held[found->second]) {
        held[found->second] = true;
        --missing;
      }
      return missing > 0;
    });
    for (std::size_t i = 0; i < inodes.size(); ++i) {
      if (held[i]) holders[i].processes.push_back(process);
      if (!held[i] && failed != 0) holders[i].unreadable.push_back(process);
    }
  }
  return holders;
}

Reason ProcessTree::WhyUnreadable(const std::vector<pid_t>& processes) const {
  for (const pid_t process : processes) {
    const int failed = EachDescriptor(process, [](std::string_view) { return true; });
    if (failed != 0) return WhyDescriptorsUnseen(failed);
  }
  return "";
}

std::optional<uid_t> ProcessTree::UserOf(pid_t process) const {
  // "Uid:\tREAL\tEFFECTIVE\t..."
  const std::string status = ReadFile(std::to_string(process) + "/status").value_or("");
  constexpr std::string_view kLine = "\nUid:\t";
  const std::size_t line = status.find(kLine);
  if (line == std::string::npos) return std::nullopt;
  const std::size_t effective = status.find('\t', line + kLine.size());
  if (effective == std::string::npos) return std::nullopt;
  uid_t user = 0;
  const char* const end = status.data() + status.size();
  const auto [next, failed] = std::from_chars(status.data() + effective + 1, end, user);
  if (failed != std::errc()) return std::nullopt;
  return user;
}

}  // namespace echocheck
