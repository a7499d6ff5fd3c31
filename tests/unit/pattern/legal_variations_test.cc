// SPDX-License-Identifier: MIT
// A correct server's basic session in the many ways in which kernels may put it on the wire: all of
// them match the basic pattern, and none does once something is wrong with the session.
#include <random>

#include "tests/unit/pattern/flow_script.h"

namespace echocheck {
namespace {

enum class Fault { kNone, kServerClosesFirst, kNoEcho, kNoServerFin, kReset };

class Session {
 public:
  explicit Session(unsigned seed) : random_(seed) {}

  std::vector<FlowSegment> Play(Fault fault) {
    Say(Side::kClient, SegmentRole::kSyn);
    Say(Side::kServer, SegmentRole::kSynAck);
    const bool merged = Chance();  // the handshake's last ACK travels on the first bytes
    if (!merged) Say(Side::kClient, SegmentRole::kHandshakeAck);
    for (int round = 0; round < 2; ++round) {
      Burst(Side::kClient);
      Noise();
      if (fault == Fault::kNoEcho && round == 1) continue;
      Burst(Side::kServer);
      Noise();
      if (fault == Fault::kServerClosesFirst && round == 0) Say(Side::kServer, SegmentRole::kFin);
    }
    Say(Side::kClient, SegmentRole::kFin);
    if (Chance()) Say(Side::kServer, SegmentRole::kFinAck);
    Noise();
    if (fault == Fault::kReset) Say(Side::kServer, SegmentRole::kReset);
    if (fault == Fault::kNone || fault == Fault::kNoEcho) {
      Say(Side::kServer, SegmentRole::kFin);
      if (Chance()) Say(Side::kServer, SegmentRole::kRetransmission);
      Say(Side::kClient, SegmentRole::kFinAck);
      Noise();
    }
    return std::move(flow_);
  }

 private:
  bool Chance() { return random_() % 3 == 0; }

  void Say(Side side, SegmentRole role) { flow_.push_back(kernels_.Send(side, role)); }

  void Burst(Side side) {
    const auto pieces = 1 + random_() % 3;
    for (unsigned i = 0; i < pieces; ++i) {
      Say(side, Chance() ? SegmentRole::kOutOfOrder : SegmentRole::kData);
      Noise();
    }
  }

  // Anything that a kernel may say at any time.
  void Noise() {
    constexpr SegmentRole kNoise[] = {SegmentRole::kAck,          SegmentRole::kRetransmission,
                                      SegmentRole::kKeepAlive,    SegmentRole::kKeepAliveAck,
                                      SegmentRole::kWindowUpdate, SegmentRole::kZeroWindowProbe,
                                      SegmentRole::kDuplicateAck};
    while (Chance()) {
      Say(Chance() ? Side::kClient : Side::kServer, kNoise[random_() % std::size(kNoise)]);
    }
  }

  std::mt19937 random_;
  TwoKernels kernels_;
  std::vector<FlowSegment> flow_;
};

std::string Script(const std::vector<FlowSegment>& flow) {
  std::string text;
  for (const FlowSegment& segment : flow) {
    text += segment.from == Side::kClient ? "C:" : "S:";
    text += std::string(ToString(segment.role)) + " ";
  }
  return text;
}

TEST(LegalVariations, OfACorrectServerAllMatch) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    const auto flow = Session(seed).Play(Fault::kNone);
    ASSERT_EQ(Outcome(Match(kBasicPattern, flow)), "matched")
        << "seed " << seed << ": " << Script(flow);
  }
}

TEST(LegalVariations, OfAFaultyServerNoneMatches) {
  for (const Fault fault :
       {Fault::kServerClosesFirst, Fault::kNoEcho, Fault::kNoServerFin, Fault::kReset}) {
    for (unsigned seed = 0; seed < 500; ++seed) {
      const auto flow = Session(seed).Play(fault);
      ASSERT_FALSE(Match(kBasicPattern, flow).matched) << "seed " << seed << ": " << Script(flow);
    }
  }
}

}  // namespace
}  // namespace echocheck
