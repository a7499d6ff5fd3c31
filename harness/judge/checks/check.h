// SPDX-License-Identifier: MIT
// A check: a named rule that an echo server is held to, and what it concludes from the evidence of
// one scenario. Pure: no clock, no I/O, so that saved evidence can be judged again. What it demands
// is said in the catalogue "checks_about" (check_texts.h).
#pragma once

#include <optional>
#include <string_view>

#include "harness/judge/check_input.h"
#include "harness/judge/conclusion.h"
#include "harness/model/check_id.h"
#include "harness/model/level.h"
#include "harness/model/scenario.h"

namespace echocheck {

enum class Gravity : std::uint8_t {
  kOrdinary,
  // As grave in a scenario that is mild about what it asks for: a client was turned away, others
  // served.
  kNeverSoftened,
  // The same: bytes came that are not the client's own. No load and no lack of time makes them up
  // either.
  kForeignBytes,
};

struct Check {
  CheckId id;
  Level level;              // of what it demands
  std::string_view source;  // where the demand comes from
  // nullopt: the scenario does not touch what this check is about. Never called for a scenario that
  // failed on our side (ScenarioEvidence::error).
  std::optional<Conclusion> (*judge)(const CheckInput& input);
  Gravity gravity = Gravity::kOrdinary;

  // "<family>.<name>", stable: reports and scripts refer to it.
  std::string_view name() const { return ToString(id); }
  CheckFamily family() const { return FamilyOf(id); }
  // What is said of connections has no meaning for datagrams, and the other way round.
  bool Concerns(Transport transport) const;
};

}  // namespace echocheck
