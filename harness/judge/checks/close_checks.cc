// SPDX-License-Identifier: MIT
// close.*: how a connection ends. FIN and RST are two things: the one says "I have no more to
// send", the other "this connection does not exist".
#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "harness/judge/checks/check_families.h"
#include "harness/judge/facts/commanded_stops.h"
#include "harness/judge/facts/connections.h"
#include "harness/judge/phrases.h"

namespace echocheck {
namespace {

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

// The frame in which a side ended its part: FIN or RST, whichever came first.
std::uint64_t EndFrame(const FlowDirection& side) {
  return std::min(side.fin_frame.value_or(kNever), side.rst_frame.value_or(kNever));
}

// A reset that ends the server's side. Behind a FIN it is the kernel's answer to bytes for a
// connection that the server had closed already, and that is close.order's matter.
bool ServerReset(const FlowRecord& flow) {
  if (!flow.from_server.rst_frame) return false;
  const std::uint64_t reset = *flow.from_server.rst_frame;
  return reset < flow.from_client.rst_frame.value_or(kNever) &&
         reset < flow.from_server.fin_frame.value_or(kNever);
}

// The same as far as a socket shows it.
bool SawReset(const StreamRecord& stream) {
  return stream.reset_at && (!stream.eof_at || *stream.reset_at < *stream.eof_at);
}

bool WasReset(const Connection& connection) {
  return connection.flow != nullptr ? ServerReset(*connection.flow)
                                    : SawReset(connection.record.stream);
}

// The client half-closed and read on until its time was over: it would have seen the server's FIN.
bool WaitedInVain(const ConnectionRecord& record) {
  const StepRecord* stopped = StoppedAt(record);
  return HalfClosed(record) && stopped != nullptr && stopped->kind == StepKind::kExpectEof &&
         stopped->outcome == StepOutcome::kTimedOut;
}

// RFC 9293, section 3.6 (case 2): the FIN of one side asks the other to finish and send its own.
// An echo server that has sent back all has nothing left to wait for.
std::optional<Conclusion> JudgeFinOf(const CheckInput& input, const Connection& connection) {
  if (OpenWhenToldToStop(input, connection)) return std::nullopt;
  const ConnectionRecord& record = connection.record;
  const FlowRecord* flow = connection.flow;
  if (record.stream.eof_at || (flow != nullptr && flow->from_server.fin_frame)) {
    return Pass(Say("checks.fin_sent"));
  }
  if (LeftWithoutFin(record) || ExpectsReset(connection.script)) return std::nullopt;
  if (WasReset(connection)) return Skipped(Say("checks.was_reset"));
  if (!WaitedInVain(record)) {
    if (flow == nullptr) return WhyNoWire(input);
    // Leaving with unread bytes, a client resets instead: then no FIN is due.
    if (!flow->from_client.fin_frame || flow->from_client.rst_frame) return std::nullopt;
  }
  const std::string limit = std::to_string(input.scenario.close_timeout.count());
  return Fail(Say("checks.no_fin"), Say("checks.fin_within", {{"ms", limit}}),
              flow != nullptr
                  ? Say("checks.no_fin_in_state", {{"state", ToString(flow->server_state)}})
                  : Say("checks.no_fin_seen"),
              Frames({flow != nullptr ? flow->from_client.fin_frame : std::nullopt}));
}

std::optional<Conclusion> JudgeFin(const CheckInput& input) {
  return JudgeConnections(input, JudgeFinOf);
}

Conclusion EndedFirst(bool with_reset, Evidence evidence) {
  return Fail(Say("checks.ended_first"), Say("checks.client_ends"),
              Say(with_reset ? "checks.rst_first" : "checks.fin_first"), std::move(evidence));
}

Conclusion JudgeOrderOnWire(const FlowRecord& flow) {
  const std::uint64_t server = EndFrame(flow.from_server);
  const std::uint64_t client = EndFrame(flow.from_client);
  if (server >= client) return Pass(Say("checks.client_first"));
  Evidence evidence = Frames({server});
  if (client != kNever) evidence.frames.push_back(client);
  return EndedFirst(!flow.from_server.fin_frame || *flow.from_server.fin_frame != server,
                    std::move(evidence));
}

// As far as a socket shows it, for which whatever came before the client's own FIN came first. A
// client that closes takes what has arrived by then, so that an end seen without a half-close came
// before its own.
std::optional<Conclusion> JudgeOrderOnSocket(const ConnectionRecord& record) {
  const StreamRecord& stream = record.stream;
  const bool half_closed = HalfClosed(record);
  const auto first = [&](const std::optional<Nanoseconds>& at) {
    return at && (!half_closed || !record.ended_at || *at < *record.ended_at);
  };
  if (first(stream.eof_at)) return EndedFirst(false, {});
  if (first(stream.reset_at)) return EndedFirst(true, {});
  const bool saw_the_end = stream.eof_at || stream.reset_at || WaitedInVain(record);
  if (half_closed && saw_the_end) return Pass(Say("checks.client_first"));
  return std::nullopt;
}

// RFC 862, TCP: the service "continues until the calling user terminates the connection". The
// caller ends it, the server follows.
std::optional<Conclusion> JudgeOrderOf(const CheckInput& input, const Connection& connection) {
  if (ExpectsReset(connection.script)) return std::nullopt;
  if (OpenWhenToldToStop(input, connection)) return std::nullopt;
  if (connection.record.ending == ClientEnding::kVanished) {
    // The wire shows no end of its own. What the socket saw of the server's came before.
    const StreamRecord& stream = connection.record.stream;
    if (stream.eof_at || stream.reset_at) return EndedFirst(!stream.eof_at, {});
    return std::nullopt;
  }
  if (connection.flow != nullptr) return JudgeOrderOnWire(*connection.flow);
  if (auto conclusion = JudgeOrderOnSocket(connection.record)) return conclusion;
  return WhyNoWire(input);
}

std::optional<Conclusion> JudgeOrder(const CheckInput& input) {
  return JudgeConnections(input, JudgeOrderOf);
}

// A scenario may be about the very reset; then it is the want of one that fails.
std::optional<Conclusion> JudgeWantedReset(const ConnectionRecord& record) {
  const StepRecord* step = FindStep(record, StepKind::kExpectReset);
  if (step == nullptr || step->outcome == StepOutcome::kAbandoned) return std::nullopt;
  if (step->outcome == StepOutcome::kDone) return Pass(Say("checks.reset_as_asked"));
  return Fail(Say("checks.no_reset_came"), Plain("RST"), SayOutcome(step->outcome));
}

// RFC 9293, section 3.6: an orderly end is a FIN. A reset throws away what is still on its way, in
// both directions (section 3.5.2). Unless the client reset itself, nothing calls for one.
std::optional<Conclusion> JudgeNoResetOf(const CheckInput& input, const Connection& connection) {
  const ConnectionRecord& record = connection.record;
  const FlowRecord* flow = connection.flow;
  if (ExpectsReset(connection.script)) return JudgeWantedReset(record);
  if (OpenWhenToldToStop(input, connection)) return std::nullopt;
  const bool vanished = record.ending == ClientEnding::kVanished;
  if (vanished ? SawReset(record.stream) : WasReset(connection)) {
    const bool client_first = flow != nullptr
                                  ? EndFrame(flow->from_client) < EndFrame(flow->from_server)
                                  : record.ended_at && *record.ended_at < *record.stream.reset_at;
    return Fail(Say("checks.ended_by_rst"), Plain("FIN"),
                Say(client_first ? "checks.rst_after_fin" : "checks.rst_while_connected"),
                flow != nullptr ? Frames({flow->from_client.fin_frame, flow->from_server.rst_frame})
                                : Evidence{});
  }
  if (LeftWithoutFin(record)) return std::nullopt;
  if (flow == nullptr) {
    return record.stream.eof_at ? Pass(Say("checks.no_reset")) : WhyNoWire(input);
  }
  const bool client_reset = flow->from_client.rst_frame && !flow->from_server.fin_frame;
  if (client_reset) return std::nullopt;
  return Pass(Say("checks.no_reset"));
}

std::optional<Conclusion> JudgeNoReset(const CheckInput& input) {
  return JudgeConnections(input, JudgeNoResetOf);
}

Sentence Described(const SocketRecord& socket) {
  const std::string remote = ToString(socket.remote);
  if (socket.receive_queue == 0) {
    return Say("checks.socket", {{"state", socket.state}, {"remote", remote}});
  }
  return Say(
      "checks.socket_unread",
      {{"state", socket.state}, {"remote", remote}, {"bytes", SayBytes(socket.receive_queue)}});
}

// RFC 9293, section 3.6: CLOSE-WAIT lasts until the local user closes. A program that forgets keeps
// a descriptor for every client it ever had, until there are no more.
std::optional<Conclusion> JudgeReleased(const CheckInput& input) {
  if (input.evidence.target.startup == Startup::kNotLaunched) return NotLaunchedByUs();
  if (auto reason = NobodyConnected(input)) return reason;
  const std::vector<SocketRecord>& left = input.evidence.target.sockets_left;
  if (left.empty()) return Pass(Say("checks.no_sockets_left"));
  constexpr std::size_t kShown = 16;
  Evidence evidence;
  for (const SocketRecord& socket : left) {
    if (evidence.ports.size() < kShown) evidence.ports.push_back(socket.remote.port);
  }
  const Sentence first = Described(left.front());
  return Fail(Say("checks.sockets_left", {{"count", left.size()}, {"state", left.front().state}}),
              Say("checks.no_socket_of_gone"),
              left.size() == 1
                  ? first
                  : Say("checks.and_more", {{"first", first}, {"count", left.size() - 1}}),
              std::move(evidence));
}

}  // namespace

std::span<const Check> CloseChecks() {
  static constexpr Check kChecks[] = {
      {CheckId::kCloseFin, Level::kMust, "RFC 9293, 3.6", JudgeFin},
      {CheckId::kCloseOrder, Level::kMust, "RFC 862, TCP", JudgeOrder},
      {CheckId::kCloseNoReset, Level::kMust, "RFC 9293, 3.6", JudgeNoReset},
      {CheckId::kCloseReleased, Level::kShould, "RFC 9293, 3.6", JudgeReleased},
  };
  return kChecks;
}

}  // namespace echocheck
