// SPDX-License-Identifier: MIT
// What the target prints: all of it counted, the start of it filed, the end of it kept.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/base/unique_handles.h"

namespace echocheck {

class OutputLog {
 public:
  // 4 MiB hold any log a person would read; the last 8 KiB are what a report shows.
  static constexpr std::uint64_t kFileBound = 4U << 20;
  static constexpr std::size_t kTail = 8192;

  // `file` may be none: then nothing is filed.
  explicit OutputLog(UniqueFd file) : file_(std::move(file)) {}

  void Add(BytesView bytes);

  // From now on, told of all output as it comes.
  void Tell(std::function<void(BytesView)> listener) { listener_ = std::move(listener); }

  BytesView tail() const;
  std::uint64_t size() const { return size_; }
  // A file that could not be written, e.g. on a full disk.
  const Status& status() const { return status_; }

 private:
  void WriteToFile(BytesView bytes);

  UniqueFd file_;
  std::uint64_t size_ = 0;
  Bytes tail_;  // up to twice kTail, so that it is seldom moved
  Status status_;
  std::function<void(BytesView)> listener_;
};

}  // namespace echocheck
