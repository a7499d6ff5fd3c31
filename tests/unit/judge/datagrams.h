// SPDX-License-Identifier: MIT
// Evidence of datagrams, told as a story: see session.h.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/unit/judge/session.h"

namespace echocheck {

inline std::uint64_t HashOf(BytesView bytes) {
  StreamHash hash;
  hash.Add(bytes);
  return hash.value();
}

// What UDP clients sent and got, as a story.
class Datagrams {
 public:
  Datagrams() { session_.scenario().transport = Transport::kUdp; }

  Datagrams& AndClient(std::string name) {
    session_.AndClient(std::move(name));
    return *this;
  }
  Datagrams& Sent(BytesView bytes) {
    session_.CouldNot({SendStep{{Bytes(bytes), 1}, {}}, {}}, StepOutcome::kDone);
    DatagramRecord datagram;
    datagram.size = bytes.size();
    datagram.hash = HashOf(bytes);
    datagram.sent_at = now_ += Milliseconds(1);
    client().datagrams.push_back(datagram);
    return *this;
  }
  Datagrams& CameBack(int times = 1) {
    client().datagrams.back().returned += static_cast<std::uint32_t>(times);
    client().datagrams.back().returned_at = now_ += Milliseconds(1);
    return *this;
  }
  Datagrams& Came(BytesView bytes, std::string from = {}) {
    StrangeDatagram strange;
    strange.size = bytes.size();
    strange.head = bytes.substr(0, StrangeDatagram::kKept);
    strange.from = std::move(from);
    strange.hash = HashOf(bytes);
    client().strange_datagrams.push_back(strange);
    ++client().strange_count;
    return *this;
  }
  // The last that came is like the last that was sent, up to `offset`.
  Datagrams& InItsPlace(std::optional<std::uint64_t> differs_at = {}) {
    StrangeDatagram& strange = client().strange_datagrams.back();
    strange.like = static_cast<std::uint32_t>(client().datagrams.size() - 1);
    if (differs_at) strange.difference = StreamDifference{*differs_at, 0, "hoge\n", strange.head};
    return *this;
  }
  Datagrams& Waited(StepOutcome outcome = StepOutcome::kDone) {
    session_.Waited(Expectation::kEcho, outcome);
    return *this;
  }
  Datagrams& Echoed(BytesView bytes) { return Sent(bytes).CameBack().Waited(); }

  Session& session() { return session_; }
  ConnectionRecord& client() { return session_.connection(); }
  std::vector<std::string> Failing() const { return session_.Failing(); }
  std::optional<Verdict> Says(std::string_view check) const { return VerdictOn(session_, check); }
  std::string Summary(std::string_view check) const { return session_.Says(check)->summary; }

 private:
  Session session_;
  Nanoseconds now_{0};
};

}  // namespace echocheck
