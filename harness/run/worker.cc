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
#include "harness/run/interrupts.h"

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

// In a private arena the kernel then kills everything; on the host the worker itself does.
int LastWord(Isolation isolation) { return isolation == Isolation::kPrivate ? SIGKILL : SIGTERM; }

// The answer is complete when its end is closed.
Status Tell(const Result<RecordedScenario>& recorded, UniqueFd answer) {
  if (!recorded) return WriteAll(answer.get(), kArenaRefused + recorded.error().message);
  return WriteAll(answer.get(), kEvidence + EvidenceToJson(recorded->evidence).dump());
}

[[noreturn]] void BeWorker(ScenarioTask task, pid_t parent, UniqueFd answer) {
  const int last_word = LastWord(task.isolation);
  prctl(PR_SET_NAME, "echocheck-arena");
  std::signal(SIGPIPE, SIG_IGN);
  Interrupts::ResetInChild();
  if (prctl(PR_SET_PDEATHSIG, last_word) != 0 || getppid() != parent) _exit(1);
  try {
    const auto recorded = RunScenario(std::move(task));
    const Status told = Tell(recorded, std::move(answer));
    _exit(told ? 0 : 1);  // with the capture still open
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

}  // namespace

Result<Worker> Worker::Start(ScenarioTask task) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return SystemError("making a pipe", errno);
  UniqueFd answer(ends[0]);
  UniqueFd tell(ends[1]);
  // Of our end alone: the worker may wait for us.
  if (fcntl(answer.get(), F_SETFL, O_NONBLOCK) != 0) return SystemError("making a pipe", errno);
  const Isolation isolation = task.isolation;
  const pid_t parent = getpid();
  const pid_t worker = fork();
  if (worker < 0) return SystemError("starting the scenario's worker", errno);
  if (worker == 0) {
    answer.reset();
    BeWorker(std::move(task), parent, std::move(tell));
  }
  return Worker(worker, std::move(answer), isolation);
}

Result<bool> Worker::Read() {
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t count = read(answer_.get(), buffer.data(), buffer.size());
    if (count == 0) return true;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return false;
    if (count < 0) return SystemError("reading the answer of the scenario's worker", errno);
    text_.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

Result<WorkerAnswer> Worker::Answer() {
  if (text_.empty()) {
    return InternalError("the scenario's worker ended without an answer: " + HowItEnded(pid_));
  }
  WorkerAnswer result;
  const std::string_view rest = std::string_view(text_).substr(1);
  if (text_.front() == kArenaRefused) {
    result.arena_refused = EnvironmentError(std::string(rest));
    return result;
  }
  auto evidence = EvidenceFromJson(rest);
  if (!evidence) return evidence.error();
  result.evidence = std::move(*evidence);
  return result;
}

void Worker::End() const { kill(pid_, LastWord(isolation_)); }

}  // namespace echocheck
