// SPDX-License-Identifier: MIT
#include "harness/watch/typed_lines.h"

#include <sys/epoll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/base/unique_handles.h"
#include "harness/words/because.h"

namespace echocheck {

namespace asio = boost::asio;

namespace {

// A longer line is handed over in pieces.
constexpr std::size_t kLongestLine = 64U << 10;

}  // namespace

Result<std::unique_ptr<TypedLines>> TypedLines::Open(asio::io_context& io, int descriptor) {
  std::unique_ptr<TypedLines> lines(new TypedLines(io, descriptor));
  lines->terminal_ = isatty(descriptor) == 1;
  UniqueFd poller(epoll_create1(EPOLL_CLOEXEC));
  if (!poller) return SystemError(Say("doing.make_input_epoll"), errno);
  epoll_event event{};
  event.events = EPOLLIN;
  if (epoll_ctl(poller.get(), EPOLL_CTL_ADD, descriptor, &event) == 0) {
    lines->ready_.assign(poller.release());
  } else if (errno == EBADF) {
    lines->ended_ = true;       // closed by whoever started us: an input without lines
  } else if (errno != EPERM) {  // EPERM: a regular file, which is always readable
    return SystemError(Say("doing.wait_for_input"), errno);
  }
  return lines;
}

asio::awaitable<std::optional<Bytes>> TypedLines::Next() {
  while (true) {
    if (auto line = TakeLine()) co_return line;
    if (ended_) co_return std::nullopt;
    co_await ReadMore();
  }
}

void TypedLines::DiscardTypedAhead() const {
  // In the background the terminal is not ours to touch: the kernel would stop us.
  if (terminal_ && tcgetpgrp(descriptor_) == getpgrp()) tcflush(descriptor_, TCIFLUSH);
}

std::optional<Bytes> TypedLines::TakeLine() {
  if (waiting_.empty()) return std::nullopt;
  std::size_t size = waiting_.find('\n') + 1;
  const bool at_once = terminal_ || ended_ || waiting_.size() >= kLongestLine;
  if (size == 0 && at_once) size = waiting_.size();
  if (size == 0) return std::nullopt;
  Bytes line = waiting_.substr(0, size);
  waiting_.erase(0, size);
  return line;
}

asio::awaitable<void> TypedLines::ReadMore() {
  if (ready_.is_open()) {
    boost::system::error_code error;
    co_await ready_.async_wait(asio::posix::stream_descriptor::wait_read,
                               asio::redirect_error(asio::use_awaitable, error));
    if (error) ended_ = true;
  } else {
    co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  }
  if (ended_) co_return;
  // Level-triggered, and asked by poll itself: a wake-up for nothing must not block in read(2).
  epoll_event event{};
  if (ready_.is_open() && epoll_wait(ready_.native_handle(), &event, 1, 0) == 0) co_return;
  std::array<char, 16384> buffer{};
  const ssize_t count = read(descriptor_, buffer.data(), buffer.size());
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) co_return;
  if (count <= 0) ended_ = true;
  if (count > 0) waiting_.append(buffer.data(), static_cast<std::size_t>(count));
}

}  // namespace echocheck
