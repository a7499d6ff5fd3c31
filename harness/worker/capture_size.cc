// SPDX-License-Identifier: MIT
#include "harness/worker/capture_size.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "harness/words/because.h"

namespace echocheck {
namespace {

constexpr std::uint64_t kMiB = 1U << 20;

bool IsHeavy(const Scenario& scenario) {
  return scenario.PayloadBytes() > (256U << 10) || scenario.ConnectionCount() > 64;
}

// Bulk is judged by its bytes at the sockets and by sequence numbers: its payload on the wire
// would fill disks and say nothing more.
constexpr std::uint64_t kWholeFrames = 1U << 20;
constexpr std::uint32_t kHeadersOnly = 128;

// So many connections make bursts, for which a ring needs many small slots. What each connection
// sends fits into one.
constexpr std::uint64_t kManyConnections = 256;
constexpr std::uint32_t kShortFrames = 512;

std::optional<std::uint32_t> SnapshotLengthFor(const Scenario& scenario) {
  if (scenario.PayloadBytes() > kWholeFrames) return kHeadersOnly;
  if (scenario.ConnectionCount() > kManyConnections) return kShortFrames;
  return std::nullopt;
}

// The ring holds what comes while this process does not run. The catalogue's largest scenarios
// would fit into the small one whole. In a large one, each page that is touched for the first time
// costs as much as ten frames.
constexpr std::uint32_t kSmallRing = 8U << 20;
constexpr std::uint32_t kLargeRing = 32U << 20;

std::uint32_t RingBytesFor(const Scenario& scenario) {
  const bool huge = scenario.PayloadBytes() > 256 * kMiB || scenario.ConnectionCount() > 4096;
  return huge ? kLargeRing : kSmallRing;
}

// A server that answers byte by byte sends and acknowledges some 400 bytes of headers for each byte
// of payload; 256 MiB are 2.5 million frames, which take a second to judge.
LiveCaptureOptions::Bounds BoundsFor(const Scenario& scenario) {
  const std::uint64_t payload = scenario.PayloadBytes();
  LiveCaptureOptions::Bounds bounds;
  bounds.whole = 16 * kMiB + 16 * payload;
  bounds.all = std::min(64 * kMiB + 448 * payload, std::max(256 * kMiB, 2 * payload));
  return bounds;
}

// Returns what the clients sent, and what they tried out when an echo did not come: that is in no
// script.
std::uint64_t SentBytes(const Scenario& scenario, const History& history) {
  std::uint64_t sent = 0;
  std::uint64_t tried = 0;
  for (const ConnectionRecord& connection : history.connections) {
    sent += connection.stream.sent;
    if (connection.probe) tried += connection.probe->sent;
  }
  return std::max(sent, scenario.PayloadBytes()) + tried;
}

// Counts four frames for each byte of payload, sent and acknowledged in either direction, and those
// that open and close connections. Some thousands more prove no flood.
std::uint64_t FramesAtMost(const Scenario& scenario, std::uint64_t sent) {
  return 5000 + 4 * sent + 100 * scenario.ConnectionCount();
}

}  // namespace

LiveCaptureOptions CaptureSizeFor(const Scenario& scenario) {
  LiveCaptureOptions options;
  if (IsHeavy(scenario)) options.ring_bytes = RingBytesFor(scenario);
  options.snapshot_length = SnapshotLengthFor(scenario);
  options.bounds = BoundsFor(scenario);
  return options;
}

void NameFlood(const Scenario& scenario, ScenarioEvidence& evidence) {
  CaptureLog& capture = evidence.capture;
  if (capture.state != CaptureState::kIncomplete) return;
  if (evidence.isolation != Isolation::kPrivate) return;
  const std::uint64_t frames = capture.frames + capture.kernel_drops;
  const std::uint64_t sent = SentBytes(scenario, evidence.history);
  if (!capture.given_up && frames <= FramesAtMost(scenario, sent)) return;
  capture.reason = Because(Say(
      "reasons.flooded", {{"frames", frames}, {"sent", sent}, {"reason", capture.reason.said()}}));
}

}  // namespace echocheck
