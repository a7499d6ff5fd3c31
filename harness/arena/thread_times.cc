// SPDX-License-Identifier: MIT
#include "harness/arena/thread_times.h"

#include <unistd.h>

#include <charconv>
#include <string>

#include "harness/arena/process_tree.h"

namespace echocheck {

// "RAN WAITED TIMESLICES", in nanoseconds. Zeroes where the kernel does not count.
std::optional<ThreadTimes> ProcessTree::TimesOf(const std::string& folder) const {
  const auto text = ReadFile(folder + "/schedstat");
  if (!text) return std::nullopt;
  const char* const end = text->data() + text->size();
  Nanoseconds::rep ran = 0;
  Nanoseconds::rep waited = 0;
  const auto first = std::from_chars(text->data(), end, ran);
  if (first.ec != std::errc() || first.ptr == end) return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, waited);
  if (second.ec != std::errc()) return std::nullopt;
  const char state = StateOf(folder);
  return ThreadTimes{0, Nanoseconds(ran), Nanoseconds(waited), state == 'D', state == 'R'};
}

std::vector<ThreadTimes> ProcessTree::TimesOf(const std::vector<pid_t>& processes) const {
  std::vector<ThreadTimes> times;
  for (const pid_t process : processes) {
    for (const std::string& thread : Threads(process).value_or(std::vector<std::string>())) {
      auto each = TimesOf(thread);
      if (!each) continue;
      const std::size_t number = thread.rfind('/') + 1;
      std::from_chars(thread.data() + number, thread.data() + thread.size(), each->thread);
      times.push_back(*each);
    }
  }
  return times;
}

}  // namespace echocheck
