// SPDX-License-Identifier: MIT
#include "tests/unit/wire/flow_fixture.h"

#include <utility>

#include "harness/base/bytes.h"

namespace echocheck {
namespace {

constexpr std::uint16_t kClientPort = 50001;
constexpr std::uint16_t kServerPort = 50000;

// Around every wrap that 32-bit arithmetic can get wrong: signed, unsigned, and the middle of the
// handshake, of the first bytes and of the FIN.
INSTANTIATE_TEST_SUITE_P(Isn, FlowTest,
                         testing::Values(0U, 1U, 0x7ffffffdU, 0xffffffffU, 0xfffffffbU));

void Put16(std::vector<std::uint8_t>& out, unsigned value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}
void Put32(std::vector<std::uint8_t>& out, std::uint32_t value) {
  Put16(out, value >> 16);
  Put16(out, value & 0xffff);
}

}  // namespace

std::vector<std::uint8_t> MakePacket(const SegmentSpec& spec) {
  const unsigned options = spec.window_scale ? 4 : 0;
  const std::size_t total = 20 + 20 + options + spec.payload.size();
  std::vector<std::uint8_t> out;
  Put16(out, 0x4500);
  Put16(out, total > 0xffff ? 0 : static_cast<unsigned>(total));  // 0: as TSO leaves it
  Put32(out, std::uint32_t{spec.identification} << 16);
  Put32(out, 0x40060000);
  Put32(out, 0x7f000001);
  Put32(out, 0x7f000001);
  Put16(out, spec.source_port);
  Put16(out, spec.destination_port);
  Put32(out, spec.seq);
  Put32(out, spec.ack);
  Put16(out, ((20 + options) / 4) << 12 | spec.flags);
  Put16(out, spec.window);
  Put32(out, 0);
  if (spec.window_scale) Put32(out, 0x01030300U | *spec.window_scale);
  out.insert(out.end(), spec.payload.begin(), spec.payload.end());
  return out;
}

Peer& Peer::At(std::int64_t offset) {
  tweak_.at = offset;
  return *this;
}
Peer& Peer::Acking(std::int64_t offset) {
  tweak_.ack = offset;
  return *this;
}
Peer& Peer::Window(std::uint16_t window) {
  tweak_.window = window;
  return *this;
}
Peer& Peer::Uncaptured() {
  tweak_.captured = false;
  return *this;
}
Peer& Peer::CutTo(std::size_t payload_bytes) {
  tweak_.cut = payload_bytes;
  return *this;
}
Peer& Peer::With(std::uint8_t more_flags) {
  tweak_.flags = more_flags;
  return *this;
}

void Peer::Syn() { Send(tcp_flag::kSyn, ""); }
void Peer::SynAck() { Send(tcp_flag::kSyn | tcp_flag::kAck, ""); }
void Peer::Ack() { Send(tcp_flag::kAck, ""); }
void Peer::Data(const std::string& bytes) { Send(tcp_flag::kPsh | tcp_flag::kAck, bytes); }
void Peer::Fin() { Send(tcp_flag::kFin | tcp_flag::kAck, ""); }
void Peer::DataFin(const std::string& bytes) {
  Send(tcp_flag::kFin | tcp_flag::kPsh | tcp_flag::kAck, bytes);
}
void Peer::Rst() { Send(tcp_flag::kRst, ""); }
void Peer::RstAck() { Send(tcp_flag::kRst | tcp_flag::kAck, ""); }
void Peer::Odd(std::uint8_t flags, const std::string& bytes) { Send(flags, bytes); }

void Peer::Restart(std::uint32_t isn) {
  isn_ = isn;
  next_ = 0;
}

void Peer::Send(std::uint8_t flags, const std::string& payload) {
  const Tweak tweak = std::exchange(tweak_, {});
  const Peer& other = test_.OtherOf(*this);
  SegmentSpec spec;
  spec.source_port = port_;
  spec.destination_port = other.port_;
  spec.flags = flags | tweak.flags;
  const std::int64_t offset = tweak.at.value_or(next_);
  spec.seq = isn_ + static_cast<std::uint32_t>(offset);
  if ((flags & tcp_flag::kAck) != 0) {
    spec.ack = other.isn_ + static_cast<std::uint32_t>(tweak.ack.value_or(other.next_));
  }
  spec.window = tweak.window.value_or(spec.window);
  spec.payload = payload;
  const bool is_syn = (flags & tcp_flag::kSyn) != 0;
  if (is_syn) spec.window_scale = window_scale;
  if (!tweak.at) {
    next_ += static_cast<std::int64_t>(payload.size());
    next_ += is_syn || (flags & tcp_flag::kFin) != 0 ? 1 : 0;
  }
  if (tweak.captured) test_.Capture(spec, tweak.cut);
}

FlowTest::FlowTest()
    : client(*this, kClientPort, GetParam()),
      server(*this, kServerPort, GetParam() ^ 0x80000001U) {}

void FlowTest::Open() {
  client.Syn();
  server.SynAck();
  client.Ack();
}

void FlowTest::Close() {
  client.Fin();
  server.Fin();
  client.Ack();
}

FlowAnalyzer& FlowTest::Analyzer() {
  if (!analyzer_) analyzer_ = std::make_unique<FlowAnalyzer>(options_);
  return *analyzer_;
}

void FlowTest::Capture(const SegmentSpec& spec, std::optional<std::size_t> cut) {
  const auto packet = MakePacket(spec);
  std::span<const std::uint8_t> data = packet;
  if (cut) data = data.first(packet.size() - spec.payload.size() + *cut);
  ++frame_;
  Analyzer().Add(LinkType::kIpv4, {frame_, std::chrono::microseconds(frame_) + pause_,
                                   static_cast<std::uint32_t>(packet.size()), data});
}

const std::vector<FlowRecord>& FlowTest::Flows() {
  if (!flows_) flows_ = Analyzer().Finish();
  return *flows_;
}

const FlowRecord& FlowTest::Flow() {
  EXPECT_EQ(Flows().size(), 1U);
  return Flows().at(0);
}

std::string FlowTest::Roles() {
  std::string text;
  for (const FlowSegment& segment : Flow().head) {
    if (!text.empty()) text += ' ';
    text += segment.from == Side::kClient ? "C:" : "S:";
    text += ToString(segment.role);
  }
  return text;
}

std::string FlowTest::States() {
  std::string text;
  for (const FlowSegment& segment : Flow().head) {
    if (!text.empty()) text += ' ';
    text += std::string(ToString(segment.client_state)) + "/";
    text += ToString(segment.server_state);
  }
  return text;
}

std::string FlowTest::FinalStates() {
  return std::string(ToString(Flow().client_state)) + "/" +
         std::string(ToString(Flow().server_state));
}

std::uint64_t FlowTest::HashOf(const std::string& bytes) {
  StreamHash hash;
  hash.Add(bytes);
  return hash.value();
}

}  // namespace echocheck
