// SPDX-License-Identifier: MIT
#include "harness/target/await_listening.h"

#include <algorithm>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/backoff.h"
#include "harness/base/counted_time.h"
#include "harness/base/twice_in_a_row.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

// A server may open a second port before the one it was told, and work in between: so long we look
// on, and until it sleeps.
constexpr Milliseconds kElsewhereSettles{200};

// A server may listen for TCP first and for UDP next, and sleep in between: for so long both are
// waited for.
constexpr Milliseconds kTcpAloneSettles{150};
// One that never sleeps has had time enough by then.
constexpr Milliseconds kTcpAloneAwake{1000};

// Where the target was not told to listen, a socket that may be somebody else's says nothing.
void LeaveOutOthers(const Endpoint& asked, std::vector<ListeningSocket>& sockets) {
  std::erase_if(sockets, [&](const ListeningSocket& socket) {
    const bool may_serve =
        asked.address == kEveryAddress ? socket.local.port == asked.port : Serves(socket, asked);
    return !socket.owner_seen && !may_serve;
  });
}

void TakeSockets(const std::vector<ListeningSocket>& sockets, const Endpoint& asked,
                 LaunchAttempt& attempt) {
  attempt.listening.clear();
  attempt.owner_unseen = false;
  bool ipv6 = false;
  bool ipv4 = false;
  for (const ListeningSocket& socket : sockets) {
    attempt.listening.push_back(socket.local);
    attempt.owner_unseen = attempt.owner_unseen || !socket.owner_seen;
    attempt.serves_asked = attempt.serves_asked || Serves(socket, asked);
    ipv6 = ipv6 || Serves(socket, {kIpv6Loopback, asked.port});
    ipv4 = ipv4 || Serves(socket, {kIpv4Loopback, asked.port});
  }
  if (asked.address != kEveryAddress) return;
  attempt.serves_asked = ipv6 && ipv4;  // by one socket or by two
  attempt.ipv6_alone = ipv6 && !ipv4;
}

// Whether a target that is to serve UDP serves TCP and nothing else.
class TcpAlone {
 public:
  TcpAlone(TargetObserver& observer, const Endpoint& asked) : observer_(observer), asked_(asked) {}

  // A look at the target, which has no UDP socket. The sockets are empty until it is certain.
  Result<std::vector<ListeningSocket>> Look() {
    auto sockets = observer_.Listening();
    if (!sockets) return sockets.error();
    LeaveOutOthers(asked_, *sockets);
    const auto now = Clock::now();
    if (sockets->empty()) Forget();
    if (!sockets->empty() && !since_) {
      since_ = now;
      awake_until_.emplace(observer_.time(), kTcpAloneAwake);
    }
    const bool at_rest = asleep_.Seen(since_ && observer_.Asleep());
    const bool settled = at_rest && now - *since_ >= kTcpAloneSettles;
    if (!settled && !(awake_until_ && awake_until_->Passed())) sockets->clear();
    return sockets;
  }

  void Forget() {
    since_.reset();
    awake_until_.reset();
  }

 private:
  TargetObserver& observer_;
  const Endpoint& asked_;
  std::optional<SteadyTime> since_;
  std::optional<CountedDeadline> awake_until_;
  TwiceInARow asleep_;
};

// Puts the socket on `port` before all others. Returns false when there is none.
bool ListensOn(std::optional<std::uint16_t> port, std::vector<Endpoint>& listening) {
  const auto known = std::ranges::find_if(
      listening, [&](const Endpoint& socket) { return port && socket.port == *port; });
  if (known == listening.end()) return false;
  std::rotate(listening.begin(), known, known + 1);
  return true;
}

// Whether a target that listens, and not where it was asked to, stays there.
class ListensElsewhere {
 public:
  ListensElsewhere(TargetObserver& observer, ElsewherePatience patience)
      : observer_(observer), patience_(patience) {}

  // A look at the target. True: it is not waited for any longer.
  bool Settled(std::vector<Endpoint>& listening) {
    if (listening.empty()) {
      since_.reset();
      return false;
    }
    const auto now = Clock::now();
    if (!since_) {
      since_ = now;
      awake_.emplace(observer_.time(), patience_.awake);
    }
    const bool at_rest = asleep_.Seen(observer_.Asleep());
    return (now - *since_ >= kElsewhereSettles && at_rest) || awake_->Passed() ||
           ListensOn(patience_.known_port, listening);
  }

 private:
  TargetObserver& observer_;
  ElsewherePatience patience_;
  std::optional<SteadyTime> since_;
  std::optional<CountedDeadline> awake_;
  TwiceInARow asleep_;
};

}  // namespace

asio::awaitable<Status> AwaitListening(LaunchAttempt& attempt, const Endpoint& asked,
                                       Milliseconds limit, TargetObserver& observer,
                                       Transport transport, ElsewherePatience patience) {
  const auto launched = Clock::now();
  CountedDeadline deadline(observer.time(), limit);
  TcpAlone tcp_alone(observer, asked);
  ListensElsewhere elsewhere(observer, patience);
  for (Backoff polling;;) {
    // Asked before the table is read: what left nothing behind then cannot listen later.
    const bool gone = attempt.process->exit_status() && observer.Processes().empty();
    auto sockets = transport == Transport::kTcp ? observer.Listening() : observer.ListeningUdp();
    if (!sockets) co_return sockets.error();
    LeaveOutOthers(asked, *sockets);
    TakeSockets(*sockets, asked, attempt);
    attempt.listened_after = Clock::now() - launched;
    if (attempt.serves_asked) {
      attempt.startup = Startup::kListening;
      co_return Status();
    }
    if (gone) {
      attempt.startup = Startup::kExited;
      co_return Status();
    }
    if (transport == Transport::kUdp && attempt.listening.empty()) {
      const auto alone = tcp_alone.Look();
      if (!alone) co_return alone.error();
      if (!alone->empty()) {
        TakeSockets(*alone, asked, attempt);
        attempt.tcp_alone = true;
        attempt.startup = attempt.serves_asked ? Startup::kNotOffered : Startup::kListensElsewhere;
        co_return Status();
      }
    } else {
      tcp_alone.Forget();
    }
    const bool over = deadline.Passed();
    if (elsewhere.Settled(attempt.listening) || (over && !attempt.listening.empty())) {
      attempt.startup = attempt.ipv6_alone ? Startup::kListening : Startup::kListensElsewhere;
      co_return Status();
    }
    if (over) {
      attempt.startup = Startup::kTimedOut;
      co_return Status();
    }
    const Nanoseconds pause = polling.NextPause();
    if (attempt.process->exit_status()) {
      asio::steady_timer timer(co_await asio::this_coro::executor, pause);
      co_await timer.async_wait(asio::use_awaitable);
    } else {
      co_await attempt.process->WaitForExit(pause);
    }
  }
}

}  // namespace echocheck
