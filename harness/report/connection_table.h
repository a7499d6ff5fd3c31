// SPDX-License-Identifier: MIT
// What `echocheck explain` prints: a capture's connections, three lines each, one for what each end
// sent and one for the connection as a whole:
//
//                                             Retrans Dup Out-Of   Zero Keep-
//   stream                      packets    bytes mission ACK -Order Window Alive RST
//         duration; how it was opened; how it was closed; completeness
//       0 127.0.0.1:50001             7      482       -   -      -      -     -   -
//         127.0.0.1:50000             5      342       -   -      -      -     -   -
//         0.307 ms; handshake; FIN by client, then server; Complete, WITH_DATA (31)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "harness/model/flow.h"
#include "harness/report/console_text.h"

namespace echocheck {

struct CaptureSummary {
  std::string_view name;  // of the file
  WireTotals totals;
  Nanoseconds duration{0};        // from the first frame to the last
  std::uint64_t connections = 0;  // in all of the capture
  std::uint64_t matching = 0;     // of them those that were asked for
  std::uint64_t closed = 0;       // of those
  FlowDirection sum;              // of their counts, both directions
};

// All of them whole lines, at most page.width columns each unless numbers are enormous.
std::string RenderCaptureSummary(const CaptureSummary& summary, const Page& page);
std::string RenderConnectionHeading(const Page& page);
std::string RenderConnection(const FlowRecord& flow, const Page& page);

// That there are `count` more, and how to see them.
std::string RenderMoreConnections(std::uint64_t count, const Page& page);

// For one connection: a sentence on each thing that its row counts.
std::string RenderConnectionNotes(const FlowRecord& flow, const Page& page);

}  // namespace echocheck
