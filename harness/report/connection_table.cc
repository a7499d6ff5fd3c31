// SPDX-License-Identifier: MIT
#include "harness/report/connection_table.h"

#include <algorithm>
#include <cstddef>
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
  std::string_view heading;
  std::size_t width;
  std::uint64_t FlowDirection::*count;
  std::string_view mark;  // Wireshark's name of an analysis mark, which most connections lack
  std::string_view note;
};

constexpr Column kColumns[] = {
    {"", "packets", 8, &FlowDirection::segments, "", ""},
    {"", "bytes", 9, &FlowDirection::frame_bytes, "", ""},
    {"Retrans", "mission", 8, &FlowDirection::retransmissions, "Retransmission",
     "sent again, because no acknowledgement had come"},
    {"Dup", "ACK", 4, &FlowDirection::duplicate_acks, "Dup ACK",
     "the same number acknowledged again: what came lies behind a gap, or was there before"},
    {"Out-Of", "-Order", 7, &FlowDirection::out_of_order, "Out-Of-Order",
     "bytes that later ones have overtaken"},
    {"Zero", "Window", 7, &FlowDirection::zero_windows, "ZeroWindow",
     "the receiver has no room, because its program does not read"},
    {"Keep-", "Alive", 6, &FlowDirection::keep_alives, "Keep-Alive",
     "asks whether the other end is still there"},
    {"", "RST", 4, &FlowDirection::resets, "RST",
     "the connection is over at once; bytes on their way are lost"},
};

// What Wireshark marks less often: named below a connection's row if there is any.
struct RareMark {
  std::uint64_t FlowDirection::*count;
  std::string_view mark;
  std::string_view note;  // empty: the mark says it
};

constexpr RareMark kRareMarks[] = {
    {&FlowDirection::fast_retransmissions, "Fast Retransmission",
     "sent again at once, because duplicate ACKs asked for it"},
    {&FlowDirection::spurious_retransmissions, "Spurious Retransmission",
     "sent again, although the other end had acknowledged it"},
    {&FlowDirection::window_probes, "ZeroWindowProbe",
     "one byte that asks whether there is room again"},
    {&FlowDirection::lost_segments, "Previous segment not captured", ""},
    {&FlowDirection::unseen_acked, "ACKed unseen segment", ""},
    {&FlowDirection::ports_reused, "Port numbers reused", ""},
};

std::string RareMarksOf(const FlowDirection& direction) {
  std::vector<std::string> parts;
  for (const RareMark& each : kRareMarks) {
    const std::uint64_t count = direction.*each.count;
    if (count > 0) parts.push_back(fmt::format("{} {}", count, each.mark));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
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

std::string Plural(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
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
  const std::string text = fmt::format(
      "{}: {} in {}, {}, {}", SafeLine(summary.name), Plural(totals.frames, "frame", "frames"),
      FormatDuration(summary.duration), Plural(totals.tcp_segments, "TCP segment", "TCP segments"),
      Plural(summary.connections, "connection", "connections"));
  std::string out;
  AddWrapped(text, 0, page, Ink::kBold, out);

  std::vector<std::string> parts;
  const auto count = [&](std::uint64_t number, std::string_view one, std::string_view many) {
    if (number > 0) parts.push_back(Plural(number, one, many));
  };
  const auto line = [&](std::string_view before, Ink ink) {
    if (parts.empty()) return;
    AddWrapped(fmt::format("{}{}", before, fmt::join(parts, ", ")), 2, page, ink, out);
    parts.clear();
  };
  count(totals.not_ours - totals.fragments, "frame of another protocol",
        "frames of other protocols");
  if (!parts.empty()) parts.back() += OthersOf(totals);
  count(totals.fragments, "IP fragment behind its first", "IP fragments behind their first");
  count(totals.malformed, "malformed frame", "malformed frames");
  line("left out: ", Ink::kDoubt);
  count(totals.cut, "frame was cut when it was captured: what is behind the cut is unknown",
        "frames were cut when they were captured: what is behind the cut is unknown");
  line("", Ink::kDim);
  if (summary.matching != summary.connections) {
    count(summary.matching, "connection of them is what was asked for",
          "connections of them are what was asked for");
    line("", Ink::kPlain);
  }
  if (summary.matching > 1) {
    const FlowDirection& sum = summary.sum;
    count(sum.segments, "packet", "packets");
    count(sum.frame_bytes, "byte", "bytes");
    count(summary.matching - summary.closed, "connection not closed", "connections not closed");
    count(sum.resets, "reset", "resets");
    count(sum.retransmissions, "Retransmission", "Retransmissions");
    count(sum.duplicate_acks, "Dup ACK", "Dup ACKs");
    count(sum.out_of_order, "Out-Of-Order", "Out-Of-Order");
    count(sum.zero_windows, "Zero Window", "Zero Windows");
    count(sum.keep_alives, "Keep-Alive", "Keep-Alives");
    line("together: ", Ink::kPlain);
  }
  return out;
}

std::string RenderConnectionHeading(const Page& page) {
  std::string above(kFirstColumn, ' ');
  std::string heading = PadRight("stream", kFirstColumn);
  for (const Column& column : kColumns) {
    above += PadLeft(column.above, column.width);
    heading += PadLeft(column.heading, column.width);
  }
  const std::string words =
      std::string(kRowIndent, ' ') + "duration; how it was opened; how it was closed; completeness";
  std::string out;
  for (const std::string& line : {above, heading, words}) out += page.pen(Ink::kDim, line) + '\n';
  return out;
}

std::string RenderConnection(const FlowRecord& flow, const Page& page) {
  const std::string number = PadLeft(fmt::format("{}", flow.stream), kStreamWidth) + " ";
  std::string out =
      RowOf(number + SafeLine(ToString(flow.client)), flow.from_client, Ink::kClient, page);
  out += RowOf(std::string(kRowIndent, ' ') + SafeLine(ToString(flow.server)), flow.from_server,
               Ink::kServer, page);
  const std::string text =
      fmt::format("{}; {}; {}; {}", FormatDuration(flow.last - flow.first), HowOpened(flow),
                  HowClosed(flow), CompletenessWords(flow.completeness));
  AddWrapped(text, kRowIndent, page, Ink::kPlain, out);
  for (const Side side : {Side::kClient, Side::kServer}) {
    const bool is_client = side == Side::kClient;
    const std::string marks = RareMarksOf(is_client ? flow.from_client : flow.from_server);
    if (marks.empty()) continue;
    AddWrapped(fmt::format("{}: {}", ToString(side), marks), kRowIndent, page, Ink::kDoubt, out);
  }
  return out;
}

std::string RenderMoreConnections(std::uint64_t count, const Page& page) {
  std::string out;
  AddWrapped(
      fmt::format(
          "{} not shown, in which there is less to see; --all shows all, --stream N one with "
          "its segments",
          Plural(count, "connection", "connections")),
      0, page, Ink::kDim, out);
  return out;
}

std::string RenderConnectionNotes(const FlowRecord& flow, const Page& page) {
  std::string out;
  const auto add = [&](std::string_view mark, std::string_view note) {
    AddWrapped(fmt::format("{}: {}.", mark, note), 2, page, Ink::kPlain, out);
  };
  if (const std::uint64_t same = InBoth(flow, &FlowDirection::same_frames); same > 0) {
    const std::string frames = Plural(same, "frame is", "frames are");
    add("Captured twice",
        fmt::format("{} in the capture again, because it was taken on several interfaces or merged "
                    "from several files. Wireshark marks them as Retransmission or Dup ACK",
                    frames));
  }
  for (const Column& column : kColumns) {
    if (column.mark.empty() || MeantByNote(flow, column.count) == 0) continue;
    add(column.mark, column.note);
  }
  for (const RareMark& each : kRareMarks) {
    if (!each.note.empty() && InBoth(flow, each.count) > 0) add(each.mark, each.note);
  }
  if (InBoth(flow, &FlowDirection::keep_alive_probes) > 0) {
    add("Keep-Alive",
        "Wireshark marks zero-window probes of the kernel like this, too: they ask "
        "whether there is room again");
  }
  return out;
}

}  // namespace echocheck
