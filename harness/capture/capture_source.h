// SPDX-License-Identifier: MIT
// The bytes of a capture file as a stdio stream, which is what libpcap reads from: a file as it
// is, or a pipe, or either of them compressed by gzip. Inside of the layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

class CaptureSource {
 public:
  // `name` stands in error messages. What gzip made is told by its first bytes, not by its name.
  static Result<CaptureSource> Open(UniqueFd file, const std::string& name);

  CaptureSource(CaptureSource&&) noexcept = default;
  CaptureSource& operator=(CaptureSource&&) noexcept = default;

  // Whoever takes it closes it; this object has to live longer.
  UniqueFile TakeStream() { return std::move(stream_); }

  bool IsPcapng() const;
  // What the header of a pcap file says is the most that it has of a frame; 0: nothing. libpcap is
  // told more, so that it cuts no frame of which there is more after all.
  std::uint32_t snapshot_length() const;

  // What to tell a user whose file begins like no capture; empty if it begins like one. Once
  // something was read.
  Reason WhyNoCapture() const;

  // Why nothing more comes, if that is not the end of the file.
  Reason Damage() const;
  bool compressed() const;

 private:
  struct State;
  CaptureSource(std::unique_ptr<State> state, UniqueFile stream);

  struct StateDeleter {
    void operator()(State* state) const;
  };
  std::unique_ptr<State, StateDeleter> state_;
  UniqueFile stream_;
};

}  // namespace echocheck
