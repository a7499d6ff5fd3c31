// SPDX-License-Identifier: MIT
#include "harness/worker/worker_pool.h"

#include <poll.h>
#include <sys/wait.h>

#include <cerrno>
#include <ctime>
#include <utility>

#include "harness/words/because.h"

namespace echocheck {

Status WorkerPool::Start(std::size_t key, const Zygote& zygote, const WorkerOrder& order,
                         WorkerFiles files) {
  ReapWhatHasEnded();
  auto worker = Worker::Start(zygote, order, std::move(files));
  if (!worker) return worker.error();
  running_.push_back({key, std::move(*worker)});
  return {};
}

std::optional<WorkerPool::Answered> WorkerPool::Wait(Milliseconds at_most) {
  std::vector<pollfd> watched;
  for (const Running& running : running_) {
    watched.push_back({running.worker.descriptor(), POLLIN, 0});
  }
  timespec limit{};
  limit.tv_sec = at_most.count() / 1000;
  limit.tv_nsec = at_most.count() % 1000 * 1'000'000;
  const int ready = ppoll(watched.data(), watched.size(), &limit, &interrupts_.wait_mask());
  if (ready == 0) return Watch();
  if (ready < 0) return std::nullopt;
  for (std::size_t i = 0; i < watched.size(); ++i) {
    if (watched[i].revents == 0) continue;
    Worker& worker = running_[i].worker;
    const auto whole = worker.Read();
    if (whole && !*whole) continue;
    if (!whole) worker.End();
    return Remove(i, whole ? worker.Answer() : Result<WorkerAnswer>(whole.error()));
  }
  return std::nullopt;
}

WorkerPool::Answered WorkerPool::Remove(std::size_t index, Result<WorkerAnswer> answer) {
  Answered answered{running_[index].key, std::move(answer)};
  answered_.push_back(running_[index].worker.pid());
  running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(index));
  ReapWhatHasEnded();
  return answered;
}

// A worker that stays stopped would never answer.
std::optional<WorkerPool::Answered> WorkerPool::Watch() {
  for (std::size_t i = 0; i < running_.size(); ++i) {
    if (!running_[i].stopped.Seen(running_[i].worker.IsStopped())) continue;
    const pid_t pid = running_[i].worker.pid();
    running_[i].worker.Kill();
    while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    return Remove(i, EnvironmentError(Say("errors.worker_stopped")));
  }
  return std::nullopt;
}

void WorkerPool::EndAll() {
  for (const Running& running : running_) running.worker.End();
  for (const Running& running : running_) {
    while (waitpid(running.worker.pid(), nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  running_.clear();
  ReapWhatHasEnded();
}

void WorkerPool::ReapWhatHasEnded() {
  // One that is not found was reaped when its exit status was read.
  std::erase_if(answered_, [](pid_t pid) { return waitpid(pid, nullptr, WNOHANG) != 0; });
}

}  // namespace echocheck
