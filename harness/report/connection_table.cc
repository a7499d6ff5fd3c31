// SPDX-License-Identifier: MIT
#include "harness/report/connection_table.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "harness/report/connection_words.h"

namespace echocheck {
namespace {

constexpr std::size_t kStreamWidth = 5;
constexpr std::size_t kRowIndent = kStreamWidth + 1;
constexpr std::size_t kFirstColumn = 27;  // stream, and the longest IPv4 address with its port

struct Column {
  std::string_view above;
  std::string_view heading;  // a text of the catalogue, or where `mark` is set, Wireshark's word
  std::size_t width;
  std::uint64_t FlowDirection::*count;
  std::string_view mark;  // Wireshark's name of an analysis mark, which most connections lack
  std::string_view note;  // a text of the catalogue
};

constexpr Column kColumns[] = {
    {"", "explain.packets", 8, &FlowDirection::segments, "", ""},
    {"", "explain.bytes", 9, &FlowDirection::frame_bytes, "", ""},
    {"Retrans", "mission", 8, &FlowDirection::retransmissions, "Retransmission",
     "explain.note_retransmission"},
    {"Dup", "ACK", 4, &FlowDirection::duplicate_acks, "Dup ACK", "explain.note_duplicate_ack"},
    {"Out-Of", "-Order", 7, &FlowDirection::out_of_order, "Out-Of-Order",
     "explain.note_out_of_order"},
    {"Zero", "Window", 7, &FlowDirection::zero_windows, "ZeroWindow", "explain.note_zero_window"},
    {"Keep-", "Alive", 6, &FlowDirection::keep_alives, "Keep-Alive", "explain.note_keep_alive"},
    {"", "RST", 4, &FlowDirection::resets, "RST", "explain.note_rst"},
};

// What Wireshark marks less often: named below a connection's row if there is any.
struct RareMark {
  std::uint64_t FlowDirection::*count;
  std::string_view mark;
  std::string_view note;  // a text of the catalogue; empty: the mark says it
};

constexpr RareMark kRareMarks[] = {
    {&FlowDirection::fast_retransmissions, "Fast Retransmission",
     "explain.note_fast_retransmission"},
    {&FlowDirection::spurious_retransmissions, "Spurious Retransmission",
     "explain.note_spurious_retransmission"},
    {&FlowDirection::window_probes, "ZeroWindowProbe", "explain.note_window_probe"},
    {&FlowDirection::lost_segments, "Previous segment not captured", ""},
    {&FlowDirection::unseen_acked, "ACKed unseen segment", ""},
    {&FlowDirection::ports_reused, "Port numbers reused", ""},
};

std::vector<Sentence> RareMarksOf(const FlowDirection& direction) {
  std::vector<Sentence> marks;
  for (const RareMark& each : kRareMarks) {
    const std::uint64_t count = direction.*each.count;
    if (count > 0)
      marks.push_back(Say("explain.mark_count", {{"count", count}, {"mark", each.mark}}));
  }
  return marks;
}

// The sum of both directions.
std::uint64_t InBoth(const FlowRecord& flow, std::uint64_t FlowDirection::*count) {
  return flow.from_client.*count + flow.from_server.*count;
}

// How many of the marks mean what the note on their column says.
std::uint64_t MeantByNote(const FlowRecord& flow, std::uint64_t FlowDirection::*count) {
  std::uint64_t others = 0;
  if (count == &FlowDirection::retransmissions) {
    others = InBoth(flow, &FlowDirection::fast_retransmissions) +
             InBoth(flow, &FlowDirection::spurious_retransmissions);
  }
  if (count == &FlowDirection::keep_alives) {
    others = InBoth(flow, &FlowDirection::keep_alive_probes);
  }
  const bool may_be_copy = count == &FlowDirection::retransmissions ||
                           count == &FlowDirection::duplicate_acks ||
                           count == &FlowDirection::out_of_order;
  if (may_be_copy) {
    const std::uint64_t marked = InBoth(flow, &FlowDirection::retransmissions) +
                                 InBoth(flow, &FlowDirection::duplicate_acks) +
                                 InBoth(flow, &FlowDirection::out_of_order);
    if (marked <= InBoth(flow, &FlowDirection::same_frames)) return 0;
  }
  const std::uint64_t all = InBoth(flow, count);
  return all > others ? all - others : 0;
}

// "9 frames of other protocols (7 ARP, 2 UDP)"
std::string OthersOf(const WireTotals& totals) {
  constexpr std::size_t kMostNames = 8;
  std::vector<std::string> names;
  for (const auto& [name, count] : totals.others) {
    if (names.size() == kMostNames) {
      names.emplace_back("...");
      break;
    }
    names.push_back(fmt::format("{} {}", count, SafeLine(name)));
  }
  return names.empty() ? "" : fmt::format(" ({})", fmt::join(names, ", "));
}

void AddWrapped(std::string_view text, std::size_t indent, const Page& page, Ink ink,
                std::string& out) {
  for (const std::string& line : WrapToWidth(text, page.width - indent)) {
    out += std::string(indent, ' ') + page.pen(ink, line) + '\n';
  }
}

std::string RowOf(std::string first, const FlowDirection& direction, Ink ink, const Page& page) {
  std::string numbers;
  for (const Column& column : kColumns) {
    const std::uint64_t count = direction.*column.count;
    const bool marks = !column.mark.empty();
    const std::string text = marks && count == 0 ? "-" : fmt::format("{}", count);
    // One blank at the least, however large the number.
    const std::size_t room = std::max(column.width, text.size() + 1);
    numbers += std::string(room - text.size(), ' ') +
               page.pen(!marks ? Ink::kPlain : (count == 0 ? Ink::kDim : Ink::kDoubt), text);
  }
  const std::size_t taken = DisplayWidth(first);
  // A longer address, an IPv6 one, has a line for itself.
  const std::string line = page.pen(ink, first);
  if (taken <= kFirstColumn) return line + std::string(kFirstColumn - taken, ' ') + numbers + '\n';
  return line + '\n' + std::string(kFirstColumn, ' ') + numbers + '\n';
}

}  // namespace

std::string RenderCaptureSummary(const CaptureSummary& summary, const Page& page) {
  const WireTotals& totals = summary.totals;
  std::string out;
  AddWrapped(
      page.Text("explain.summary",
                {{"name", SafeLine(summary.name)},
                 {"frames", Say("explain.frames", {{"count", totals.frames}})},
                 {"time", FormatDuration(summary.duration)},
                 {"segments", Say("explain.segments", {{"count", totals.tcp_segments}})},
                 {"connections", Say("explain.connections", {{"count", summary.connections}})}}),
      0, page, Ink::kBold, out);

  std::vector<Sentence> parts;
  const auto count = [&](std::string_view name, std::uint64_t number) {
    if (number > 0) parts.push_back(Say(name, {{"count", number}}));
  };
  const auto line = [&](std::string_view name, Ink ink) {
    if (parts.empty()) return;
    AddWrapped(page.Text(name, {{"parts", std::exchange(parts, {})}}), 2, page, ink, out);
  };
  if (const std::uint64_t others = totals.not_ours - totals.fragments; others > 0) {
    parts.push_back(
        Say("explain.other_protocols", {{"count", others}, {"names", OthersOf(totals)}}));
  }
  count("explain.fragments", totals.fragments);
  count("explain.malformed", totals.malformed);
  line("explain.left_out", Ink::kDoubt);
  count("explain.cut", totals.cut);
  line("explain.list", Ink::kDim);
  if (summary.matching != summary.connections) {
    count("explain.matching", summary.matching);
    line("explain.list", Ink::kPlain);
  }
  if (summary.matching > 1) {
    const FlowDirection& sum = summary.sum;
    const auto mark = [&](std::string_view one, std::string_view many, std::uint64_t number) {
      if (number == 0) return;
      const std::string_view name = number == 1 ? one : many;
      parts.push_back(Say("explain.mark_count", {{"count", number}, {"mark", name}}));
    };
    count("explain.count_packets", sum.segments);
    count("explain.count_bytes", sum.frame_bytes);
    count("explain.not_closed", summary.matching - summary.closed);
    count("explain.resets", sum.resets);
    mark("Retransmission", "Retransmissions", sum.retransmissions);
    mark("Dup ACK", "Dup ACKs", sum.duplicate_acks);
    mark("Out-Of-Order", "Out-Of-Order", sum.out_of_order);
    mark("Zero Window", "Zero Windows", sum.zero_windows);
    mark("Keep-Alive", "Keep-Alives", sum.keep_alives);
    line("explain.together", Ink::kPlain);
  }
  return out;
}

std::string RenderConnectionHeading(const Page& page) {
  std::string above(kFirstColumn, ' ');
  std::string heading = PadRight(page.Text("explain.stream"), kFirstColumn);
  for (const Column& column : kColumns) {
    above += PadLeft(column.above, column.width);
    heading +=
        PadLeft(column.mark.empty() ? page.Text(column.heading) : std::string(column.heading),
                column.width);
  }
  const std::string row = std::string(kRowIndent, ' ') + page.Text("explain.row");
  std::string out;
  for (const std::string& line : {above, heading, row}) out += page.pen(Ink::kDim, line) + '\n';
  return out;
}

std::string RenderConnection(const FlowRecord& flow, const Page& page) {
  const std::string number = PadLeft(fmt::format("{}", flow.stream), kStreamWidth) + " ";
  std::string out =
      RowOf(number + SafeLine(ToString(flow.client)), flow.from_client, Ink::kClient, page);
  out += RowOf(std::string(kRowIndent, ' ') + SafeLine(ToString(flow.server)), flow.from_server,
               Ink::kServer, page);
  const std::string text = fmt::format(
      "{}; {}; {}; {}", FormatDuration(flow.last - flow.first), HowOpened(flow, page.language),
      HowClosed(flow, page.language), CompletenessWords(flow.completeness));
  AddWrapped(text, kRowIndent, page, Ink::kPlain, out);
  for (const Side side : {Side::kClient, Side::kServer}) {
    const bool is_client = side == Side::kClient;
    std::vector<Sentence> marks = RareMarksOf(is_client ? flow.from_client : flow.from_server);
    if (marks.empty()) continue;
    const Sentence name = Say(is_client ? "explain.client" : "explain.server");
    AddWrapped(page.Text("explain.marks_of", {{"side", name}, {"marks", std::move(marks)}}),
               kRowIndent, page, Ink::kDoubt, out);
  }
  return out;
}

std::string RenderMoreConnections(std::uint64_t count, const Page& page) {
  std::string out;
  AddWrapped(page.Text("explain.more_connections", {{"count", count}}), 0, page, Ink::kDim, out);
  return out;
}

std::string RenderConnectionNotes(const FlowRecord& flow, const Page& page) {
  std::string out;
  const auto add = [&](Sentence mark, Sentence note) {
    AddWrapped(page.Text("explain.note", {{"mark", std::move(mark)}, {"note", std::move(note)}}), 2,
               page, Ink::kPlain, out);
  };
  const auto add_mark = [&](std::string_view mark, std::string_view note) {
    add(Plain(std::string(mark)), Say(note));
  };
  if (const std::uint64_t same = InBoth(flow, &FlowDirection::same_frames); same > 0) {
    add(Say("explain.captured_twice"), Say("explain.note_captured_twice", {{"count", same}}));
  }
  for (const Column& column : kColumns) {
    if (column.mark.empty() || MeantByNote(flow, column.count) == 0) continue;
    add_mark(column.mark, column.note);
  }
  for (const RareMark& each : kRareMarks) {
    if (!each.note.empty() && InBoth(flow, each.count) > 0) add_mark(each.mark, each.note);
  }
  if (InBoth(flow, &FlowDirection::keep_alive_probes) > 0) {
    add_mark("Keep-Alive", "explain.note_probes_too");
  }
  return out;
}

}  // namespace echocheck
