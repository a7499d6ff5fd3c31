// SPDX-License-Identifier: MIT
// Writes a capture again as pcapng, with a comment a frame, while it is read: what frames say is
// known from report/frame_comments.h, what the file looks like from capture/pcapng.h.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/capture/capture_file.h"
#include "harness/capture/pcapng.h"
#include "harness/model/run_record.h"
#include "harness/report/frame_comments.h"
#include "harness/store/atomic_file.h"
#include "harness/wire/flow_options.h"

namespace echocheck {

// One file, from Begin() to Finish(). Memory does not grow with the frames.
class CommentedCapture {
 public:
  // Under a temporary name until Finish(): nothing is left of one that is not finished.
  static std::unique_ptr<CommentedCapture> Begin(AtomicFile file, const PcapngHeader& header,
                                                 FrameComments comments);
  CommentedCapture(const CommentedCapture&) = delete;
  CommentedCapture& operator=(const CommentedCapture&) = delete;

  // Has an analyzer with these options tell this object of its segments. It must live as long.
  void Follow(FlowOptions& options);

  // Writes the frame, or keeps it for a later write. After the analyzer was given it.
  void Add(const Frame& frame);

  // Returns the first error of writing that there was, also in Add().
  Status Finish();

 private:
  CommentedCapture(AtomicFile file, const PcapngHeader& header, FrameComments comments);
  std::uint32_t InterfaceOf(const Frame& frame);
  Status Flush();

  AtomicFile file_;
  PcapngHeader header_;
  std::vector<LinkType> interfaces_;  // one for each link type: by its number in the file
  FrameComments comments_;
  Bytes pending_;  // not yet written
  Status status_;
};

// Who writes, and for whom.
struct CommentOptions {
  std::string application;  // "echocheck 0.2.0"
  std::string language = "en";
};

// Returns what is known of a capture by others, which messages call `name`.
PcapngHeader HeaderOf(const CaptureFile& file, const std::string& name,
                      const CommentOptions& options);

// Writes the capture of a judged scenario to `file`. `capture` is read from its start.
Status WriteCommentedCapture(const ScenarioRecord& scenario, UniqueFd capture, AtomicFile file,
                             const CommentOptions& options);

}  // namespace echocheck
