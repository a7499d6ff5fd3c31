// SPDX-License-Identifier: MIT
// Captures the loopback into a pcap file, and proves that nothing is missing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/model/capture_log.h"

namespace echocheck {

struct LiveCaptureOptions {
  std::string interface = "lo";
  // Room in the kernel for what we have not read yet. None: a socket's default buffer, which is
  // ready at once and plenty for a session. 32 MiB: a ring that takes 50 ms to set up, and holds
  // a burst of 10,000 connections. 8 MiB: all that a scenario of some MiB, or 2000 connections,
  // sends.
  std::optional<std::uint32_t> ring_bytes;
  // Keep so many bytes of each frame, from its first. None: all of them.
  std::optional<std::uint32_t> snapshot_length;
  // How large the file may become, in bytes: a target can send as much as it likes. Once it has
  // `whole`, only the headers of further frames are kept; once it has `all`, no frame is.
  struct Bounds {
    std::uint64_t whole = ~std::uint64_t{0};
    std::uint64_t all = ~std::uint64_t{0};
  };
  Bounds bounds;
  // Keep only TCP and UDP to or from this port: on a shared loopback. 0: keep everything.
  std::uint16_t only_port = 0;
};

// One capture, from Arm to Finish. Not thread-safe.
class LiveCapture {
 public:
  // Opens the interface, sends the first marker and waits until it is seen. Frames go to `file`,
  // which stays open (and shared) after this object is gone. No right to capture is an environment
  // error that says so.
  static Result<std::unique_ptr<LiveCapture>> Arm(const LiveCaptureOptions& options, UniqueFd file);

  LiveCapture(const LiveCapture&) = delete;
  LiveCapture& operator=(const LiveCapture&) = delete;
  ~LiveCapture();

  // From now on, keeps only TCP and UDP to or from this port: where the target turned out to
  // listen. To be called before any traffic that matters.
  Status KeepOnly(std::uint16_t port);

  // Readable when there are frames for Drain. Owned by the capture.
  int descriptor() const;

  // Moves frames that the kernel holds to the file, some thousands at most, and never blocks.
  // Returns true when there may be more of them: whoever else waits should have a turn now.
  Result<bool> Drain();

  // Sends the last marker, drains until it is seen or `patience` is over, and sums up. A file that
  // could not be written is an error; frames that may be missing are a fact of the log.
  Result<CaptureLog> Finish(Milliseconds patience);

 private:
  struct Impl;
  explicit LiveCapture(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace echocheck
