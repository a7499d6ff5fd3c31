// SPDX-License-Identifier: MIT
// Says of each frame of a capture what the ladder and the findings say of it: one comment a frame,
// for readers of pcapng.
//
//   the server's kernel aborts: RST instead of FIN
//   fail close.no_reset: the server ended the connection with RST
//   cause reset-instead-of-fin: The server ended the connection of netcat with RST ...
//
// Pure: segments in the order of the capture in, text out. What it remembers grows with the
// connections that are open and with the findings, not with the frames.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "harness/model/finding.h"
#include "harness/model/flow.h"
#include "harness/words/language.h"

namespace echocheck {

class FrameComments {
 public:
  // `findings`: those of the capture's scenario; their text is copied.
  FrameComments(Language language, const std::vector<Finding>& findings);

  // `connection` numbers connections, as FlowRecord::stream does.
  void Add(std::uint64_t connection, const FlowSegment& segment);

  // Frees what is remembered of a connection, once no segment of it can come.
  void Forget(std::uint64_t connection) { latest_.erase(connection); }

  // The comment of frame number `frame`, to be asked for before the next segment is added: safe
  // text, one statement a line. Empty when nothing is known: the frame holds no segment of a
  // connection that is followed, and no finding names it.
  std::string Of(std::uint64_t frame) const;

 private:
  // What one finding says.
  struct Statements {
    std::string finding;
    std::string cause;  // empty: none is named
  };

  Language language_;
  std::unordered_map<std::uint64_t, FlowSegment> latest_;  // by connection; without its preview
  std::uint64_t frame_ = 0;                                // of the latest segment of all
  std::string explanation_;                                // of that segment
  std::vector<Statements> findings_;
  std::vector<std::pair<std::uint64_t, std::size_t>> named_;  // frame, index in findings_; sorted
};

}  // namespace echocheck
