// SPDX-License-Identifier: MIT
#include "harness/replay/read_capture.h"

#include <algorithm>
#include <utility>

#include "harness/capture/datalink.h"
#include "harness/wire/flow_analyzer.h"

namespace echocheck {

CaptureReading ReadCapture(CaptureFile& file, FlowOptions options,
                           const std::function<void(const Frame&)>& after_frame) {
  CaptureReading reading;
  options.link_name = LinkTypeName;
  FlowAnalyzer analyzer(std::move(options));
  std::optional<Nanoseconds> first;
  Nanoseconds last{0};
  while (true) {
    const auto frame = file.Next();
    if (!frame) reading.damage = frame.error();
    if (!frame || !*frame) break;
    first = std::min(first.value_or((*frame)->stamp), (*frame)->stamp);
    last = std::max(last, (*frame)->stamp);  // stamps may go back when a clock was set
    analyzer.Add((*frame)->link.value_or(file.link_type()), **frame);
    if (after_frame) after_frame(**frame);
  }
  analyzer.Finish();
  reading.totals = analyzer.totals();
  if (first) reading.duration = last - *first;
  return reading;
}

}  // namespace echocheck
