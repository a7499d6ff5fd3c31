// SPDX-License-Identifier: MIT
#include "harness/report/ladder.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include <fmt/format.h>

#include "harness/report/ladder_rows.h"
#include "harness/report/wording.h"

namespace echocheck {
namespace {

constexpr std::size_t kTimeWidth = 10;   // "12345.678" and a blank
constexpr std::size_t kStateWidth = 12;  // "SYN-RECEIVED"
constexpr std::size_t kShortestArrow = 16;
constexpr std::size_t kLongestName = 16;
constexpr std::string_view kMark = "!";

// No longer than the longest IPv6 address with brackets and port.
std::string Address(const Endpoint& endpoint) {
  constexpr std::size_t kLongest = 47;
  return CutToWidth(SafeLine(ToString(endpoint)), kLongest);
}

class Ladder {
 public:
  Ladder(const FlowRecord& flow, const LadderRequest& request, const Page& page)
      : flow_(flow), request_(request), page_(page) {
    const std::uint64_t last = flow.tail.empty() ? (flow.head.empty() ? 0 : flow.head.back().frame)
                                                 : flow.tail.back().frame;
    frame_width_ = std::max(page.words.frame.size(), fmt::formatted_size("{}", last) + 1);
    indent_ = frame_width_ + kTimeWidth + 2;
    const std::size_t others = indent_ + 2 * (kStateWidth + 1);
    arrow_width_ = std::max(kShortestArrow, page.width - std::min(page.width, others));
  }

  std::string Render() {
    Header();
    for (const LadderRow& row : RowsOf(flow_, request_.marked, request_.whole)) {
      if (row.segment == nullptr) {
        Fold(row);
      } else {
        Segment(*row.segment, row.previous);
      }
    }
    End();
    return std::move(out_);
  }

 private:
  void Header();
  void Segment(const FlowSegment& segment, const FlowSegment* previous);
  std::string Arrow(const FlowSegment& segment) const;
  void Meaning(const FlowSegment& segment, const FlowSegment* previous);
  void Fold(const LadderRow& row);
  void End();

  // The state's cell: empty unless it changed since it was last shown.
  std::string State(TcpState state, std::optional<TcpState>& shown, Ink ink) const;
  void Note(std::string_view text, Ink ink) {
    out_ +=
        std::string(indent_, ' ') + page_.pen(ink, CutToWidth(text, page_.width - indent_)) + '\n';
  }

  const FlowRecord& flow_;
  const LadderRequest& request_;
  const Page& page_;
  std::size_t frame_width_ = 0;
  std::size_t indent_ = 0;
  std::size_t arrow_width_ = 0;
  std::optional<TcpState> client_shown_;
  std::optional<TcpState> server_shown_;
  std::string out_;
};

void Ladder::Header() {
  const Wording& words = page_.words;
  const std::string name = request_.client_name.empty()
                               ? std::string(words.sides[0])
                               : CutToWidth(SafeLine(request_.client_name), kLongestName);
  const std::string client = name + " " + Address(flow_.client);
  const std::string server = std::string(words.sides[1]) + " " + Address(flow_.server);
  const std::size_t room = page_.width - indent_;
  out_ += page_.pen(Ink::kDim, PadLeft(words.frame, frame_width_) +
                                   PadLeft(words.milliseconds, kTimeWidth) + "  ");
  out_ += page_.pen(Ink::kClient, client);
  if (DisplayWidth(client) + 2 + DisplayWidth(server) > room) {
    out_ += '\n' + std::string(indent_, ' ');
    out_ += std::string(room - std::min(room, DisplayWidth(server)), ' ');
  } else {
    out_ += std::string(room - DisplayWidth(client) - DisplayWidth(server), ' ');
  }
  out_ += page_.pen(Ink::kServer, server) + '\n';
  if (!flow_.handshake_seen) return Note(words.no_handshake, Ink::kDoubt);
  // Where both ends stood before the first segment; a port that answered no SYN listened to none.
  out_ += std::string(indent_, ' ');
  out_ += State(TcpState::kClosed, client_shown_, Ink::kClient);
  if (flow_.from_server.syn_frame) {
    out_ += std::string(arrow_width_ + 2, ' ');
    out_ += State(TcpState::kListen, server_shown_, Ink::kServer);
  }
  out_.erase(out_.find_last_not_of(' ') + 1);
  out_ += '\n';
}

std::string Ladder::State(TcpState state, std::optional<TcpState>& shown, Ink ink) const {
  if (shown == state) return std::string(kStateWidth, ' ');
  shown = state;
  const std::string_view name = ToString(state);
  return page_.pen(ink, name) + std::string(kStateWidth - name.size(), ' ');
}

std::string Ladder::Arrow(const FlowSegment& segment) const {
  constexpr std::size_t kShaft = 7;  // "--- " and " ->" at the least
  const std::size_t room = arrow_width_ - kShaft;
  const bool is_client = segment.from == Side::kClient;
  const bool is_reset = (segment.flags & tcp_flag::kRst) != 0;
  const std::string flags = CutToWidth(FlagsToString(segment.flags), room);
  std::string payload;
  const std::size_t quotes = flags.size() + 3;
  if (segment.length > 0 && room > quotes + 3) {
    const std::size_t width = room - quotes;
    payload = EscapeBytes(segment.preview);
    // EscapeBytes() says itself when it left something out, but cannot know of what was not kept.
    const bool more = segment.length > segment.preview.size();
    if (payload.size() + (more ? 3 : 0) > width) {
      payload = EscapeBytes(segment.preview + std::string(more ? 4 : 0, '.'), width);
    } else if (more) {
      payload += "...";
    }
    payload = " \"" + payload + "\"";
  }
  const std::string shaft(arrow_width_ - 6 - flags.size() - payload.size(), '-');
  const Ink ink = is_reset ? Ink::kBad : (is_client ? Ink::kClient : Ink::kServer);
  const std::string text = page_.pen(is_reset ? Ink::kBad : Ink::kBold, flags) + payload;
  return is_client ? page_.pen(ink, "---") + " " + text + " " + page_.pen(ink, shaft + ">")
                   : page_.pen(ink, "<" + shaft) + " " + text + " " + page_.pen(ink, "---");
}

void Ladder::Segment(const FlowSegment& segment, const FlowSegment* previous) {
  const bool marked = request_.marked.contains(segment.frame);
  const double milliseconds = static_cast<double>((segment.time - flow_.first).count()) / 1e6;
  const std::string frame = fmt::format("{:>{}}", segment.frame, frame_width_ - 1);
  const std::string time = fmt::format("{:>{}.3f}", milliseconds, kTimeWidth);
  out_ += marked ? page_.pen(Ink::kBad, std::string(kMark) + frame) : " " + frame;
  out_ += page_.pen(Ink::kDim, time) + "  ";
  out_ += State(segment.client_state, client_shown_, Ink::kClient) + " ";
  out_ += Arrow(segment) + " ";
  out_ += State(segment.server_state, server_shown_, Ink::kServer);
  out_.erase(out_.find_last_not_of(' ') + 1);
  out_ += '\n';
  Meaning(segment, previous);
}

void Ladder::Meaning(const FlowSegment& segment, const FlowSegment* previous) {
  std::string numbers = fmt::format("seq {}", segment.seq);
  if ((segment.flags & tcp_flag::kAck) != 0) numbers += fmt::format(" ack {}", segment.ack);
  if (segment.length > 0) numbers += fmt::format(" len {}", segment.length);
  std::string text = Explain(segment, previous, page_.words);
  // Sentence left, numbers right. Where large numbers leave no room the sentence moves left, into
  // the empty cells under frame and time; only then is it cut.
  const std::size_t needed = DisplayWidth(text) + 2 + numbers.size();
  const std::size_t indent =
      std::min(indent_, page_.width > needed + 2 ? page_.width - needed : std::size_t{2});
  text = CutToWidth(text, page_.width - indent - 2 - numbers.size());
  const std::size_t gap = page_.width - indent - DisplayWidth(text) - numbers.size();
  out_ += std::string(indent, ' ') + text + std::string(gap, ' ') + page_.pen(Ink::kDim, numbers) +
          '\n';
}

void Ladder::Fold(const LadderRow& row) {
  const Wording& words = page_.words;
  if (row.not_kept) {
    return Note(fmt::format(fmt::runtime(words.not_kept), fmt::arg("count", row.folded)),
                Ink::kDim);
  }
  Note(fmt::format(fmt::runtime(words.folded), fmt::arg("count", row.folded),
                   fmt::arg("to_server", CountOctets(row.octets_to_server, words)),
                   fmt::arg("to_client", CountOctets(row.octets_to_client, words))),
       Ink::kDim);
}

// A connection that did not end says so: nothing else in the picture would.
void Ladder::End() {
  const auto over = [](TcpState state) {
    return state == TcpState::kClosed || state == TcpState::kTimeWait;
  };
  const Wording& words = page_.words;
  if (over(flow_.client_state) && over(flow_.server_state)) return;
  if (flow_.server_state == TcpState::kCloseWait) return Note(words.left_in[1], Ink::kBad);
  if (flow_.client_state == TcpState::kCloseWait) return Note(words.left_in[0], Ink::kBad);
  Note(fmt::format(fmt::runtime(words.ends_in), fmt::arg("client", ToString(flow_.client_state)),
                   fmt::arg("server", ToString(flow_.server_state))),
       Ink::kDoubt);
}

}  // namespace

std::string RenderLadder(const FlowRecord& flow, const LadderRequest& request, const Page& page) {
  return Ladder(flow, request, page).Render();
}

}  // namespace echocheck
