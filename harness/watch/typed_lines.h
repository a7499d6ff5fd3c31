// SPDX-License-Identifier: MIT
// Lines from a terminal, a pipe or a file, as they come.
#pragma once

#include <memory>
#include <optional>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "harness/base/bytes.h"
#include "harness/base/result.h"

namespace echocheck {

// Leaves the descriptor as it is: it is shared with the shell and often with standard output, for
// both of which O_NONBLOCK (which Asio sets on what it reads from) would stay behind.
class TypedLines {
 public:
  // `descriptor` is borrowed.
  static Result<std::unique_ptr<TypedLines>> Open(boost::asio::io_context& io, int descriptor);

  // The next line with its newline; of a terminal whatever it hands over at once. nullopt: the end
  // of the input (Ctrl-D), or an input that cannot be read.
  boost::asio::awaitable<std::optional<Bytes>> Next();

  bool terminal() const { return terminal_; }

  // Throws away what was typed and not yet taken: of a terminal the shell would get it, and run it.
  void DiscardTypedAhead() const;

 private:
  TypedLines(boost::asio::io_context& io, int descriptor) : descriptor_(descriptor), ready_(io) {}
  std::optional<Bytes> TakeLine();
  boost::asio::awaitable<void> ReadMore();

  int descriptor_;
  bool terminal_ = false;
  bool ended_ = false;
  boost::asio::posix::stream_descriptor ready_;  // an epoll of our own; none: always readable
  Bytes waiting_;
};

}  // namespace echocheck
