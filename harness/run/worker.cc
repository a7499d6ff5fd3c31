// SPDX-License-Identifier: MIT
#include "harness/run/worker.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "harness/record/evidence_json.h"

namespace echocheck {
namespace {

// The first octet of an answer says what the rest is.
constexpr char kEvidence = 'E';
constexpr char kArenaRefused = 'R';

Status WriteAll(int fd, BytesView bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("answering from the scenario's worker", errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Result<std::string> ReadAll(int fd) {
  std::string text;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t count = read(fd, buffer.data(), buffer.size());
    if (count == 0) return text;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("reading the answer of the scenario's worker", errno);
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

// The answer is complete when its end is closed.
Status Answer(const Result<RecordedScenario>& recorded, UniqueFd answer) {
  if (!recorded) return WriteAll(answer.get(), kArenaRefused + recorded.error().message);
  return WriteAll(answer.get(), kEvidence + EvidenceToJson(recorded->evidence).dump());
}

[[noreturn]] void BeWorker(ScenarioTask task, pid_t parent, UniqueFd answer) {
  // In a private arena the kernel then kills everything; on the host the worker does.
  const int last_word = task.isolation == Isolation::kPrivate ? SIGKILL : SIGTERM;
  prctl(PR_SET_NAME, "echocheck-arena");
  std::signal(SIGPIPE, SIG_IGN);
  if (prctl(PR_SET_PDEATHSIG, last_word) != 0 || getppid() != parent) _exit(1);
  try {
    const auto recorded = RunScenario(std::move(task));
    const Status answered = Answer(recorded, std::move(answer));
    _exit(answered ? 0 : 1);  // with the capture still open
  } catch (const std::exception& failure) {
    const std::string text = std::string("the scenario's worker failed: ") + failure.what() + "\n";
    (void)WriteAll(STDERR_FILENO, text);
  }
  _exit(1);
}

std::string HowItEnded(pid_t worker) {
  int status = 0;
  if (waitpid(worker, &status, 0) != worker) return "unknown";
  ExitStatus ended;
  if (WIFSIGNALED(status)) {
    ended.signal = WTERMSIG(status);
  } else {
    ended.code = WEXITSTATUS(status);
  }
  return ToString(ended);
}

void ReapEarlierWorkers() {
  while (waitpid(-1, nullptr, WNOHANG) > 0) {
  }
}

}  // namespace

Result<WorkerAnswer> RunInWorker(ScenarioTask task) {
  ReapEarlierWorkers();
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return SystemError("making a pipe", errno);
  const UniqueFd answer(ends[0]);
  UniqueFd tell(ends[1]);
  const pid_t parent = getpid();
  const pid_t worker = fork();
  if (worker < 0) return SystemError("starting the scenario's worker", errno);
  if (worker == 0) BeWorker(std::move(task), parent, std::move(tell));
  tell.reset();
  const auto text = ReadAll(answer.get());
  if (!text) return text.error();
  WorkerAnswer result;
  if (text->empty()) {
    return InternalError("the scenario's worker ended without an answer: " + HowItEnded(worker));
  }
  const std::string_view rest = std::string_view(*text).substr(1);
  if (text->front() == kArenaRefused) {
    result.arena_refused = EnvironmentError(std::string(rest));
    return result;
  }
  auto evidence = EvidenceFromJson(rest);
  if (!evidence) return evidence.error();
  result.evidence = std::move(*evidence);
  return result;
}

}  // namespace echocheck
