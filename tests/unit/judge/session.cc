// SPDX-License-Identifier: MIT
#include "tests/unit/judge/session.h"

#include <algorithm>
#include <utility>

#include "harness/model/payload.h"
#include "tests/unit/base/ip_literal.h"
#include "tests/unit/judge/both_languages.h"

namespace echocheck {
namespace {

constexpr std::uint8_t kSynAck = tcp_flag::kSyn | tcp_flag::kAck;
constexpr std::uint8_t kFinAck = tcp_flag::kFin | tcp_flag::kAck;
constexpr std::uint8_t kRstAck = tcp_flag::kRst | tcp_flag::kAck;
constexpr std::uint8_t kPshAck = tcp_flag::kPsh | tcp_flag::kAck;

const Endpoint kServer{"127.0.0.1"_ip, 50000};

// Any will do: checks only ask whether two are equal.
std::uint64_t HashOn(std::uint64_t hash, std::string_view bytes) {
  for (const char byte : bytes) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
  }
  return hash;
}

void Keep(Bytes& head, std::string_view bytes) {
  head += bytes.substr(0, StreamRecord::kKeptHead - std::min(head.size(), StreamRecord::kKeptHead));
}

FlowDirection& DirectionOf(FlowRecord& flow, Side side) {
  return side == Side::kClient ? flow.from_client : flow.from_server;
}

// What the harness does with a socket that is still open when its script is over.
void LetGo(ConnectionRecord& connection, Nanoseconds now) {
  if (!connection.connected || connection.ending == ClientEnding::kReset ||
      connection.ending == ClientEnding::kVanished) {
    return;
  }
  connection.ending = ClientEnding::kClosed;
  if (!connection.ended_at) connection.ended_at = now + Milliseconds(1);
}

Step SendOf(std::string_view bytes) { return {SendStep{{Bytes(bytes), 1}, {}}, {}}; }

}  // namespace

Session::Session() {
  scenario_.name = "story";
  scenario_.server = kServer;
  TargetOutcome& target = evidence_.target;
  target.startup = Startup::kListening;
  target.asked = target.used = kServer;
  target.listening = {kServer};
  target.exit_status = ExitStatus{std::nullopt, 15};
  target.stop = {true, true, true, Milliseconds(1), 0};
  evidence_.capture.state = CaptureState::kComplete;
  Connect("client", 50001);
}

void Session::Connect(std::string name, std::uint16_t port) {
  ClientScript script;
  script.name = name;
  script.port = port;
  scenario_.clients.push_back(std::move(script));
  ConnectionRecord record;
  record.client = std::move(name);
  record.script = static_cast<std::uint32_t>(scenario_.clients.size() - 1);
  record.local = {"127.0.0.1"_ip, port};
  record.remote = kServer;
  record.connected = true;
  record.stream.sent_hash = record.stream.received_hash = StreamHash().value();
  evidence_.history.connections.push_back(std::move(record));
  FlowRecord flow;
  flow.client = connection().local;
  flow.server = kServer;
  flow.handshake_seen = true;
  flow.from_client.stream_hash = flow.from_server.stream_hash = StreamHash().value();
  flows_.push_back(std::move(flow));
  AddStep({ConnectStep{}, {}}, StepOutcome::kDone);
  AddSegment(Side::kClient, tcp_flag::kSyn);
  AddSegment(Side::kServer, kSynAck);
  AddSegment(Side::kClient, tcp_flag::kAck);
}

Session& Session::AndClient(std::string name) {
  Connect(std::move(name), static_cast<std::uint16_t>(connection().local.port + 1));
  return *this;
}

void Session::AddStep(Step step, StepOutcome outcome, std::string error) {
  StepRecord record;
  record.index = static_cast<std::uint32_t>(connection().steps.size());
  record.kind = KindOf(step);
  record.argument = ArgumentOf(step);
  record.outcome = outcome;
  record.begin = now_;
  record.end = Tick();
  record.error = std::move(error);
  record.target_asleep = outcome == StepOutcome::kTimedOut;
  connection().steps.push_back(std::move(record));
  scenario_.clients.back().steps.push_back(std::move(step));
  if (outcome != StepOutcome::kDone) connection().cut_short = true;
}

FlowSegment& Session::AddSegment(Side from, std::uint8_t flags, std::string_view bytes) {
  FlowDirection& direction = DirectionOf(flow(), from);
  FlowSegment segment;
  segment.frame = ++frame_;
  segment.time = Tick();
  segment.from = from;
  segment.flags = flags;
  segment.seq =
      static_cast<std::uint32_t>(direction.stream_bytes) + ((flags & tcp_flag::kSyn) != 0 ? 0 : 1);
  segment.length = static_cast<std::uint32_t>(bytes.size());
  const FlowDirection& other =
      DirectionOf(flow(), from == Side::kClient ? Side::kServer : Side::kClient);
  segment.ack = static_cast<std::uint32_t>(other.stream_bytes) + (other.syn_frame ? 1 : 0) +
                (other.fin_frame ? 1 : 0);
  flow().last = segment.time;
  direction.stream_bytes += bytes.size();
  direction.stream_hash = HashOn(direction.stream_hash, bytes);
  if (!bytes.empty()) direction.last_data_frame = frame_;
  if ((flags & tcp_flag::kSyn) != 0) direction.syn_frame = frame_;
  if ((flags & tcp_flag::kFin) != 0) direction.fin_frame = frame_;
  if ((flags & tcp_flag::kRst) != 0) direction.rst_frame = frame_;
  if ((flags & tcp_flag::kUrg) != 0) direction.urgent_frame = frame_;
  if ((flags & tcp_flag::kFin) != 0 && !flow().first_fin) flow().first_fin = from;
  if ((flags & tcp_flag::kRst) != 0 && !flow().first_rst) flow().first_rst = from;
  if (flow().from_server.stream_bytes > flow().from_client.stream_bytes) {
    if (!flow().unsolicited_frame) flow().unsolicited_frame = frame_;
    flow().unsolicited_bytes =
        std::max(flow().unsolicited_bytes,
                 flow().from_server.stream_bytes - flow().from_client.stream_bytes);
  }
  evidence_.capture.frames = frame_;
  return flow().head.emplace_back(segment);
}

void Session::Reads(std::string_view bytes) {
  StreamRecord& stream = connection().stream;
  if (!stream.first_byte_at) stream.first_byte_at = now_;
  stream.received += bytes.size();
  stream.received_hash = HashOn(stream.received_hash, bytes);
  Keep(stream.received_head, bytes);
  if (stream.received > stream.sent) {
    if (!stream.unsolicited_at) stream.unsolicited_at = now_;
    stream.unsolicited = std::max(stream.unsolicited, stream.received - stream.sent);
  }
}

Session& Session::Sent(std::string_view bytes) {
  StreamRecord& stream = connection().stream;
  stream.sent += bytes.size();
  stream.sent_hash = HashOn(stream.sent_hash, bytes);
  Keep(stream.sent_head, bytes);
  AddStep(SendOf(bytes), StepOutcome::kDone);
  AddSegment(Side::kClient, kPshAck, bytes);
  return *this;
}

Session& Session::Came(std::string_view bytes) {
  AddSegment(Side::kServer, kPshAck, bytes);
  Reads(bytes);
  return *this;
}

Session& Session::CameAsUrgentData(char byte) {
  AddSegment(Side::kServer, kPshAck | tcp_flag::kUrg, {&byte, 1});
  return *this;
}

Session& Session::CameUnread(std::string_view bytes) {
  AddSegment(Side::kServer, kPshAck, bytes);
  return *this;
}

Session& Session::Echoed(std::string_view bytes) {
  return Sent(bytes).Came(bytes).Waited(Expectation::kEcho, StepOutcome::kDone);
}

Session& Session::Waited(Expectation what, StepOutcome outcome) {
  AddStep({ExpectStep{what, {}}, {}}, outcome);
  return *this;
}

Session& Session::CouldNot(Step step, StepOutcome outcome, std::string error) {
  AddStep(std::move(step), outcome, std::move(error));
  return *this;
}

void Session::End(ClientEnding ending) {
  connection().ending = ending;
  connection().ended_at = Tick();
}

Session& Session::ClientCloses() {
  AddStep({CloseStep{}, {}}, StepOutcome::kDone);
  End(ClientEnding::kClosed);
  AddSegment(Side::kClient, kFinAck);
  return *this;
}

Session& Session::ClientHalfCloses() {
  AddStep({ShutdownStep{}, {}}, StepOutcome::kDone);
  End(ClientEnding::kShutdown);
  AddSegment(Side::kClient, kFinAck);
  return *this;
}

Session& Session::ClientResets() {
  AddStep({ResetStep{}, {}}, StepOutcome::kDone);
  End(ClientEnding::kReset);
  AddSegment(Side::kClient, kRstAck);
  return *this;
}

Session& Session::ClientVanishes() {
  AddStep({VanishStep{}, {}}, StepOutcome::kDone);
  End(ClientEnding::kVanished);
  return *this;
}

Session& Session::ClientLeavesUnread() {
  AddStep({CloseStep{}, {}}, StepOutcome::kDone);
  End(ClientEnding::kClosed);
  connection().left_unread = true;
  AddSegment(Side::kClient, kRstAck);
  return *this;
}

Session& Session::Probed(Release by, std::uint64_t missing, std::uint64_t released) {
  StallProbe probe;
  probe.missing = missing;
  probe.released_by = by;
  probe.released = probe.received = released;
  probe.sent = by == Release::kNewline ? 1 : 0;
  connection().probe = probe;
  return *this;
}

Session& Session::Did(Step step) {
  AddStep(std::move(step), StepOutcome::kDone);
  return *this;
}

Session& Session::Signalled(TargetSignal signal) {
  target().signals.push_back({signal, Tick()});
  return *this;
}

Session& Session::Stopped(TargetSignal signal) {
  CommandedStop stop;
  stop.signal = signal;
  stop.at = Tick();
  stop.stop = {true, true, true, Milliseconds(1), 0};
  target().stops.push_back(stop);
  target().stop = {};
  return *this;
}

Session& Session::Restarted(TargetSignal signal, Startup startup) {
  const StopRecord at_last = target().stop;
  Stopped(signal);
  Relaunch relaunch;
  relaunch.startup = startup;
  target().stops.back().relaunch = relaunch;
  if (startup == Startup::kListening) target().stop = at_last;
  return *this;
}

Session& Session::Died(ExitStatus status) {
  target().ended_early = target().exit_status = status;
  target().ended_at = Tick();
  target().stop = {};
  return *this;
}

Session& Session::Wrote(std::string_view output) {
  target().output_tail += output;
  target().output_bytes += output.size();
  return *this;
}

Session& Session::Left(std::string state, std::uint32_t holders, bool held_by_launched) {
  SocketRecord socket;
  socket.state = std::move(state);
  socket.local = kServer;
  socket.remote = connection().local;
  socket.holders = holders;
  socket.held_by_launched = held_by_launched;
  target().sockets_left.push_back(socket);
  return *this;
}

Session& Session::ServerCloses() {
  AddSegment(Side::kServer, kFinAck);
  if (connection().ending != ClientEnding::kClosed) connection().stream.eof_at = Tick();
  return *this;
}

Session& Session::ServerResets() {
  AddSegment(Side::kServer, kRstAck);
  if (connection().ending != ClientEnding::kClosed) connection().stream.reset_at = Tick();
  return *this;
}

Session& Session::FoundItsAddressTaken() {
  NotConnected(StepOutcome::kFailed);
  flow_hidden_ = true;
  StepRecord& connect = connection().steps.front();
  connect.error = "binding the client: Address already in use";
  connect.address_taken = connection().local;
  return *this;
}

Session& Session::OnTheHost() {
  evidence_.isolation = Isolation::kHost;
  return *this;
}

Session& Session::NotConnected(StepOutcome outcome) {
  connection().connected = false;
  connection().steps.front().outcome = outcome;
  connection().cut_short = true;
  flow().from_server = {};
  flow().head.resize(1);
  if (outcome == StepOutcome::kRefused) AddSegment(Side::kServer, kRstAck);
  return *this;
}

Session& Session::WithoutCapture() {
  evidence_.capture = {};
  evidence_.capture.reason = "not permitted";
  flow_hidden_ = true;
  return *this;
}

Session& Session::WithIncompleteCapture() {
  evidence_.capture.state = CaptureState::kIncomplete;
  evidence_.capture.reason = "the kernel dropped 3 frames";
  return *this;
}

Session& Session::WithoutFlow() {
  flow_hidden_ = true;
  return *this;
}

Session& Session::Matching(std::string pattern) {
  PatternResult result;
  result.matched = true;
  return Mismatching(std::move(pattern), std::move(result));
}

Session& Session::Mismatching(std::string pattern, PatternResult result) {
  result.expectation = {std::move(pattern), PatternMode::kNormal};
  scenario_.clients.back().flags = result.expectation;
  flow().pattern = std::move(result);
  return *this;
}

Judgement Session::Judged(bool strict) const {
  static const std::vector<FlowRecord> kNone;
  static const WireTotals kTotals;
  ScenarioEvidence evidence = evidence_;
  for (ConnectionRecord& connection : evidence.history.connections) LetGo(connection, now_);
  const CheckInput input{scenario_, evidence, flow_hidden_ ? kNone : flows_, kTotals};
  ExpectBothLanguages(input);
  return Judge(input, {strict, language_});
}

std::optional<Finding> Session::Says(std::string_view check) const {
  for (const Finding& finding : Judged().findings) {
    if (finding.check == check) return finding;
  }
  return std::nullopt;
}

std::vector<std::string> Session::Failing() const {
  std::vector<std::string> ids;
  for (const Finding& finding : Judged().findings) {
    if (finding.verdict == Verdict::kFail || finding.verdict == Verdict::kWarn) {
      ids.push_back(finding.check);
    }
  }
  return ids;
}

std::string CauseOf(const Session& session, std::string_view check) {
  const auto finding = session.Says(check);
  return finding && finding->cause ? finding->cause->id : "";
}

std::optional<Verdict> VerdictOn(const Session& session, std::string_view check) {
  const auto finding = session.Says(check);
  if (!finding) return std::nullopt;
  return finding->verdict;
}

Session Served() { return Session().Echoed("hoge\n").ClosedByClient(); }

Bytes BytesOfSeed(std::size_t size, std::uint64_t seed) {
  Bytes bytes(size, '\0');
  GeneratePayload({RandomBytes{size, seed}, 1}, 0, 0, bytes);
  return bytes;
}

}  // namespace echocheck
