// SPDX-License-Identifier: MIT
#include "harness/arena/process_usage.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <string>
#include <string_view>

#include "harness/arena/process_tree.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// The fields of /proc/PID/stat behind the command's closing bracket, as proc(5) numbers them: the
// state, the first of them, is field 3.
class StatFields {
 public:
  explicit StatFields(std::string_view stat) {
    const std::size_t bracket = stat.rfind(')');
    if (bracket != std::string_view::npos) rest_ = stat.substr(bracket + 1);
  }
  char state() const { return rest_.size() > 1 ? rest_[1] : 'X'; }
  std::uint64_t Number(int field) const {
    std::string_view rest = rest_;
    for (int i = 3; i <= field; ++i) {
      rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
      if (i < field) rest.remove_prefix(std::min(rest.find(' '), rest.size()));
    }
    std::uint64_t number = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), number);
    return number;
  }

 private:
  std::string_view rest_;
};

Nanoseconds FromTicks(std::uint64_t ticks) {
  static const long kTicksPerSecond = sysconf(_SC_CLK_TCK);
  return Nanoseconds(std::chrono::seconds(1)) * ticks / kTicksPerSecond;
}

constexpr int kFlags = 9;
constexpr std::uint64_t kExiting = 0x4;  // PF_EXITING of the kernel
constexpr int kUserTime = 14;  // of itself; the next three: system, and both of its children
constexpr int kThreads = 20;
constexpr int kResidentPages = 24;

}  // namespace

bool ProcessTree::IsEnding(pid_t process) const {
  const std::string text = ReadFile(std::to_string(process) + "/stat").value_or("");
  const StatFields stat(text);
  return stat.state() == 'X' || stat.state() == 'Z' || (stat.Number(kFlags) & kExiting) != 0;
}

void ProcessTree::AddUsage(pid_t process, ProcessUsage& usage) const {
  const std::string folder = std::to_string(process);
  const auto text = ReadFile(folder + "/stat");
  if (!text && StateOf(folder) == kHidden) {
    ++usage.processes;
    usage.unseen = Because(Say("reasons.hidden_process"));
    return;
  }
  const StatFields stat(text ? *text : std::string_view());
  if (stat.state() == 'X') return;
  const std::string living = LivingFolder(process);
  if (living.empty()) {
    ++usage.zombies;
    return;
  }
  static const auto kPageSize = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  ++usage.processes;
  usage.threads += static_cast<std::uint32_t>(stat.Number(kThreads));
  const std::string living_text =
      living == folder ? *text : ReadFile(living + "/stat").value_or("");
  usage.resident_bytes += StatFields(living_text).Number(kResidentPages) * kPageSize;
  for (int field = kUserTime; field < kUserTime + 4; ++field) {
    usage.cpu += FromTicks(stat.Number(field));
  }
  if (const auto descriptors = DescriptorsOf(process)) {
    usage.descriptors += *descriptors;
  } else {
    usage.descriptors_unseen = WhyDescriptorsUnseen(errno);
  }
}

ProcessUsage ProcessTree::UsageOf(const std::vector<pid_t>& processes) const {
  ProcessUsage usage;
  for (const pid_t process : processes) AddUsage(process, usage);
  return usage;
}

}  // namespace echocheck
