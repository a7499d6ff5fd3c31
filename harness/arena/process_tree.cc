// SPDX-License-Identifier: MIT
#include "harness/arena/process_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <utility>

namespace echocheck {
namespace {

struct DirCloser {
  void operator()(DIR* dir) const { closedir(dir); }
};
using UniqueDir = std::unique_ptr<DIR, DirCloser>;

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

Result<ProcessTree> ProcessTree::Open() {
  UniqueFd proc(open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!proc) return SystemError("opening /proc", errno);
  struct statfs file_system {};
  if (fstatfs(proc.get(), &file_system) != 0) return SystemError("opening /proc", errno);
  if (file_system.f_type != PROC_SUPER_MAGIC) {
    return EnvironmentError("/proc shows no processes: expected the proc file system there");
  }
  ProcessTree tree(std::move(proc));
  if (tree.StateOf(std::to_string(getpid())) == 'X') {
    return EnvironmentError(
        "/proc does not show this process: it is that of another PID namespace");
  }
  return tree;
}

std::string ProcessTree::ReadFile(const std::string& path) const {
  std::string text;
  const UniqueFd file(openat(proc_.get(), path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return text;
  std::array<char, 4096> buffer{};
  ssize_t count = 0;
  while ((count = read(file.get(), buffer.data(), buffer.size())) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return text;
}

std::vector<std::string> ProcessTree::Threads(pid_t process) const {
  std::vector<std::string> threads;
  const std::string tasks = std::to_string(process) + "/task";
  const UniqueDir dir = OpenDirAt(proc_.get(), tasks);
  if (dir == nullptr) return threads;
  while (const dirent* entry = readdir(dir.get())) {
    pid_t thread = 0;
    if (IsNumber(entry->d_name, thread)) threads.push_back(tasks + "/" + entry->d_name);
  }
  return threads;
}

// The kernel keeps a list of children per thread; a child belongs to the thread that forked it.
std::vector<pid_t> ProcessTree::Children(pid_t process) const {
  std::vector<pid_t> children;
  for (const std::string& thread : Threads(process)) {
    const std::string list = ReadFile(thread + "/children");
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
  const std::string stat = ReadFile(folder + "/stat");
  const std::size_t bracket = stat.rfind(')');
  return bracket == std::string::npos || bracket + 2 >= stat.size() ? 'X' : stat[bracket + 2];
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
  const std::vector<std::string> threads = Threads(process);
  const auto living = std::find_if(threads.begin(), threads.end(), lives);
  return living == threads.end() ? std::string() : *living;
}

std::vector<pid_t> ProcessTree::Descendants(pid_t root) const {
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
    for (const std::string& thread : Threads(process)) {
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

std::uint32_t ProcessTree::DescriptorsOf(pid_t process) const {
  const std::string living = LivingFolder(process);
  if (living.empty()) return 0;
  const UniqueDir dir = OpenDirAt(proc_.get(), living + "/fd");
  if (dir == nullptr) return 0;
  std::uint32_t count = 0;
  while (const dirent* entry = readdir(dir.get())) {
    if (entry->d_name[0] != '.') ++count;
  }
  return count;
}

bool ProcessTree::HoldsSocket(pid_t process, std::uint32_t inode) const {
  const std::string wanted = "socket:[" + std::to_string(inode) + "]";
  const std::string living = LivingFolder(process);
  if (living.empty()) return false;
  const UniqueDir dir = OpenDirAt(proc_.get(), living + "/fd");
  if (dir == nullptr) return false;
  while (const dirent* entry = readdir(dir.get())) {
    std::array<char, 64> link{};
    const ssize_t length = readlinkat(dirfd(dir.get()), entry->d_name, link.data(), link.size());
    if (length > 0 && std::string_view(link.data(), static_cast<std::size_t>(length)) == wanted) {
      return true;
    }
  }
  return false;
}

}  // namespace echocheck
