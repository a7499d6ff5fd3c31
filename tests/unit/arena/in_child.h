// SPDX-License-Identifier: MIT
// An arena cannot be left again, so every test enters it in a child process.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <string>

#include "harness/base/unique_handles.h"

namespace echocheck {

// What `body` returns, from a child; "died" if it did.
inline std::string InChild(const std::function<std::string()>& body) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return "no pipe";
  const UniqueFd answer(ends[0]);
  UniqueFd tell(ends[1]);
  const pid_t child = fork();
  if (child == 0) {
    const std::string text = body();
    const bool told = write(tell.get(), text.data(), text.size()) >= 0;
    _exit(told ? 0 : 1);
  }
  tell.reset();
  std::string text;
  std::array<char, 4096> buffer{};
  ssize_t count = 0;
  while ((count = read(answer.get(), buffer.data(), buffer.size())) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? text : "died: " + text;
}

}  // namespace echocheck
