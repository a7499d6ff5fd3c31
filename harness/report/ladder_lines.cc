// SPDX-License-Identifier: MIT
#include "harness/report/ladder_lines.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/report/explain.h"

namespace echocheck {
namespace {

constexpr std::size_t kTimeWidth = 10;   // "12345.678" and a blank
constexpr std::size_t kStateWidth = 12;  // "SYN-RECEIVED"
constexpr std::size_t kShortestArrow = 16;
constexpr std::size_t kLongestName = 16;
constexpr std::string_view kMark = "!";
constexpr std::string_view kMilliseconds = "ms";

// No longer than the longest IPv6 address with brackets and port.
std::string Address(const Endpoint& endpoint) {
  constexpr std::size_t kLongest = 47;
  return CutToWidth(SafeLine(ToString(endpoint)), kLongest);
}

// Milliseconds, as the column's head says; what outgrows it, in seconds or hours that say so. A
// time is negative when the clock was set back.
std::string FormatTime(Nanoseconds time) {
  const auto count = static_cast<double>(time.count());
  std::string text = fmt::format("{:.3f}", count / 1e6);
  if (text.size() >= kTimeWidth) text = fmt::format("{:.1f} s", count / 1e9);
  if (text.size() > kTimeWidth) text = fmt::format("{:.0f} h", count / 3.6e12);
  return fmt::format("{:>{}}", text, kTimeWidth);
}

std::string WithoutTrailingBlanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

LadderLines::LadderLines(const Page& page, std::uint64_t last_frame, std::size_t lane_width)
    : page_(page),
      frame_width_(std::max(DisplayWidth(page.Text("ladder.frame")),
                            fmt::formatted_size("{}", last_frame) + 1)),
      lane_width_(lane_width == 0 ? 0 : lane_width + 1),
      indent_(frame_width_ + kTimeWidth + 2 + lane_width_) {
  const std::size_t others = indent_ + 2 * (kStateWidth + 1);
  arrow_width_ = std::max(kShortestArrow, page.width - std::min(page.width, others));
}

std::string LadderLines::Lane(const LadderLane& lane) const {
  if (lane_width_ == 0) return "";
  const std::size_t width = DisplayWidth(lane.label);
  return page_.pen(lane.ink, lane.label) +
         std::string(lane_width_ - std::min(lane_width_, width), ' ');
}

std::string LadderLines::Ends(std::string_view client_name, const Endpoint& client_end,
                              const Endpoint& server_end, const LadderLane& lane) const {
  const std::string name = client_name.empty() ? page_.Text("ladder.client")
                                               : CutToWidth(SafeLine(client_name), kLongestName);
  const std::string client = name + " " + Address(client_end);
  const std::string server = page_.Text("ladder.server") + " " + Address(server_end);
  const std::size_t room = page_.width - indent_;
  std::string out = page_.pen(Ink::kDim, PadLeft(page_.Text("ladder.frame"), frame_width_) +
                                             PadLeft(kMilliseconds, kTimeWidth) + "  ");
  out += Lane(lane);
  // A long IPv6 address on a narrow page has a line of its own.
  if (DisplayWidth(client) > room) {
    out += '\n' + std::string(page_.width - std::min(page_.width, DisplayWidth(client)), ' ');
  }
  out += page_.pen(Ink::kClient, client);
  if (DisplayWidth(client) + 2 + DisplayWidth(server) > room) {
    out += '\n' + std::string(page_.width - std::min(page_.width, DisplayWidth(server)), ' ');
  } else {
    out += std::string(room - DisplayWidth(client) - DisplayWidth(server), ' ');
  }
  return out + page_.pen(Ink::kServer, server) + '\n';
}

std::string LadderLines::Start(bool server_listens, ShownStates& shown) const {
  std::string out = std::string(indent_, ' ');
  out += State(TcpState::kClosed, shown.client, Ink::kClient);
  if (server_listens) {
    out += std::string(arrow_width_ + 2, ' ');
    out += State(TcpState::kListen, shown.server, Ink::kServer);
  }
  return WithoutTrailingBlanks(std::move(out)) + '\n';
}

std::string LadderLines::State(TcpState state, std::optional<TcpState>& shown, Ink ink) const {
  if (shown == state) return std::string(kStateWidth, ' ');
  shown = state;
  const std::string_view name = ToString(state);
  return page_.pen(ink, name) + std::string(kStateWidth - name.size(), ' ');
}

std::string LadderLines::Arrow(const FlowSegment& segment) const {
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
    if (DisplayWidth(payload) + (more ? 3 : 0) > width) {
      payload = EscapeBytes(segment.preview + std::string(more ? 4 : 0, '.'), width);
    } else if (more) {
      payload += "...";
    }
    payload = " \"" + payload + "\"";
  }
  const std::string shaft(arrow_width_ - 6 - flags.size() - DisplayWidth(payload), '-');
  const Ink ink = is_reset ? Ink::kBad : (is_client ? Ink::kClient : Ink::kServer);
  const std::string text = page_.pen(is_reset ? Ink::kBad : Ink::kBold, flags) + payload;
  return is_client ? page_.pen(ink, "---") + " " + text + " " + page_.pen(ink, shaft + ">")
                   : page_.pen(ink, "<" + shaft) + " " + text + " " + page_.pen(ink, "---");
}

std::string LadderLines::Segment(const LadderSegment& row, ShownStates& shown) const {
  const FlowSegment& segment = row.segment;
  const std::string frame = fmt::format("{:>{}}", segment.frame, frame_width_ - 1);
  std::string out = row.marked ? page_.pen(Ink::kBad, std::string(kMark) + frame) : " " + frame;
  out += page_.pen(Ink::kDim, FormatTime(row.since_start)) + "  " + Lane(row.lane);
  out += State(segment.client_state, shown.client, Ink::kClient) + " ";
  out += Arrow(segment) + " ";
  out += State(segment.server_state, shown.server, Ink::kServer);
  return WithoutTrailingBlanks(std::move(out)) + '\n' + Meaning(row);
}

std::string LadderLines::Meaning(const LadderSegment& row) const {
  const FlowSegment& segment = row.segment;
  std::string numbers = fmt::format("seq {}", segment.seq);
  if ((segment.flags & tcp_flag::kAck) != 0) numbers += fmt::format(" ack {}", segment.ack);
  if (segment.length > 0) numbers += fmt::format(" len {}", segment.length);
  std::string text = Explain(segment, row.previous, page_.language);
  // Sentence left, numbers right. Where large numbers leave no room the sentence moves left, into
  // the empty cells under frame and time; only then is it cut.
  const std::size_t needed = DisplayWidth(text) + 2 + numbers.size();
  const std::size_t indent =
      std::min(indent_, page_.width > needed + 2 ? page_.width - needed : std::size_t{2});
  text = CutToWidth(text, page_.width - indent - 2 - numbers.size());
  const std::size_t gap = page_.width - indent - DisplayWidth(text) - numbers.size();
  return std::string(indent, ' ') + text + std::string(gap, ' ') + page_.pen(Ink::kDim, numbers) +
         '\n';
}

std::string LadderLines::Fold(std::uint64_t count, std::uint64_t bytes_to_server,
                              std::uint64_t bytes_to_client) const {
  return Note(
      page_.Text("ladder.folded", {{"count", count},
                                   {"to_server", CountBytes(bytes_to_server, page_.language)},
                                   {"to_client", CountBytes(bytes_to_client, page_.language)}}),
      Ink::kDim);
}

std::string LadderLines::Note(std::string_view text, Ink ink) const {
  return std::string(indent_, ' ') + page_.pen(ink, CutToWidth(text, page_.width - indent_)) + '\n';
}

}  // namespace echocheck
