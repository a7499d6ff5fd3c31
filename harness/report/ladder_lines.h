// SPDX-License-Identifier: MIT
// The lines that a ladder is made of: the ends' names, two lines a segment, notes. Shared by the
// ladder of a whole connection and by the live one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "harness/model/flow.h"
#include "harness/report/console_text.h"

namespace echocheck {

// What was last written into each state column: a state is shown only when it changes.
struct ShownStates {
  std::optional<TcpState> client;
  std::optional<TcpState> server;
};

// Which of several connections a line is of.
struct LadderLane {
  std::string_view label;  // safe text; empty: there is only one
  Ink ink = Ink::kPlain;
};

struct LadderSegment {
  const FlowSegment& segment;
  const FlowSegment* previous = nullptr;  // the one before it in its flow, if that is known
  Nanoseconds since_start{0};
  bool marked = false;
  LadderLane lane;
};

class LadderLines {
 public:
  // Frame numbers up to `last_frame` have room, and labels up to `lane_width` columns. `page` is
  // borrowed.
  LadderLines(const Page& page, std::uint64_t last_frame, std::size_t lane_width = 0);

  // Each is whole lines of at most page.width columns.
  std::string Ends(std::string_view client_name, const Endpoint& client, const Endpoint& server,
                   const LadderLane& lane) const;
  // Where both stood before the first segment; a port that answers no SYN listens to none.
  std::string Start(bool server_listens, ShownStates& shown) const;
  std::string Segment(const LadderSegment& row, ShownStates& shown) const;
  std::string Fold(std::uint64_t count, std::uint64_t bytes_to_server,
                   std::uint64_t bytes_to_client) const;
  std::string Note(std::string_view text, Ink ink) const;

 private:
  std::string State(TcpState state, std::optional<TcpState>& shown, Ink ink) const;
  std::string Arrow(const FlowSegment& segment) const;
  std::string Meaning(const LadderSegment& row) const;
  std::string Lane(const LadderLane& lane) const;

  const Page& page_;
  std::size_t frame_width_;
  std::size_t lane_width_;  // with the blank behind it
  std::size_t indent_;      // up to the client's state
  std::size_t arrow_width_;
};

}  // namespace echocheck
