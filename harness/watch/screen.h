// SPDX-License-Identifier: MIT
// Where a watch prints, as it goes on.
#pragma once

#include <string_view>

#include "harness/base/result.h"

namespace echocheck {

// Writes each text whole and at once, also to a descriptor that others made non-blocking, and
// whatever signals come. After a failure nothing more is written.
class Screen {
 public:
  explicit Screen(int descriptor) : descriptor_(descriptor) {}  // borrowed

  void Show(std::string_view text);

  // Nobody reads any more (`| head`), or it cannot be written to: no use going on.
  bool closed() const { return closed_ || !status_; }
  // An error is an output that cannot be written to; a reader that has had enough is none.
  const Status& status() const { return status_; }

 private:
  int descriptor_;
  bool closed_ = false;
  Status status_;
};

}  // namespace echocheck
