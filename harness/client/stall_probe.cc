// SPDX-License-Identifier: MIT
#include "harness/client/stall_probe.h"

#include <algorithm>

#include <boost/asio/use_awaitable.hpp>

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// The others leave, and whoever was blocked by them takes its turn: longer than a server needs that
// looks around ten times a second.
constexpr Milliseconds kForOthers{400};
// A server that got what it waited for answers at once.
constexpr Milliseconds kForAnswer{150};
// A server that is awake at the end of such a time may be about to answer: it gets so many of them.
constexpr int kMostWindows = 4;
// The blocks of stdio and of most sources are no larger.
constexpr std::size_t kMostFiller = 65536;
constexpr std::size_t kFirstFiller = 256;

class Prober {
 public:
  Prober(PlayContext& context, ClientSocket& socket)
      : context_(context),
        socket_(socket),
        before_(socket.matcher().received()),
        due_(socket.matcher().handed()) {
    probe_.missing = due_ - before_;
  }

  asio::awaitable<StallProbe> Run(bool may_send) {
    bool came = false;
    if (context_.scenario.ConnectionCount() > 1) came = co_await AwaitOthers();
    if (came) co_return Found(Release::kOthersLeft);
    if (!may_send) co_return Found(Release::kNothing);
    came = co_await TryNewline();
    if (came) co_return Found(Release::kNewline);
    came = co_await TryFiller();
    if (came) co_return Found(Release::kFiller);
    if (Open()) {
      (void)socket_.ShutDown();
      came = co_await Listen(kForAnswer);
    }
    co_return Found(came ? Release::kEof : Release::kNothing);
  }

 private:
  bool Open() const {
    return socket_.is_open() && !socket_.matcher().at_eof() && !socket_.matcher().was_reset();
  }

  // True when something came of what was due.
  asio::awaitable<bool> Listen(Milliseconds time) {
    const EchoMatcher& matcher = socket_.matcher();
    for (int window = 0; window < kMostWindows; ++window) {
      CountedDeadline deadline = context_.After(context_.Scaled(time));
      while (Open() && matcher.received() < due_ && !deadline.Passed()) {
        co_await socket_.WaitForNews(deadline.when());
      }
      const bool rests =
          context_.target == nullptr || context_.goes_in_circles || context_.target->Asleep();
      socket_.CatchUp();
      if (rests || !Open() || matcher.received() > before_) break;
    }
    co_return matcher.received() > before_;
  }

  // As long as others leave: a pool of workers may serve one more each time.
  asio::awaitable<bool> AwaitOthers() {
    std::uint32_t connections = 0;
    bool came = false;
    do {
      connections = context_.connections;
      came = co_await Listen(kForOthers);
    } while (!came && Open() && context_.connections < connections);
    co_return came;
  }

  asio::awaitable<void> Send(BytesView bytes) {
    socket_.matcher().Hand(bytes);
    const SteadyTime deadline = Clock::now() + context_.Scaled(kForAnswer);
    while (!bytes.empty()) {
      std::size_t written = 0;
      const SocketResult result = co_await socket_.WriteSome(bytes, deadline, written);
      probe_.sent += written;
      bytes.remove_prefix(written);
      if (result.outcome != StepOutcome::kDone) break;
    }
    if (!bytes.empty()) socket_.matcher().TakeBack(bytes.size());
  }

  asio::awaitable<bool> TryNewline() {
    // One that ended with a newline has had what a line needs.
    if (!Open() || socket_.matcher().last_handed() == '\n') co_return false;
    co_await Send("\n");
    co_return co_await Listen(kForAnswer);
  }

  asio::awaitable<bool> TryFiller() {
    for (std::size_t size = kFirstFiller; Open() && size <= kMostFiller; size *= 2) {
      co_await Send(Bytes(size, 'x'));
      const bool came = co_await Listen(kForAnswer / 6);
      if (came) co_return true;
    }
    co_return false;
  }

  StallProbe Found(Release release) {
    const EchoMatcher& matcher = socket_.matcher();
    probe_.received = matcher.received() - before_;
    probe_.released_by = probe_.received > 0 ? release : Release::kNothing;
    if (!matcher.differs()) probe_.released = std::min(probe_.received, probe_.missing);
    return probe_;
  }

  PlayContext& context_;
  ClientSocket& socket_;
  std::uint64_t before_;
  std::uint64_t due_;
  StallProbe probe_;
};

}  // namespace

asio::awaitable<StallProbe> ProbeHold(PlayContext& context, ClientSocket& socket, bool may_send) {
  Prober prober(context, socket);
  co_return co_await prober.Run(may_send);
}

}  // namespace echocheck
