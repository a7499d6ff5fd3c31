// SPDX-License-Identifier: MIT
#include "harness/report/live_summary.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/report/wording.h"

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

std::string DescribeOpen(const FlowRecord& flow, const LiveWording& words) {
  if (!flow.handshake_seen) return std::string(words.opened_before);
  if (flow.from_server.syn_frame) return std::string(words.opened);
  return std::string(flow.from_server.rst_frame ? words.refused : words.unanswered);
}

bool NeverOpened(const FlowRecord& flow) {
  return flow.handshake_seen && !flow.from_server.syn_frame;
}

std::string WhyReset(const FlowRecord& flow, const Page& page, const LiveWording& words) {
  const FlowDirection& server = flow.from_server;
  if (!server.rst_frame) return "";
  if (server.fin_frame && *server.fin_frame < *server.rst_frame) {
    return std::string(words.why_nobody_reads);
  }
  const std::uint64_t sent = flow.from_client.stream_bytes;
  // What happened before the watch began is not known.
  if (!flow.handshake_seen || sent == 0) return "";
  if (server.stream_bytes >= sent) return std::string(words.why_linger);
  return fmt::format(fmt::runtime(words.why_unread),
                     fmt::arg("count", CountBytes(sent - server.stream_bytes, page.words)));
}

std::string DescribeTraffic(const FlowRecord& flow, const Page& page, const LiveWording& words) {
  const std::uint64_t repeated =
      flow.from_client.retransmissions + flow.from_server.retransmissions;
  const std::string repetitions =
      repeated == 0   ? std::string(words.no_repetition)
      : repeated == 1 ? std::string(words.one_repetition)
                      : fmt::format(fmt::runtime(words.repetitions), fmt::arg("count", repeated));
  return fmt::format(fmt::runtime(words.carried), fmt::arg("segments", flow.segment_count),
                     fmt::arg("to_server", CountBytes(flow.from_client.stream_bytes, page.words)),
                     fmt::arg("to_client", flow.from_server.stream_bytes),
                     fmt::arg("time", FormatDuration(flow.last - flow.first))) +
         "; " + repetitions;
}

std::string Describe(const WatchedConnection& connection, const Page& page,
                     const LiveWording& words) {
  const FlowRecord& flow = connection.flow;
  const std::string ends = fmt::format("{} -> {}", ToString(flow.client), ToString(flow.server));
  std::string label = connection.label;
  if (!label.empty())
    label += std::string(kLabelIndent - std::min(kLabelIndent, label.size() + 1), ' ') + ' ';
  std::string out = page.pen(Ink::kBold, CutToWidth(label + SafeLine(ends), page.width)) + '\n';
  out += Indented(DescribeTraffic(flow, page, words), Ink::kPlain, page);
  out += Indented(DescribeOpen(flow, words), Ink::kPlain, page);
  if (NeverOpened(flow)) return out;
  const CloseSentence close = DescribeClose(flow, page, words);
  const bool aborted = flow.first_rst.has_value();
  out += Indented(close.how, aborted ? Ink::kBad : Ink::kPlain, page);
  if (!close.why.empty()) out += Indented(close.why, Ink::kDoubt, page);
  return out;
}

}  // namespace

CloseSentence DescribeClose(const FlowRecord& flow, const Page& page, const LiveWording& words) {
  if (flow.first_rst) {
    const auto side = static_cast<std::size_t>(*flow.first_rst);
    return {std::string(words.reset.at(side)), WhyReset(flow, page, words)};
  }
  const bool client = flow.from_client.fin_frame.has_value();
  const bool server = flow.from_server.fin_frame.has_value();
  if (client && server && SideIsOver(flow.client_state) && SideIsOver(flow.server_state)) {
    const auto first = static_cast<std::size_t>(flow.first_fin.value_or(Side::kClient));
    return {std::string(words.closed_first.at(first)), ""};
  }
  if (client != server) {
    return {std::string(words.half_closed.at(server ? 1 : 0)), ""};
  }
  return {
      fmt::format(fmt::runtime(words.left_open), fmt::arg("client", ToString(flow.client_state)),
                  fmt::arg("server", ToString(flow.server_state))),
      ""};
}

std::string RenderWatchSummary(std::span<const WatchedConnection> connections,
                               const WatchTotals& totals, const Page& page,
                               const LiveWording& words) {
  std::string out = "\n";
  const std::uint64_t count = connections.size() + totals.earlier_connections;
  const std::string time = FormatDuration(totals.duration);
  if (count == 0) {
    out += std::string(words.nothing_seen) + '\n';
  } else {
    const auto sentence = count == 1 ? words.one_connection : words.connections;
    out += page.pen(Ink::kBold,
                    fmt::format(fmt::runtime(sentence), fmt::arg("count", count),
                                fmt::arg("segments", totals.segments), fmt::arg("time", time))) +
           '\n';
  }
  for (const WatchedConnection& connection : connections) out += Describe(connection, page, words);
  if (totals.earlier_connections > 0) {
    out += fmt::format(fmt::runtime(words.earlier), fmt::arg("count", totals.earlier_connections),
                       fmt::arg("segments", totals.earlier_segments)) +
           '\n';
  }
  if (totals.dropped > 0) {
    const std::string text =
        fmt::format(fmt::runtime(words.dropped), fmt::arg("count", totals.dropped));
    for (const std::string& line : WrapToWidth(text, page.width)) {
      out += page.pen(Ink::kBad, line) + '\n';
    }
  }
  return out;
}

}  // namespace echocheck
