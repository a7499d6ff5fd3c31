// SPDX-License-Identifier: MIT
#include "harness/record/capture_json.h"

#include <optional>

namespace echocheck {

template <class Archive>
void Describe(Archive& fields, Of<Archive, CaptureLog>& capture) {
  fields("state", capture.state);
  fields("reason", capture.reason);
  fields("interface", capture.interface);
  fields("frames", capture.frames);
  fields("bytes", capture.bytes);
  fields("kernel_drops", capture.kernel_drops);
  fields("headers_only", capture.headers_only);
  std::optional<bool> given_up;  // seldom
  if constexpr (!Archive::kReads) {
    if (capture.given_up) given_up = true;
  }
  fields("given_up", given_up);
  if constexpr (Archive::kReads) capture.given_up = given_up.value_or(false);
  fields("cut_frames", capture.cut_frames);
  fields("fence_before", capture.fence_before);
  fields("fence_after", capture.fence_after);
}

template void Describe(FieldWriter&, const CaptureLog&);
template void Describe(FieldReader&, CaptureLog&);

}  // namespace echocheck
