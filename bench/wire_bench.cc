// SPDX-License-Identifier: MIT
// How many frames a second the wire layer reads, from memory: 20,000 short connections of 50
// segments each, many open at once, and one bulk connection.
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "harness/wire/flow_analyzer.h"

namespace echocheck {
namespace {

using FrameBytes = std::vector<std::uint8_t>;

struct Header {
  std::uint16_t client_port = 0;
  bool from_client = true;
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  unsigned flags = 0;
};

void Put16(FrameBytes& out, unsigned value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}
void Put32(FrameBytes& out, std::uint32_t value) {
  Put16(out, value >> 16);
  Put16(out, value & 0xffff);
}

// Ethernet, IPv4 and TCP with timestamps, as loopback has them.
void AppendFrame(const Header& header, std::size_t payload, FrameBytes& out) {
  constexpr std::uint16_t kServerPort = 7;
  out.insert(out.end(), 12, 0);
  Put16(out, 0x0800);
  Put16(out, 0x4500);
  Put16(out, static_cast<unsigned>(20 + 32 + payload));
  Put32(out, 0x00010000);
  Put32(out, 0x40060000);
  Put32(out, 0x7f000001);
  Put32(out, 0x7f000001);
  Put16(out, header.from_client ? header.client_port : kServerPort);
  Put16(out, header.from_client ? kServerPort : header.client_port);
  Put32(out, header.seq);
  Put32(out, header.ack);
  Put16(out, 8U << 12 | header.flags);
  Put16(out, 512);
  Put32(out, 0);
  Put32(out, 0x0101080a);
  Put32(out, 1);
  Put32(out, 1);
  out.insert(out.end(), payload, 'x');
}

class Capture {
 public:
  void Add(const Header& header, std::size_t payload) {
    begins_.push_back(bytes_.size());
    AppendFrame(header, payload, bytes_);
  }
  std::uint64_t size() const { return begins_.size(); }
  void Replay(FlowAnalyzer& analyzer) const {
    for (std::size_t i = 0; i < begins_.size(); ++i) {
      const std::size_t end = i + 1 < begins_.size() ? begins_[i + 1] : bytes_.size();
      const std::size_t length = end - begins_[i];
      analyzer.Add(LinkType::kEthernet, {i + 1, Nanoseconds(i), static_cast<std::uint32_t>(length),
                                         std::span(bytes_).subspan(begins_[i], length)});
    }
  }

 private:
  FrameBytes bytes_;
  std::vector<std::size_t> begins_;
};

// `count` connections, `at_once` of them side by side: handshake, 22 ping-pongs of 5 bytes, close.
Capture ShortConnections(unsigned count, unsigned at_once) {
  constexpr unsigned kS = tcp_flag::kSyn, kA = tcp_flag::kAck, kF = tcp_flag::kFin;
  constexpr unsigned kP = tcp_flag::kPsh | tcp_flag::kAck;
  Capture capture;
  for (unsigned first = 0; first < count; first += at_once) {
    const auto each = [&](bool from_client, std::uint32_t seq, std::uint32_t ack, unsigned flags,
                          std::size_t payload) {
      for (unsigned i = first; i < first + at_once && i < count; ++i) {
        const auto port = static_cast<std::uint16_t>(1024 + i);
        capture.Add({port, from_client, i + seq, flags == kS ? 0 : i + ack, flags}, payload);
      }
    };
    each(true, 0, 0, kS, 0);
    each(false, 0, 1, kS | kA, 0);
    each(true, 1, 1, kA, 0);
    for (std::uint32_t at = 1; at < 111; at += 5) {
      each(true, at, at, kP, 5);
      each(false, at, at + 5, kP, 5);
    }
    each(true, 111, 111, kF | kA, 0);
    each(false, 111, 112, kF | kA, 0);
    each(true, 112, 112, kA, 0);
  }
  return capture;
}

void Run(benchmark::State& state, const Capture& capture, const FlowOptions& options) {
  std::uint64_t flows = 0;
  FlowOptions streaming = options;
  streaming.on_flow_done = [&flows](FlowRecord&& /*flow*/) { ++flows; };
  for (auto _ : state) {
    FlowAnalyzer analyzer(streaming);
    capture.Replay(analyzer);
    analyzer.Finish();
  }
  benchmark::DoNotOptimize(flows);
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * capture.size()));
}

FlowOptions NothingKept() {
  FlowOptions options;
  options.head = options.tail = 0;
  return options;
}

// The argument: how many connections are open at a time.
void BM_ShortConnections(benchmark::State& state) {
  Run(state, ShortConnections(20000, static_cast<unsigned>(state.range(0))), NothingKept());
}
BENCHMARK(BM_ShortConnections)->Arg(1)->Arg(100)->Arg(20000)->Unit(benchmark::kMillisecond);

void BM_ShortConnectionsKept(benchmark::State& state) {
  Run(state, ShortConnections(20000, 100), FlowOptions{});
}
BENCHMARK(BM_ShortConnectionsKept)->Unit(benchmark::kMillisecond);

void BM_ShortConnectionsWithPattern(benchmark::State& state) {
  FlowOptions options = NothingKept();
  options.rules = {
      {1, 65535,
       FlagPattern::Parse("C:SYN S:SYN+ACK C:ACK (C:DATA S:DATA)* C:FIN S:FIN C:ACK").value(),
       PatternMode::kNormal}};
  Run(state, ShortConnections(20000, 100), options);
}
BENCHMARK(BM_ShortConnectionsWithPattern)->Unit(benchmark::kMillisecond);

// The argument: whether the stream is hashed.
void BM_Bulk(benchmark::State& state) {
  Capture capture;
  std::uint32_t next = 1;
  for (int i = 0; i < 100000; ++i, next += 1448) {
    capture.Add({50001, true, next, 1, tcp_flag::kAck}, 1448);
    capture.Add({50001, false, 1, next + 1448, tcp_flag::kAck}, 0);
  }
  FlowOptions options = NothingKept();
  options.hash_streams = state.range(0) != 0;
  Run(state, capture, options);
}
BENCHMARK(BM_Bulk)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace echocheck
