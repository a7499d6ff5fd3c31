// SPDX-License-Identifier: MIT
#include "harness/client/client_socket.h"

#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/client/asio_address.h"
#include "harness/client/counted_alarm.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// A server that floods after EOF would keep us reading for ever.
constexpr std::uint64_t kMostUnsolicited = 1U << 20;

// How often the next free address of 127.0.0.0/8 is tried.
constexpr int kMostAlternatives = 250;

tcp::endpoint ToTcp(const Endpoint& endpoint) { return {ToAsio(endpoint.address), endpoint.port}; }

bool IsReset(const error_code& error) {
  return error == asio::error::connection_reset || error == asio::error::broken_pipe;
}

// Cancels the socket's operations at a deadline, unless it is destroyed before.
class Deadline {
 public:
  Deadline(asio::io_context& context, std::shared_ptr<ClientSocket> owner, tcp::socket& socket,
           SteadyTime when)
      : timer_(context, when), passed_(std::make_shared<bool>(false)) {
    timer_.async_wait([owner = std::move(owner), passed = passed_, done = done_,
                       &socket](const error_code& cancelled) {
      if (cancelled || *done) return;
      *passed = true;
      error_code ignored;
      socket.cancel(ignored);
    });
  }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  ~Deadline() { *done_ = true; }

  bool passed() const { return *passed_; }

 private:
  asio::steady_timer timer_;
  // Shared with the handler, which may be queued already when we go.
  std::shared_ptr<bool> passed_;
  std::shared_ptr<bool> done_ = std::make_shared<bool>(false);
};

// The same address with another port, past the ports of the scenario's other clients; nullopt:
// there are no more.
std::optional<Endpoint> OtherPort(const Endpoint& local, int number) {
  constexpr int kPortStep = 1000;
  const int port = local.port + number * kPortStep;
  if (port > 65535) return std::nullopt;
  return Endpoint{local.address, static_cast<std::uint16_t>(port)};
}

// Another end for a connection whose pair of addresses is in TIME-WAIT: the same port of the next
// loopback address; a machine has few other addresses, and there the port gives way. nullopt: no
// more are to be tried.
std::optional<Endpoint> NextAlternative(const Endpoint& local, int number) {
  if (!IsLoopback(local.address)) return OtherPort(local, number);
  if (IsIpv6(local.address) || number >= kMostAlternatives) return std::nullopt;
  return Endpoint{Ipv4(127, 0, 0, static_cast<std::uint8_t>(1 + number)), local.port};
}

}  // namespace

ClientSocket::ClientSocket(asio::io_context& context, ClockOrigin origin, SocketOptions options,
                           bool shared_network)
    : context_(context),
      origin_(origin),
      options_(options),
      shared_network_(shared_network),
      socket_(context),
      news_(context, SteadyTime::max()),
      reading_changed_(context, SteadyTime::max()) {}

// Before connecting: the receive buffer decides which window the SYN offers.
SocketResult ClientSocket::SetOptions() {
  error_code error;
  if (options_.receive_buffer) {
    const auto bytes = static_cast<int>(*options_.receive_buffer);
    socket_.set_option(asio::socket_base::receive_buffer_size(bytes), error);
    if (error) return Failed(Say("doing.set_option", {{"option", "SO_RCVBUF"}}), error);
  }
  if (options_.send_buffer) {
    const auto bytes = static_cast<int>(*options_.send_buffer);
    socket_.set_option(asio::socket_base::send_buffer_size(bytes), error);
    if (error) return Failed(Say("doing.set_option", {{"option", "SO_SNDBUF"}}), error);
  }
  if (options_.no_delay) {
    socket_.set_option(tcp::no_delay(true), error);
    if (error) return Failed(Say("doing.set_option", {{"option", "TCP_NODELAY"}}), error);
  }
  return {};
}

SocketResult ClientSocket::OpenAndBind(const Endpoint& local, error_code& error) {
  socket_ = tcp::socket(context_);
  const tcp::endpoint endpoint = ToTcp(local);
  socket_.open(endpoint.protocol(), error);
  if (error) return Failed(Say("doing.open_socket"), error);
  // From the beginning: one whose connection never came about is read from, too, when it is closed.
  socket_.non_blocking(true, error);
  if (error) return Failed(Say("doing.make_non_blocking"), error);
  socket_.set_option(tcp::socket::reuse_address(true), error);
  if (error) return Failed(Say("doing.set_option", {{"option", "SO_REUSEADDR"}}), error);
  socket_.bind(endpoint, error);
  if (error) return FailedToBind(ToString(local), error);
  local_ = local;
  return SetOptions();
}

asio::awaitable<SocketResult> ClientSocket::Connect(const Endpoint& local, const Endpoint& remote,
                                                    CountedDeadline deadline) {
  const auto self = shared_from_this();
  Endpoint from = local;
  for (int attempt = 1;; ++attempt) {
    error_code error;
    if (SocketResult bound = OpenAndBind(from, error); bound.outcome != StepOutcome::kDone) {
      const bool busy = shared_network_ && error == asio::error::address_in_use;
      const auto other = busy ? OtherPort(local, attempt) : std::nullopt;
      if (!other) co_return bound;
      from = *other;
      continue;
    }
    bool late = false;
    {
      const CountedAlarm limit(context_, deadline, [self] {
        error_code ignored;
        self->socket_.cancel(ignored);
      });
      co_await socket_.async_connect(ToTcp(remote),
                                     asio::redirect_error(asio::use_awaitable, error));
      late = limit.rang();
    }
    if (!error) break;
    if (late) co_return SocketResult{StepOutcome::kTimedOut, ""};
    if (error == asio::error::connection_refused) {
      co_return SocketResult{StepOutcome::kRefused, ""};
    }
    if (IsReset(error)) co_return SocketResult{StepOutcome::kReset, ""};
    if (error.value() != EADDRNOTAVAIL) {
      co_return Failed(
          Say("doing.connect", {{"local", ToString(from)}, {"remote", ToString(remote)}}), error);
    }
    if (const auto next = NextAlternative(local, attempt)) {
      from = *next;
    } else if (deadline.Passed()) {
      co_return Failed(Say("doing.connect_in_time_wait",
                           {{"local", ToString(from)}, {"remote", ToString(remote)}}),
                       error);
    } else {
      // The kernel lets a pair in TIME-WAIT be used again after a second, and tells nobody.
      asio::steady_timer timer(context_, Milliseconds(20));
      co_await timer.async_wait(asio::use_awaitable);
    }
  }
  StartReading();
  co_return SocketResult{};
}

void ClientSocket::StartReading() {
  asio::co_spawn(
      context_,
      [](std::shared_ptr<ClientSocket> self) -> asio::awaitable<void> {
        co_await self->ReadOn();
      }(shared_from_this()),
      asio::detached);
}

// Waiting for readiness, not for bytes: ten thousand clients share one buffer.
asio::awaitable<void> ClientSocket::ReadOn() {
  while (socket_.is_open() && !flooded_ && !matcher_.at_eof() && !matcher_.was_reset()) {
    error_code error;
    if (reading_.reading == Reading::kStop) {
      co_await reading_changed_.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    co_await socket_.async_wait(tcp::socket::wait_read,
                                asio::redirect_error(asio::use_awaitable, error));
    // A step's deadline cancels this wait too; only a closed socket ends the reader.
    if (error || reading_.reading == Reading::kStop) continue;
    if (!reading_.pace) {
      TakeWhatIsThere();
      continue;
    }
    ReadAvailable(reading_.pace->bytes);
    reading_changed_.expires_after(reading_.pace->every);
    co_await reading_changed_.async_wait(asio::redirect_error(asio::use_awaitable, error));
    reading_changed_.expires_at(SteadyTime::max());
  }
}

void ClientSocket::SetReading(const ReadingStep& reading) {
  reading_ = reading;
  reading_changed_.cancel();
}

void ClientSocket::TakeWhatIsThere() { ReadAvailable(std::numeric_limits<std::size_t>::max()); }

void ClientSocket::CatchUp() {
  const bool reads = reading_.reading == Reading::kStart && !reading_.pace;
  if (reads && socket_.is_open() && !matcher_.at_eof() && !matcher_.was_reset()) TakeWhatIsThere();
}

// Reads up to `most` bytes, as far as there are.
void ClientSocket::ReadAvailable(std::size_t most) {
  static thread_local std::array<char, 65536> buffer;
  const Nanoseconds now = origin_.Elapsed();
  while (!flooded_ && most > 0) {
    error_code error;
    const std::size_t count =
        socket_.read_some(asio::buffer(buffer.data(), std::min(most, buffer.size())), error);
    if (error == asio::error::would_block) break;
    if (error == asio::error::eof) {
      matcher_.SawEof(now);
    } else if (error) {
      matcher_.SawReset(now);
    } else {
      matcher_.Receive(BytesView(buffer.data(), count), now);
      most -= count;
    }
    flooded_ = matcher_.received() > matcher_.handed() + kMostUnsolicited;
    if (error) break;
  }
  News();
}

void ClientSocket::News() { news_.cancel(); }

asio::awaitable<SocketResult> ClientSocket::WriteSome(BytesView bytes, SteadyTime deadline,
                                                      std::size_t& written) {
  const auto self = shared_from_this();
  error_code error;
  const Deadline limit(context_, self, socket_, deadline);
  written = co_await socket_.async_write_some(asio::buffer(bytes.data(), bytes.size()),
                                              asio::redirect_error(asio::use_awaitable, error));
  matcher_.Wrote(bytes.substr(0, written));
  if (!error) co_return SocketResult{};
  if (limit.passed()) co_return SocketResult{StepOutcome::kTimedOut, ""};
  if (IsReset(error)) {
    // What came before the RST is still to be read.
    if (socket_.is_open()) TakeWhatIsThere();
    matcher_.SawReset(origin_.Elapsed());
    co_return SocketResult{StepOutcome::kReset, ""};
  }
  co_return Failed(Say("doing.write_socket"), error);
}

asio::awaitable<void> ClientSocket::WaitForNews(SteadyTime deadline) {
  const auto self = shared_from_this();
  news_.expires_at(deadline);
  error_code ignored;
  co_await news_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

SocketResult ClientSocket::ShutDown() {
  error_code error;
  socket_.shutdown(tcp::socket::shutdown_send, error);
  if (!error) return {};
  // The server's RST took the connection away before: its doing, and seen as such by the reader.
  if (error == asio::error::not_connected || IsReset(error)) {
    matcher_.SawReset(origin_.Elapsed());
    return {StepOutcome::kReset, ""};
  }
  return Failed(Say("doing.shut_down"), error);
}

std::uint64_t ClientSocket::Unacknowledged() {
  int bytes = 0;
  if (ioctl(socket_.native_handle(), SIOCOUTQ, &bytes) != 0 || bytes < 0) return 0;
  return static_cast<std::uint64_t>(bytes);
}

SocketResult ClientSocket::SendUrgent(char byte) {
  error_code error;
  socket_.send(asio::buffer(&byte, 1), tcp::socket::message_out_of_band, error);
  if (!error) return {};
  if (IsReset(error)) {
    matcher_.SawReset(origin_.Elapsed());
    return {StepOutcome::kReset, ""};
  }
  return Failed(Say("doing.send_urgent"), error);
}

void ClientSocket::Close() {
  if (socket_.is_open() && !matcher_.at_eof() && !matcher_.was_reset()) {
    // Take what has arrived: closing with unread bytes would answer with RST instead of FIN. One
    // that has stopped reading leaves it there: that is what it stopped for.
    if (reading_.reading == Reading::kStart) {
      TakeWhatIsThere();
    } else {
      int unread = 0;
      left_unread_ = ioctl(socket_.native_handle(), FIONREAD, &unread) == 0 && unread > 0;
    }
  }
  CloseDescriptor();
}

void ClientSocket::CloseDescriptor() {
  error_code ignored;
  socket_.close(ignored);
  reading_changed_.cancel();
  News();
}

SocketResult ClientSocket::Vanish() {
  // Nothing can be read any more once it is under repair.
  if (reading_.reading == Reading::kStart && !matcher_.at_eof()) TakeWhatIsThere();
  const int on = 1;
  // A socket under repair (meant for moving connections to another host) closes in silence.
  if (setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_REPAIR, &on, sizeof on) != 0) {
    const error_code error(errno, boost::system::system_category());
    return Failed(Say("doing.vanish"), error);
  }
  CloseDescriptor();
  return {};
}

SocketResult ClientSocket::Reset() {
  error_code error;
  socket_.set_option(tcp::socket::linger(true, 0), error);
  if (error) return Failed(Say("doing.set_option", {{"option", "SO_LINGER"}}), error);
  Close();
  return {};
}

}  // namespace echocheck
