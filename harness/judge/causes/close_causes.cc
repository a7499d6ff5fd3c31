// SPDX-License-Identifier: MIT
// How a connection ended.
#include <algorithm>
#include <chrono>

#include "harness/judge/causes/cause_families.h"
#include "harness/judge/facts/echo_divergence.h"

namespace echocheck {
namespace {

bool EndedByReset(const Connection& connection) {
  const StreamRecord& stream = connection.record.stream;
  if (connection.flow != nullptr) {
    const FlowDirection& server = connection.flow->from_server;
    return server.rst_frame && (!server.fin_frame || *server.rst_frame < *server.fin_frame);
  }
  return stream.reset_at && !stream.eof_at;
}

// One message was answered, whole, and the server left.
std::optional<CauseArguments> ClosesAfterFirstEcho(const CauseContext& context) {
  if (context.connection == nullptr || !ServerEndedFirst(*context.connection)) return std::nullopt;
  const EchoDivergence divergence(*context.connection);
  const auto messages = MessagesOf(*context.connection);
  if (divergence.differs() || messages.empty()) return std::nullopt;
  if (divergence.came_back() != messages.front().size) return std::nullopt;
  return CauseArguments{{"count", std::to_string(divergence.came_back())}};
}

// How long nobody had said anything when the server ended; nullopt: an answer was due.
std::optional<Nanoseconds> SilenceOnWire(const FlowRecord& flow) {
  const auto& server = flow.from_server;
  const std::uint64_t end_frame =
      std::min(server.fin_frame.value_or(UINT64_MAX), server.rst_frame.value_or(UINT64_MAX));
  const FlowSegment* end = nullptr;
  const FlowSegment* last = nullptr;  // with bytes, or of the handshake
  for (const auto* segments : {&flow.head, &flow.tail}) {
    for (const FlowSegment& segment : *segments) {
      if (segment.frame == end_frame) end = &segment;
      const bool counts = segment.length > 0 || (segment.flags & tcp_flag::kSyn) != 0;
      if (counts && segment.frame < end_frame) last = &segment;
    }
  }
  if (end == nullptr || last == nullptr || last->from != Side::kServer) return std::nullopt;
  return end->time - last->time;
}

// The same as far as a socket shows it: the script had the client be silent.
std::optional<Nanoseconds> SilenceOnSocket(const ConnectionRecord& record) {
  const StreamRecord& stream = record.stream;
  const auto& end = stream.eof_at ? stream.eof_at : stream.reset_at;
  const StepRecord* connect = FindStep(record, StepKind::kConnect);
  const StepRecord* stopped = StoppedAt(record);
  if (!end || connect == nullptr || stopped == nullptr) return std::nullopt;
  if (stopped->kind != StepKind::kExpectQuiet || stream.received != stream.sent)
    return std::nullopt;
  return *end - stream.last_byte_at.value_or(connect->end);
}

// Its client had got back all that it had sent, or had said nothing yet.
std::optional<CauseArguments> ClosesOnSilence(const CauseContext& context) {
  // One that closes behind its answer may need this long when the machine is loaded.
  constexpr Milliseconds kSilence{100};
  if (context.connection == nullptr || !ServerEndedFirst(*context.connection)) return std::nullopt;
  if (EchoDivergence(*context.connection).differs()) return std::nullopt;
  const auto silence = context.connection->flow != nullptr
                           ? SilenceOnWire(*context.connection->flow)
                           : SilenceOnSocket(context.connection->record);
  if (!silence || *silence < kSilence) return std::nullopt;
  const auto whole = std::chrono::duration_cast<Milliseconds>(*silence);
  return CauseArguments{{"ms", std::to_string(whole.count())}};
}

// What a socket is closed over is gone, and its kernel says so with RST (RFC 2525, section 2.17).
// If the client's FIN was there before, what is missing may also have been thrown away on its way
// back (SO_LINGER), but only where it had to wait.
std::optional<CauseArguments> ClosedWithUnreadData(const CauseContext& context) {
  if (context.connection == nullptr) return std::nullopt;
  const Connection& connection = *context.connection;
  const EchoDivergence divergence(connection);
  if (!EndedByReset(connection) || divergence.missing() == 0) return std::nullopt;
  if (!ServerEndedFirst(connection) &&
      (!HalfClosed(connection.record) || UnderPressure(connection, context.input.scenario))) {
    return std::nullopt;
  }
  return CauseArguments{{"count", std::to_string(divergence.missing())}};
}

std::optional<CauseArguments> ResetInsteadOfFin(const CauseContext& context) {
  if (context.connection == nullptr || !EndedByReset(*context.connection)) return std::nullopt;
  const ConnectionRecord& record = context.connection->record;
  return CauseArguments{{"client", record.client}, {"port", std::to_string(record.local.port)}};
}

const SocketRecord* LeftSocketOf(const CauseContext& context) {
  for (const SocketRecord& socket : context.input.evidence.target.sockets_left) {
    if (socket.state != "CLOSE-WAIT") continue;
    if (context.connection == nullptr) return &socket;
    if (socket.remote.port == context.connection->record.local.port) return &socket;
  }
  return nullptr;
}

std::size_t LeftInCloseWait(const CauseContext& context) {
  const auto& left = context.input.evidence.target.sockets_left;
  return static_cast<std::size_t>(
      std::count_if(left.begin(), left.end(), [](const SocketRecord& socket) {
        return socket.state == "CLOSE-WAIT" && socket.holders > 0;
      }));
}

// The child that served it has ended or closed it, and its parent has not.
std::optional<CauseArguments> ParentHolds(const CauseContext& context) {
  const SocketRecord* socket = LeftSocketOf(context);
  if (socket == nullptr || context.input.evidence.target.most_processes < 2) return std::nullopt;
  if (!socket->held_by_launched || socket->holders != 1) return std::nullopt;
  if (socket->holders_unseen) return std::nullopt;  // a child may hold it, too
  return CauseArguments{{"count", std::to_string(LeftInCloseWait(context))}};
}

std::optional<CauseArguments> NeverCloses(const CauseContext& context) {
  const SocketRecord* socket = LeftSocketOf(context);
  // Nobody holds a connection that was never accepted: that is another matter.
  if (socket != nullptr && socket->holders > 0) {
    return CauseArguments{{"count", std::to_string(LeftInCloseWait(context))}};
  }
  // Of a target that runs without us the wire alone shows it.
  const bool ours = context.input.evidence.target.startup != Startup::kNotLaunched;
  const FlowRecord* flow = context.connection != nullptr ? context.connection->flow : nullptr;
  if (ours || flow == nullptr || flow->server_state != TcpState::kCloseWait) return std::nullopt;
  const auto count =
      std::ranges::count(context.input.flows, TcpState::kCloseWait, &FlowRecord::server_state);
  return CauseArguments{{"count", std::to_string(count)}};
}

constexpr CheckSet kKept = {CheckId::kCloseFin, CheckId::kCloseReleased,
                            CheckId::kTargetDescriptors, CheckId::kTargetMemory};

}  // namespace

std::span<const CauseRule> CloseCauses() {
  static constexpr CauseRule kCauses[] = {
      {"closes-on-silence",
       {CheckId::kEchoComplete, CheckId::kCloseOrder, CheckId::kCloseNoReset, CheckId::kCloseFin},
       "ms",
       ClosesOnSilence},
      {"closes-after-first-echo",
       {CheckId::kEchoComplete, CheckId::kCloseOrder, CheckId::kCloseNoReset, CheckId::kCloseFin},
       "count",
       ClosesAfterFirstEcho},
      {"closed-with-unread-data",
       {CheckId::kEchoComplete, CheckId::kCloseOrder, CheckId::kCloseNoReset},
       "count",
       ClosedWithUnreadData},
      {"reset-instead-of-fin",
       {CheckId::kCloseOrder, CheckId::kCloseNoReset},
       "client port",
       ResetInsteadOfFin},
      {"parent-holds-descriptor", kKept, "count", ParentHolds},
      {"never-closes", kKept, "count", NeverCloses},
  };
  return kCauses;
}

}  // namespace echocheck
