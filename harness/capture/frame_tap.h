// SPDX-License-Identifier: MIT
// Frames as they come, for one who watches: handed over at once, and kept in a pcap file if that is
// wanted. Unlike LiveCapture it needs no file, and hands over no more at a time than is asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/model/frame.h"

namespace echocheck {

struct FrameTapOptions {
  // How frames come from the kernel. kAtOnce: before the bytes in them reach any socket, so that
  // what was captured always precedes what a program sees of it; but only so many as a socket's
  // buffer holds can wait to be read. kRoomy: from a ring of 16 MiB, some milliseconds late.
  enum class Source : std::uint8_t { kAtOnce, kRoomy };

  std::string interface = "lo";
  std::string filter = "tcp";  // pcap-filter(7)
  Source source = Source::kRoomy;
};

class FrameTap {
 public:
  // Called for each frame, numbered from 1 as in the file; its data is borrowed for the call.
  using Taker = std::function<void(const Frame&)>;

  // Frames go to `file` as well, unless that is none. No right to capture is an environment error
  // that says so; an interface that is not there is to be told of before (ListInterfaces()).
  static Result<std::unique_ptr<FrameTap>> Open(const FrameTapOptions& options, UniqueFd file);

  FrameTap(const FrameTap&) = delete;
  FrameTap& operator=(const FrameTap&) = delete;
  ~FrameTap();

  LinkType link_type() const;

  // Readable when there are frames. Owned by the tap.
  int descriptor() const;

  // Hands over about `at_most` of the frames that wait, and never waits for one. Says how many;
  // fewer than `at_most`: none is left for now. A file that could not be written is an error.
  Result<std::size_t> Take(std::size_t at_most, const Taker& take);

  // Before the last Take(): waits until all that was sent before this call can be taken. Certain on
  // the loopback, where a marker tells; elsewhere the time that the kernel may hold frames back.
  // What it meets on the way is handed over.
  Status Settle(Milliseconds patience, const Taker& take);

  std::uint64_t frames() const;  // handed over so far
  // Frames that the kernel had no room for.
  Result<std::uint64_t> Drops();

 private:
  struct Impl;
  explicit FrameTap(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace echocheck
