// SPDX-License-Identifier: MIT
// Segments of two ports' connections, with numbers near to those that a kernel would use, and far
// from them. FlowAnalyzer and the plain model of flow_model.h must agree, however flows are asked
// for.
#include <array>
#include <map>
#include <vector>

#include "harness/wire/flow_analyzer.h"
#include "tests/fuzz/flow_model.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/input_bytes.h"

namespace echocheck {
namespace {

constexpr std::uint16_t kServerPort = 50000;
constexpr std::uint16_t kClientPort = 50001;
constexpr std::size_t kMostSegments = 96;  // with kLongest less than what the analyzer gives up
constexpr std::size_t kLongest = 127;      // bytes of payload
constexpr std::size_t kHeaders = 40;

// Both ends of a port's latest connection as a kernel would number them.
struct Ends {
  bool begun = false;
  bool has_syn = false;
  std::array<std::uint32_t, 2> isn{};
  std::array<std::uint32_t, 2> next{};  // the number that each uses next
  std::size_t model = 0;                // index of its FlowModel
};

class Play {
 public:
  explicit Play(InputBytes input) : input_(input) {
    FlowOptions options;
    options.head = input_.Byte() % 8;
    options.tail = input_.Byte() % 8;
    kept_ = options.head + options.tail;
    at_end_ = std::make_unique<FlowAnalyzer>(options);
    options.on_flow_done = [this](FlowRecord&& flow) {
      const std::uint64_t stream = flow.stream;
      Require(early_.emplace(stream, std::move(flow)).second, "a flow is handed over once");
    };
    early_analyzer_ = std::make_unique<FlowAnalyzer>(options);
  }

  void Run() {
    while (!input_.empty() && frame_ < kMostSegments) Step();
    const std::vector<FlowRecord> flows = at_end_->Finish();
    early_analyzer_->Finish();
    RequireEqual(flows.size(), models_.size(), "connections");
    RequireEqual(early_.size(), models_.size(), "connections, handed over early");
    for (std::size_t i = 0; i < flows.size(); ++i) {
      RequireEqual(flows[i].stream, i, "connections are in order");
      RequireEqual(flows[i].head.size() + flows[i].tail.size(),
                   std::min<std::uint64_t>(kept_, flows[i].segment_count), "segments kept");
      FlowModel again = models_[i];
      models_[i].HoldAgainst(flows[i]);
      again.HoldAgainst(early_.at(i));
    }
  }

 private:
  void Step() {
    const std::uint8_t code = input_.Byte();
    const Side from = (code & 1) == 0 ? Side::kClient : Side::kServer;
    const std::size_t port = (code >> 1) & 1;
    Ends& ends = ends_.at(port);
    switch ((code >> 2) & 7) {
      case 0:
        return Open(ends, port);
      case 1:
        return RepeatSyn(ends, port, from);
      case 2:
        return Send(ends, port, from, std::uint32_t{1} << 24);
      default:
        return Send(ends, port, from, 1);
    }
  }

  // The handshake. A connection that goes on may only be followed by one that has other numbers.
  void Open(Ends& ends, std::size_t port) {
    const std::uint32_t isn = input_.DoubleWord();
    if (ends.begun && (!ends.has_syn || isn == ends.isn[0])) return;
    ends.begun = ends.has_syn = true;
    ends.isn = {isn, isn * 3 + input_.Byte()};
    ends.next = {isn, ends.isn[1]};
    ends.model = models_.size();
    models_.emplace_back();
    const std::size_t early_bytes = input_.Byte() % 16;
    Capture(ends, port, Syn(ends, Side::kClient, early_bytes));
    Capture(ends, port, Syn(ends, Side::kServer, 0));
  }

  static ModelSegment Syn(const Ends& ends, Side from, std::size_t length) {
    const bool is_client = from == Side::kClient;
    ModelSegment segment;
    segment.from = from;
    segment.flags = is_client ? tcp_flag::kSyn : tcp_flag::kSyn | tcp_flag::kAck;
    segment.seq = ends.isn[is_client ? 0 : 1];
    segment.ack = is_client ? 0 : ends.isn[0] + 1;
    segment.length = length;
    return segment;
  }

  void RepeatSyn(Ends& ends, std::size_t port, Side from) {
    if (!ends.has_syn) return;
    Capture(ends, port, Syn(ends, from, input_.Byte() % 4));
  }

  void Send(Ends& ends, std::size_t port, Side from, std::uint32_t scale) {
    if (!ends.begun) {  // the capture began later
      ends.begun = true;
      ends.next = {input_.DoubleWord(), input_.DoubleWord()};
      ends.model = models_.size();
      models_.emplace_back();
    }
    const auto mine = static_cast<std::size_t>(from);
    ModelSegment segment;
    segment.from = from;
    segment.flags = static_cast<std::uint8_t>(input_.Byte() & ~tcp_flag::kSyn);
    segment.seq = ends.next.at(mine) + static_cast<std::uint32_t>(input_.SignedByte()) * scale;
    segment.ack = ends.next.at(1 - mine) + static_cast<std::uint32_t>(input_.SignedByte()) * scale;
    segment.length = std::min<std::size_t>(input_.Byte(), kLongest);
    Capture(ends, port, segment);
  }

  // Makes the frame, and gives it to all three.
  void Capture(Ends& ends, std::size_t port, ModelSegment segment) {
    const auto mine = static_cast<std::size_t>(segment.from);
    const std::uint32_t end = segment.seq + static_cast<std::uint32_t>(segment.length) +
                              (segment.Has(tcp_flag::kSyn | tcp_flag::kFin) ? 1 : 0);
    if (static_cast<std::int32_t>(end - ends.next.at(mine)) > 0) ends.next.at(mine) = end;
    segment.frame = ++frame_;
    segment.frame_length = kHeaders + segment.length;
    const std::size_t cut = input_.Byte();  // mostly none
    const std::size_t captured = cut < 32 ? std::min(segment.length, cut) : segment.length;
    for (std::size_t i = 0; i < captured; ++i) {
      segment.captured += static_cast<char>(frame_ * 37 + i);  // tells which segment it came with
    }
    models_[ends.model].Add(segment);
    const std::vector<std::uint8_t> bytes = FrameOf(segment, port);
    Frame frame;
    frame.number = frame_;
    frame.stamp = Nanoseconds(static_cast<std::int64_t>(frame_) * 1000);
    frame.wire_length = static_cast<std::uint32_t>(segment.frame_length);
    frame.data = bytes;
    at_end_->Add(LinkType::kRaw, frame);
    early_analyzer_->Add(LinkType::kRaw, frame);
  }

  std::vector<std::uint8_t> FrameOf(const ModelSegment& segment, std::size_t port) {
    std::vector<std::uint8_t> out(kHeaders);
    const auto put16 = [&](std::size_t at, std::size_t value) {
      out[at] = static_cast<std::uint8_t>(value >> 8);
      out[at + 1] = static_cast<std::uint8_t>(value);
    };
    const auto put32 = [&](std::size_t at, std::uint32_t value) {
      put16(at, value >> 16);
      put16(at + 2, value & 0xffff);
    };
    const bool from_client = segment.from == Side::kClient;
    out[0] = 0x45;
    put16(2, segment.frame_length);
    out[9] = 6;
    put32(12, 0x7f000001);
    put32(16, 0x7f000001);
    put16(20, from_client ? kClientPort + port : kServerPort);
    put16(22, from_client ? kServerPort : kClientPort + port);
    put32(24, segment.seq);
    put32(28, segment.ack);
    out[32] = 0x50;
    out[33] = segment.flags;
    put16(34, 512);
    out.insert(out.end(), segment.captured.begin(), segment.captured.end());
    return out;
  }

  InputBytes input_;
  std::size_t kept_ = 0;
  std::unique_ptr<FlowAnalyzer> at_end_;          // gives its flows at the end
  std::unique_ptr<FlowAnalyzer> early_analyzer_;  // as soon as they have closed
  std::map<std::uint64_t, FlowRecord> early_;
  std::vector<FlowModel> models_;
  std::array<Ends, 2> ends_;  // by port
  std::uint64_t frame_ = 0;
};

}  // namespace
}  // namespace echocheck

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  echocheck::Play(echocheck::InputBytes(data, size)).Run();
  return 0;
}
