// SPDX-License-Identifier: MIT
#include "harness/report/ladder.h"

#include "harness/report/flow_ending.h"
#include "harness/report/ladder_lines.h"
#include "harness/report/ladder_rows.h"

namespace echocheck {
namespace {

std::uint64_t LastFrame(const FlowRecord& flow) {
  if (!flow.tail.empty()) return flow.tail.back().frame;
  return flow.head.empty() ? 0 : flow.head.back().frame;
}

class Ladder {
 public:
  Ladder(const FlowRecord& flow, const LadderRequest& request, const Page& page)
      : flow_(flow), request_(request), page_(page), lines_(page, LastFrame(flow)) {}

  std::string Render() {
    Header();
    for (const LadderRow& row : RowsOf(flow_, request_.marked, request_.whole)) Row(row);
    End();
    return std::move(out_);
  }

 private:
  void Header();
  void Row(const LadderRow& row);
  void End();
  void Note(std::string_view text, Ink ink) { out_ += lines_.Note(text, ink); }

  const FlowRecord& flow_;
  const LadderRequest& request_;
  const Page& page_;
  LadderLines lines_;
  ShownStates shown_;
  std::string out_;
};

void Ladder::Header() {
  out_ += lines_.Ends(request_.client_name, flow_.client, flow_.server, {});
  if (!flow_.handshake_seen) return Note(page_.Text("ladder.no_handshake"), Ink::kDoubt);
  out_ += lines_.Start(flow_.from_server.syn_frame.has_value(), shown_);
}

void Ladder::Row(const LadderRow& row) {
  if (row.segment != nullptr) {
    const FlowSegment& segment = *row.segment;
    const bool marked = request_.marked.contains(segment.frame);
    out_ += lines_.Segment({segment, row.previous, segment.time - flow_.first, marked, {}}, shown_);
  } else if (row.not_kept) {
    Note(page_.Text("ladder.not_kept", {{"count", row.folded}}), Ink::kDim);
  } else {
    out_ += lines_.Fold(row.folded, row.bytes_to_server, row.bytes_to_client);
  }
}

// A connection that did not end says so: nothing else in the picture would.
void Ladder::End() {
  if (const auto ending = HowItStayedOpen(flow_, page_.language)) {
    Note(ending->text, ending->is_bad ? Ink::kBad : Ink::kDoubt);
  }
}

}  // namespace

std::string RenderLadder(const FlowRecord& flow, const LadderRequest& request, const Page& page) {
  return Ladder(flow, request, page).Render();
}

}  // namespace echocheck
