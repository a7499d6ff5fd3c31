// SPDX-License-Identifier: MIT
// Of a connection that did not end: who left it open. Nothing else in its picture would say so.
#pragma once

#include <optional>
#include <string>

#include "harness/model/flow.h"
#include "harness/words/language.h"

namespace echocheck {

struct FlowEnding {
  std::string text;
  bool is_bad = false;  // one side never closed; otherwise the capture ended first
};

// nullopt: both ends closed.
std::optional<FlowEnding> HowItStayedOpen(const FlowRecord& flow, Language language);

}  // namespace echocheck
