// SPDX-License-Identifier: MIT
// Says what the user asked of a run, as far as it concerns how one scenario is played.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "harness/base/enum_names.h"
#include "harness/target/target_spec.h"
#include "harness/worker/connect_target.h"

namespace echocheck {

enum class IsolationChoice { kAuto, kPrivate, kHost };
constexpr auto EnumNames(IsolationChoice /*tag*/) {
  return std::to_array<std::string_view>({"auto", "private", "host"});
}

enum class CaptureChoice { kAuto, kRequired, kOff };
constexpr auto EnumNames(CaptureChoice /*tag*/) {
  return std::to_array<std::string_view>({"auto", "required", "off"});
}

struct WorkerOptions {
  TargetSpec target;
  std::optional<std::uint16_t> port;      // instead of the scenarios' own
  std::optional<ConnectOptions> connect;  // instead of `target`: it runs already
  IsolationChoice isolation = IsolationChoice::kAuto;
  CaptureChoice capture = CaptureChoice::kAuto;
  double timeout_scale = 1.0;
  std::uint64_t seed = 0;
  // Found out while the run goes on: the target uses CPU without making progress. Once it has had
  // its share of a processor, nobody waits for it.
  bool goes_in_circles = false;
  std::string run_folder;  // an absolute path; empty: there is none
};

}  // namespace echocheck
