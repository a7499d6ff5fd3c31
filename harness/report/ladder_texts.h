// SPDX-License-Identifier: MIT
// The texts of area "ladder" that segments need, looked up once: a page explains twenty thousand.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "harness/base/enum_names.h"
#include "harness/model/flow.h"
#include "harness/words/catalogue.h"
#include "harness/words/language.h"

namespace echocheck {

// What a segment means, by the name of its text.
enum class Meaning : std::uint8_t {
  kSyn,
  kSynAck,
  kHandshakeAck,
  kData,
  kDataFin,
  kFinFirst,
  kFinSecond,
  kFinAtOnce,
  kAck,
  kFinAck,
  kLastAck,
  kRefused,
  kReset,
  kRetransmission,
  kFastRetransmission,
  kNeedlessRetransmission,
  kSameFrame,
  kHalfOpen,
  kHalfOpenReset,
  kKeepAlive,
  kKeepAliveAck,
  kWindowUpdate,
  kZeroWindowProbe,
  kDuplicateAck,
  kOutOfOrder,
  kZeroWindow,  // added to any of the others
};
constexpr auto EnumNames(Meaning /*tag*/) {
  return std::to_array<std::string_view>({"syn",
                                          "syn_ack",
                                          "handshake_ack",
                                          "data",
                                          "data_fin",
                                          "fin_first",
                                          "fin_second",
                                          "fin_at_once",
                                          "ack",
                                          "fin_ack",
                                          "last_ack",
                                          "refused",
                                          "reset",
                                          "retransmission",
                                          "fast_retransmission",
                                          "needless_retransmission",
                                          "same_frame",
                                          "half_open",
                                          "half_open_reset",
                                          "keep_alive",
                                          "keep_alive_ack",
                                          "window_update",
                                          "zero_window_probe",
                                          "duplicate_ack",
                                          "out_of_order",
                                          "zero_window"});
}

// Borrows from the catalogue, which lives as long as the program.
class LadderTexts {
 public:
  static const LadderTexts& In(Language language);

  // With {who}, {bytes} and {window}.
  std::string_view For(Meaning meaning) const {
    return meanings_[static_cast<std::size_t>(meaning)];
  }
  // "the server's kernel"
  std::string_view Who(Side side, Actor actor) const {
    return actors_[static_cast<std::size_t>(side)][static_cast<std::size_t>(actor)];
  }
  // With {count}.
  std::string_view Bytes(std::uint64_t count) const { return bytes_->For(count); }

 private:
  explicit LadderTexts(Language language);

  std::array<std::string_view, EnumNames(Meaning{}).size()> meanings_;
  std::array<std::array<std::string_view, 2>, 2> actors_;
  const CatalogueEntry* bytes_;
};

}  // namespace echocheck
