// SPDX-License-Identifier: MIT
#include "harness/worker/worker_process.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include "harness/base/fault_point.h"
#include "harness/case/evidence_lines.h"
#include "harness/worker/interrupts.h"

namespace echocheck {
namespace {

Status WriteAll(int fd, BytesView bytes) {
  while (!bytes.empty()) {
    const ssize_t count = FaultPoint("worker.answer") ? -1 : write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("answering from the scenario's worker", errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

// The answer is complete when its end is closed.
Status Tell(Result<RecordedScenario>& recorded, UniqueFd answer) {
  if (!recorded) return WriteAll(answer.get(), kArenaRefused + recorded.error().message);
  ECHOCHECK_TRY(WriteAll(answer.get(), BytesView(&kEvidenceFollows, 1)));
  return WriteEvidenceLines(std::move(recorded->evidence),
                            [&](BytesView piece) { return WriteAll(answer.get(), piece); });
}

// An answer that was begun cannot be taken back. Then it is cut, and its reader notices that.
void TellFailure(Error error, UniqueFd answer) {
  if (!answer) return;
  Result<RecordedScenario> failed{RecordedScenario()};
  failed->evidence.error = std::move(error);
  (void)Tell(failed, std::move(answer));
}

}  // namespace

int KillSignal(Isolation isolation) { return isolation == Isolation::kPrivate ? SIGKILL : SIGTERM; }

void BeWorker(ScenarioTask task, pid_t parent, UniqueFd answer) {
  prctl(PR_SET_NAME, "echocheck-arena");
  std::signal(SIGPIPE, SIG_IGN);
  Interrupts::ResetInChild();
  if (FaultPoint("worker.death_signal") ||
      prctl(PR_SET_PDEATHSIG, KillSignal(task.isolation)) != 0 || getppid() != parent) {
    _exit(1);
  }
  try {
    auto recorded = RunScenario(std::move(task));
    const Status told = Tell(recorded, std::move(answer));
    _exit(told ? 0 : 1);  // with the capture still open
  } catch (const std::bad_alloc&) {
    TellFailure(EnvironmentError("the scenario's worker ran out of memory"), std::move(answer));
  } catch (const std::exception& failure) {
    TellFailure(InternalError(std::string("the scenario's worker failed: ") + failure.what()),
                std::move(answer));
  }
  _exit(1);
}

}  // namespace echocheck
