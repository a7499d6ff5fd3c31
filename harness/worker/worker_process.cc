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
#include "harness/case/evidence_json.h"
#include "harness/words/because.h"
#include "harness/worker/interrupts.h"
#include "harness/worker/recorded_evidence.h"

namespace echocheck {
namespace {

Status WriteAll(int fd, BytesView bytes) {
  while (!bytes.empty()) {
    const ssize_t count = FaultPoint("worker.answer") ? -1 : write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError(Say("doing.write_answer"), errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

// The answer is complete when its end is closed.
Status Tell(Result<RecordedScenario>& recorded, UniqueFd answer, int evidence) {
  if (!recorded) return WriteAll(answer.get(), kArenaRefused + ErrorToText(recorded.error()));
  ECHOCHECK_TRY(WriteRecordedEvidence(evidence, recorded->evidence));
  return WriteAll(answer.get(), BytesView(&kEvidenceIsThere, 1));
}

void TellFailure(Error error, UniqueFd answer, int evidence) {
  if (!answer) return;
  Result<RecordedScenario> failed{RecordedScenario()};
  failed->evidence.error = std::move(error);
  (void)Tell(failed, std::move(answer), evidence);
}

}  // namespace

int KillSignal(Isolation isolation) { return isolation == Isolation::kPrivate ? SIGKILL : SIGTERM; }

void BeWorker(ScenarioTask task, pid_t parent, UniqueFd answer, UniqueFd evidence) {
  prctl(PR_SET_NAME, "echocheck-arena");
  std::signal(SIGPIPE, SIG_IGN);
  Interrupts::ResetInChild();
  if (FaultPoint("worker.death_signal") ||
      prctl(PR_SET_PDEATHSIG, KillSignal(task.isolation)) != 0 || getppid() != parent) {
    _exit(1);
  }
  try {
    auto recorded = RunScenario(std::move(task));
    const Status told = Tell(recorded, std::move(answer), evidence.get());
    _exit(told ? 0 : 1);  // with the capture still open
  } catch (const std::bad_alloc&) {
    TellFailure(EnvironmentError(Say("errors.worker_out_of_memory")), std::move(answer),
                evidence.get());
  } catch (const std::exception& failure) {
    TellFailure(InternalError(Say("errors.worker_failed", {{"why", failure.what()}})),
                std::move(answer), evidence.get());
  }
  _exit(1);
}

}  // namespace echocheck
