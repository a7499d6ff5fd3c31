// SPDX-License-Identifier: MIT
#include "harness/worker/zygote.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <type_traits>
#include <utility>

#include "harness/arena/single_thread.h"
#include "harness/base/fault_point.h"
#include "harness/base/own_process.h"
#include "harness/words/because.h"
#include "harness/worker/worker_process.h"

namespace echocheck {
namespace {

constexpr std::size_t kMostFiles = 4;

// One datagram is one order, with its files (SCM_RIGHTS).
struct Envelope {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kMostFiles * sizeof(int))> control{};
  iovec body{};
  msghdr header{};

  Envelope(void* order, std::size_t size, std::size_t files) : body{order, size} {
    header.msg_iov = &body;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = CMSG_SPACE(files * sizeof(int));
  }
};

static_assert(std::is_trivially_copyable_v<WorkerOrder>, "it goes through a socket");

// Returns zero or a pid in the two processes, as fork(2) does. But the new one is our sibling.
pid_t ForkSibling() {
  if (FaultPoint("worker.fork")) return -1;
  return static_cast<pid_t>(
      syscall(SYS_clone, CLONE_PARENT | SIGCHLD, nullptr, nullptr, nullptr, 0));
}

class ZygoteProcess {
 public:
  ZygoteProcess(const WorkerOptions& options, std::span<const Scenario> scenarios, pid_t parent,
                UniqueFd orders)
      : options_(options), scenarios_(scenarios), parent_(parent), orders_(std::move(orders)) {}

  // Returns when nobody is left to give orders.
  void Serve() {
    WorkerOrder order;
    WorkerFiles files;
    while (Receive(order, files)) {
      const pid_t worker = ForkSibling();
      if (worker == 0) {
        orders_.reset();
        Work(order, std::move(files));
      }
      files = {};
      const int answer = worker < 0 ? -errno : worker;
      if (send(orders_.get(), &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer) return;
    }
  }

 private:
  bool Receive(WorkerOrder& order, WorkerFiles& files) const {
    Envelope envelope(&order, sizeof order, kMostFiles);
    ssize_t size = 0;
    do {
      size = FaultPoint("worker.take_order")
                 ? -1
                 : recvmsg(orders_.get(), &envelope.header, MSG_CMSG_CLOEXEC);
    } while (size < 0 && errno == EINTR);
    const cmsghdr* control = CMSG_FIRSTHDR(&envelope.header);
    if (size != sizeof order || control == nullptr) return false;
    std::array<int, kMostFiles> numbers{-1, -1, -1, -1};
    std::memcpy(numbers.data(), CMSG_DATA(control),
                std::min(control->cmsg_len - CMSG_LEN(0), sizeof numbers));
    files = {UniqueFd(numbers[0]), UniqueFd(numbers[1]), UniqueFd(numbers[2]),
             UniqueFd(numbers[3])};
    return true;
  }

  [[noreturn]] void Work(const WorkerOrder& order, WorkerFiles files) {
    if (order.address_form) options_.target.forms = {*order.address_form};
    options_.target.any_port = options_.target.any_port || order.any_port;
    options_.goes_in_circles = options_.goes_in_circles || order.goes_in_circles;
    if (order.known_port != 0) options_.target.known_port = order.known_port;
    BeWorker({scenarios_[order.scenario], options_, order.isolation, std::move(files.capture),
              std::move(files.log)},
             parent_, std::move(files.answer), std::move(files.evidence));
  }

  WorkerOptions options_;
  std::span<const Scenario> scenarios_;
  pid_t parent_;
  UniqueFd orders_;
};

// Waits until the zygote has answered or ended. On the host's network a target may stop the zygote:
// it is continued.
void WaitFor(int orders, pid_t zygote) {
  constexpr int kLookAgainMs = 100;
  pollfd waiting{orders, POLLIN, 0};
  while (poll(&waiting, 1, kLookAgainMs) == 0) kill(zygote, SIGCONT);
}

Error ItHasEnded() { return InternalError(Say("errors.zygote_ended")); }

}  // namespace

Result<Zygote> Zygote::Start(const WorkerOptions& options, std::span<const Scenario> scenarios) {
  std::array<int, 2> ends{};
  if (FaultPoint("worker.zygote_socket") ||
      socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return SystemError(Say("doing.make_zygote_socket"), errno);
  }
  UniqueFd ours(ends[0]);
  UniqueFd theirs(ends[1]);
  const pid_t parent = getpid();
  const pid_t pid = FaultPoint("worker.zygote") ? -1 : fork();
  if (pid < 0) return SystemError(Say("doing.start_zygote"), errno);
  if (pid == 0) {
    ours.reset();
    prctl(PR_SET_NAME, "echocheck-zygote");
    // It ends when its parent does, which handles the signals that a terminal sends to all.
    if (FaultPoint("worker.zygote_death_signal") || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 ||
        getppid() != parent) {
      _exit(1);
    }
    StopSanitizerHelpers();
    // Init has our memory, and the target sees init.
    HideCommandLine();
    try {
      ZygoteProcess(options, scenarios, parent, std::move(theirs)).Serve();
    } catch (const std::exception&) {
      _exit(1);  // what its parent holds is not its own to give back
    }
    _exit(0);
  }
  return Zygote(pid, std::move(ours));
}

Zygote::Zygote(Zygote&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), orders_(std::move(other.orders_)) {}

Zygote::~Zygote() {
  orders_.reset();
  if (pid_ < 0) return;
  kill(pid_, SIGCONT);  // a target on the host's network may have stopped it
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Result<pid_t> Zygote::Fork(const WorkerOrder& order, WorkerFiles files) const {
  WorkerOrder sent = order;
  const std::array<int, kMostFiles> numbers{files.answer.get(), files.evidence.get(),
                                            files.capture.get(), files.log.get()};
  const std::size_t count = files.log ? kMostFiles : kMostFiles - 1;
  Envelope envelope(&sent, sizeof sent, count);
  cmsghdr* control = CMSG_FIRSTHDR(&envelope.header);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(count * sizeof(int));
  std::memcpy(CMSG_DATA(control), numbers.data(), count * sizeof(int));
  const Sentence doing = Say("doing.start_worker");
  if (FaultPoint("worker.order") || sendmsg(orders_.get(), &envelope.header, MSG_NOSIGNAL) < 0) {
    return errno == EPIPE ? ItHasEnded() : SystemError(doing, errno);
  }
  int answer = 0;
  ssize_t size = 0;
  do {
    WaitFor(orders_.get(), pid_);
    size = FaultPoint("worker.order_answer") ? -1 : recv(orders_.get(), &answer, sizeof answer, 0);
  } while (size < 0 && errno == EINTR);
  if (size < 0) return SystemError(doing, errno);
  if (size != sizeof answer) return ItHasEnded();
  if (answer < 0) return SystemError(doing, -answer);
  return answer;
}

}  // namespace echocheck
