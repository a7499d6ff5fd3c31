// SPDX-License-Identifier: MIT
#include "harness/report/live_summary.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/report/explain.h"

namespace echocheck {
namespace {

constexpr std::size_t kLabelIndent = 4;

bool SideIsOver(TcpState state) {
  return state == TcpState::kClosed || state == TcpState::kTimeWait;
}

std::string Indented(std::string_view text, Ink ink, const Page& page) {
  std::string out;
  for (const std::string& line : WrapToWidth(text, page.width - kLabelIndent)) {
    out += std::string(kLabelIndent, ' ') + page.pen(ink, line) + '\n';
  }
  return out;
}

std::string DescribeOpen(const FlowRecord& flow, const Page& page) {
  if (!flow.handshake_seen) return page.Text("watch.opened_before");
  if (flow.from_server.syn_frame) return page.Text("watch.opened");
  return page.Text(flow.from_server.rst_frame ? "watch.refused" : "watch.unanswered");
}

bool NeverOpened(const FlowRecord& flow) {
  return flow.handshake_seen && !flow.from_server.syn_frame;
}

std::string WhyReset(const FlowRecord& flow, const Page& page) {
  const FlowDirection& server = flow.from_server;
  if (!server.rst_frame) return "";
  if (server.fin_frame && *server.fin_frame < *server.rst_frame) {
    return page.Text("watch.why_nobody_reads");
  }
  const std::uint64_t sent = flow.from_client.stream_bytes;
  // What happened before the watch began is not known.
  if (!flow.handshake_seen || sent == 0) return "";
  if (server.stream_bytes >= sent) return page.Text("watch.why_linger");
  return page.Text("watch.why_unread",
                   {{"count", CountBytes(sent - server.stream_bytes, page.language)}});
}

std::string DescribeTraffic(const FlowRecord& flow, const Page& page) {
  const std::uint64_t repeated =
      flow.from_client.retransmissions + flow.from_server.retransmissions;
  const Sentence repetitions = repeated == 0 ? Say("watch.no_retransmissions")
                                             : Say("watch.retransmissions", {{"count", repeated}});
  return page.Text("watch.carried",
                   {{"segments", Say("watch.segments", {{"count", flow.segment_count}})},
                    {"to_server", CountBytes(flow.from_client.stream_bytes, page.language)},
                    {"to_client", flow.from_server.stream_bytes},
                    {"time", FormatDuration(flow.last - flow.first)},
                    {"repetitions", repetitions}});
}

std::string Describe(const WatchedConnection& connection, const Page& page) {
  const FlowRecord& flow = connection.flow;
  const std::string ends = fmt::format("{} -> {}", ToString(flow.client), ToString(flow.server));
  std::string label = connection.label;
  if (!label.empty())
    label += std::string(kLabelIndent - std::min(kLabelIndent, label.size() + 1), ' ') + ' ';
  std::string out = page.pen(Ink::kBold, CutToWidth(label + SafeLine(ends), page.width)) + '\n';
  out += Indented(DescribeTraffic(flow, page), Ink::kPlain, page);
  out += Indented(DescribeOpen(flow, page), Ink::kPlain, page);
  if (NeverOpened(flow)) return out;
  const CloseSentence close = DescribeClose(flow, page);
  const bool aborted = flow.first_rst.has_value();
  out += Indented(close.how, aborted ? Ink::kBad : Ink::kPlain, page);
  if (!close.why.empty()) out += Indented(close.why, Ink::kDoubt, page);
  return out;
}

}  // namespace

CloseSentence DescribeClose(const FlowRecord& flow, const Page& page) {
  if (flow.first_rst) {
    const bool by_client = *flow.first_rst == Side::kClient;
    return {page.Text(by_client ? "watch.reset_client" : "watch.reset_server"),
            WhyReset(flow, page)};
  }
  const bool client = flow.from_client.fin_frame.has_value();
  const bool server = flow.from_server.fin_frame.has_value();
  if (client && server && SideIsOver(flow.client_state) && SideIsOver(flow.server_state)) {
    const bool server_first = flow.first_fin == Side::kServer;
    return {page.Text(server_first ? "watch.closed_server_first" : "watch.closed_client_first"),
            ""};
  }
  if (client != server) {
    return {page.Text(server ? "watch.half_closed_server" : "watch.half_closed_client"), ""};
  }
  return {page.Text("watch.left_open", {{"client", ToString(flow.client_state)},
                                        {"server", ToString(flow.server_state)}}),
          ""};
}

std::string RenderWatchSummary(std::span<const WatchedConnection> connections,
                               const WatchTotals& totals, const Page& page) {
  std::string out = "\n";
  const std::uint64_t count = connections.size() + totals.earlier_connections;
  const std::string time = FormatDuration(totals.duration);
  if (count == 0) {
    out += page.Text("watch.nothing_seen") + '\n';
  } else {
    const std::string line = page.Text(
        "watch.connections", {{"count", count},
                              {"segments", Say("watch.segments", {{"count", totals.segments}})},
                              {"time", time}});
    out += page.pen(Ink::kBold, line) + '\n';
  }
  for (const WatchedConnection& connection : connections) out += Describe(connection, page);
  if (totals.earlier_connections > 0) {
    const Sentence segments = Say("watch.segments", {{"count", totals.earlier_segments}});
    const std::string line =
        page.Text("watch.earlier", {{"count", totals.earlier_connections}, {"segments", segments}});
    for (const std::string& piece : WrapToWidth(line, page.width)) out += piece + '\n';
  }
  if (totals.dropped > 0) {
    const std::string text = page.Text("watch.dropped", {{"count", totals.dropped}});
    for (const std::string& line : WrapToWidth(text, page.width)) {
      out += page.pen(Ink::kBad, line) + '\n';
    }
  }
  return out;
}

}  // namespace echocheck
