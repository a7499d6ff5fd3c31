// SPDX-License-Identifier: MIT
// Compares the datagrams that come back with those that were sent: each on its own, in any order.
//
// Memory is bounded by what is under way: bytes are forgotten once they have come back.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "harness/base/bytes.h"
#include "harness/base/clock.h"
#include "harness/model/history.h"

namespace echocheck {

class UdpMatcher {
 public:
  // This one is about to be sent: from now on it may come back.
  void Hand(BytesView bytes, Nanoseconds now);

  // The last one that was handed over was not sent after all. It has not come back.
  void CouldNotSend(Reason why);

  // One came, at `now` since the scenario's start. `from` is empty when it is the server.
  void Receive(BytesView bytes, Nanoseconds now, std::string from);

  std::uint64_t received() const { return received_; }  // datagrams of all kinds
  // Every one that was sent has come back.
  bool all_returned() const { return missing_ == 0; }
  // The same, or something else has come in its place.
  bool all_answered() const { return missing_ == replaced_; }
  // Of those that came back, and those in whose place something came: grows with progress alone.
  std::uint64_t answers() const { return answers_; }
  // So much more came than was sent that it is nobody's echo.
  bool flooded() const;

  // Adds all facts so far.
  void AddTo(ConnectionRecord& record) const;

 private:
  // Datagrams with the same bytes, which no one can tell apart.
  struct Twins {
    std::vector<std::uint32_t> indexes;  // in the order of sending
    std::size_t returned = 0;            // so many of them, from the first on
  };
  struct Waiting {
    Bytes bytes;
    bool replaced = false;  // something has come in its place
  };

  void Return(Twins& twins, Nanoseconds now);
  void Keep(BytesView bytes, StrangeDatagram strange);
  std::optional<std::uint32_t> MostLike(BytesView bytes) const;
  void Forget(std::uint32_t index);

  std::vector<DatagramRecord> sent_;
  std::vector<StrangeDatagram> strange_;
  std::uint64_t strange_count_ = 0;
  std::unordered_map<std::uint64_t, Twins> twins_;  // by StreamHash
  std::map<std::uint32_t, Waiting> waiting_;        // by index into sent_
  std::uint64_t waiting_bytes_ = 0;
  std::uint64_t missing_ = 0;
  std::uint64_t replaced_ = 0;  // of the missing ones
  std::uint64_t answers_ = 0;
  std::uint64_t received_ = 0;
  std::uint64_t sent_bytes_ = 0;
  std::uint64_t received_bytes_ = 0;
};

}  // namespace echocheck
