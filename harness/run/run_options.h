// SPDX-License-Identifier: MIT
// What the user asked of a run, as far as it concerns running.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/enum_names.h"
#include "harness/run/connect_target.h"
#include "harness/run/known_failures.h"
#include "harness/target/target_spec.h"

namespace echocheck {

enum class IsolationChoice { kAuto, kPrivate, kHost };
constexpr auto EnumNames(IsolationChoice /*tag*/) {
  return std::to_array<std::string_view>({"auto", "private", "host"});
}

enum class CaptureChoice { kAuto, kRequired, kOff };
constexpr auto EnumNames(CaptureChoice /*tag*/) {
  return std::to_array<std::string_view>({"auto", "required", "off"});
}

struct RunOptions {
  TargetSpec target;
  std::optional<std::uint16_t> port;      // instead of the scenarios' own
  std::optional<ConnectOptions> connect;  // instead of `target`: it runs already
  IsolationChoice isolation = IsolationChoice::kAuto;
  CaptureChoice capture = CaptureChoice::kAuto;
  double timeout_scale = 1.0;
  std::uint64_t seed = 0;
  bool strict = false;
  std::uint32_t jobs = 1;    // scenarios at the same time
  std::uint32_t repeat = 1;  // how often each is played
  // Found out in the course of the run: the target is awake without a reason. It is not waited for
  // once it has had its turn on a processor.
  bool goes_in_circles = false;
  bool allow_flaky = false;  // a scenario whose attempts differ counts as the best of them
  std::string language = "en";
  std::vector<KnownFailure> known_failures;
  bool pcapng = false;      // each capture is written with comments, too
  std::string run_folder;   // an absolute path; empty: there is none
  std::string application;  // who wrote it: "echocheck 0.2.0"
};

}  // namespace echocheck
