// SPDX-License-Identifier: MIT
#include "harness/case/capture_json.h"

#include "harness/case/reason_json.h"

namespace echocheck {

template <class Archive>
void Describe(Archive& fields, Of<Archive, CaptureLog>& capture) {
  fields("state", capture.state);
  DescribeReason(fields, "reason", "reason_said", capture.reason);
  fields("interface", capture.interface);
  fields("frames", capture.frames);
  fields("bytes", capture.bytes);
  fields("kernel_drops", capture.kernel_drops);
  fields("headers_only", capture.headers_only);
  DescribeIfSet(fields, "given_up", capture.given_up);
  fields("cut_frames", capture.cut_frames);
  fields("fence_before", capture.marker_before);
  fields("fence_after", capture.marker_after);
}

template void Describe(FieldWriter&, const CaptureLog&);
template void Describe(FieldReader&, CaptureLog&);

}  // namespace echocheck
