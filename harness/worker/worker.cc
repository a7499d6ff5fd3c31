// SPDX-License-Identifier: MIT
#include "harness/worker/worker.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <utility>

#include "harness/base/fault_point.h"
#include "harness/case/evidence_json.h"
#include "harness/words/because.h"
#include "harness/worker/worker_process.h"

namespace echocheck {
namespace {

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

Result<Worker> Worker::Start(const Zygote& zygote, const WorkerOrder& order, WorkerFiles files) {
  std::array<int, 2> ends{};
  if (FaultPoint("worker.pipe") || pipe2(ends.data(), O_CLOEXEC) != 0) {
    return SystemError(Say("doing.make_pipe"), errno);
  }
  UniqueFd answer(ends[0]);
  files.answer.reset(ends[1]);
  // This end alone does not block: the worker may wait for us.
  if (FaultPoint("worker.pipe_mode") || fcntl(answer.get(), F_SETFL, O_NONBLOCK) != 0) {
    return SystemError(Say("doing.make_pipe"), errno);
  }
  const auto worker = zygote.Fork(order, std::move(files));
  if (!worker) return worker.error();
  return Worker(*worker, std::move(answer), order.isolation);
}

Result<bool> Worker::Read() {
  std::array<char, 65536> buffer;  // NOLINT: cleared, it would be touched whole for a short answer
  while (true) {
    const ssize_t count =
        FaultPoint("worker.read_answer") ? -1 : read(answer_.get(), buffer.data(), buffer.size());
    if (count == 0) return true;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return false;
    if (count < 0) return SystemError(Say("doing.read_answer"), errno);
    Take(BytesView(buffer.data(), static_cast<std::size_t>(count)));
  }
}

void Worker::Take(BytesView bytes) {
  if (!kind_) {
    kind_ = bytes.front();
    bytes.remove_prefix(1);
  }
  refusal_ += bytes;
}

Result<WorkerAnswer> Worker::Answer() {
  if (!kind_) {
    return InternalError(Say("errors.worker_ended", {{"status", HowItEnded(pid_)}}));
  }
  WorkerAnswer result;
  if (*kind_ == kArenaRefused) {
    result.arena_refused = ErrorFromText(refusal_);
  } else {
    result.recorded = true;
  }
  return result;
}

void Worker::End() const {
  kill(pid_, KillSignal(isolation_));
  kill(pid_, SIGCONT);  // one that is stopped would not hear of it
}

bool Worker::IsStopped() const {
  siginfo_t stopped{};
  return waitid(P_PID, static_cast<id_t>(pid_), &stopped, WSTOPPED | WNOHANG | WNOWAIT) == 0 &&
         stopped.si_pid == pid_;
}

void Worker::Kill() const { kill(pid_, SIGKILL); }

}  // namespace echocheck
