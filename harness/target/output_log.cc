// SPDX-License-Identifier: MIT
#include "harness/target/output_log.h"

#include <unistd.h>

#include <algorithm>

#include "harness/base/fault_point.h"
#include "harness/words/because.h"

namespace echocheck {

void OutputLog::Add(BytesView bytes) {
  if (size_ < kFileBound)
    WriteToFile(bytes.substr(0, static_cast<std::size_t>(kFileBound - size_)));
  size_ += bytes.size();
  tail_ += bytes.substr(bytes.size() - std::min(bytes.size(), kTail));
  if (tail_.size() > 2 * kTail) tail_.erase(0, tail_.size() - kTail);
  if (listener_ && !bytes.empty()) listener_(bytes);
}

BytesView OutputLog::tail() const {
  const BytesView all = tail_;
  return all.substr(all.size() - std::min(all.size(), kTail));
}

void OutputLog::WriteToFile(BytesView bytes) {
  while (file_ && status_ && !bytes.empty()) {
    const ssize_t count =
        FaultPoint("target.log") ? -1 : write(file_.get(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      status_ = SystemError(Say("doing.write_log"), errno);
      return;
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace echocheck
