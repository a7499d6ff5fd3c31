// SPDX-License-Identifier: MIT
// The ladder of connections that are still going on: each segment as it comes, in the layout of
// ladder.h. Several connections are told apart by a letter and its colour.
//
//   frame        ms  A  client 127.0.0.1:50001              server 127.0.0.1:50000
//       4   812.105  A               --- PSH+ACK "hoge\n" -------------->
//
// Pure: segments in, lines out. What it remembers does not grow with segments or connections.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/model/flow.h"
#include "harness/report/console_text.h"
#include "harness/report/ladder_lines.h"

namespace echocheck {

// "A" to "Z", "AA" and so on.
std::string ConnectionLabel(std::uint64_t connection);

// True when both ends have closed: nothing but repetitions can follow.
bool IsOver(const FlowSegment& segment);

struct LiveLadderOptions {
  bool always_labelled = false;             // also as long as there is one connection
  std::optional<std::uint16_t> listens_on;  // the port of a server that is known to listen
};

class LiveLadder {
 public:
  // `page` is copied.
  LiveLadder(const Page& page, const LiveLadderOptions& options)
      : page_(page), labelled_(options.always_labelled), listens_on_(options.listens_on) {}

  // `connection` counts connections from 0, in the order of their first segments.
  void Add(std::uint64_t connection, const Endpoint& client, const Endpoint& server,
           const FlowSegment& segment);

  std::size_t waiting() const { return pending_.size(); }

  // The lines of all that was added since the last call. Where that is more than anyone can follow,
  // runs of data and acknowledgements are counted in one line.
  std::string TakeLines();

 private:
  struct Lane {
    std::string label;
    Ink ink = Ink::kPlain;
    Endpoint client;
    Endpoint server;
    Nanoseconds begin{0};
    ShownStates shown;
    std::optional<FlowSegment> previous;
    bool introduced = false;
  };
  struct Pending {
    std::uint64_t connection = 0;
    FlowSegment segment;
  };

  void Draw(const Pending& pending, std::string& out);
  void Introduce(Lane& lane, const Pending& pending, const LadderLines& lines, std::string& out);
  std::size_t DrawFold(std::size_t begin, std::size_t end, std::string& out);
  void Forget();

  Page page_;
  bool labelled_;
  std::optional<std::uint16_t> listens_on_;
  std::map<std::uint64_t, Lane> lanes_;  // by connection
  std::optional<std::uint64_t> last_;    // the connection of the last line
  std::vector<Pending> pending_;
};

}  // namespace echocheck
