// SPDX-License-Identifier: MIT
// Says in a sentence what a segment means.
#pragma once

#include <cstdint>
#include <string>

#include "harness/model/flow.h"
#include "harness/words/language.h"

namespace echocheck {

// Returns what `segment` means and who caused it; `previous` is the one before it in its flow, if
// that is known. A ladder has room for about 45 columns of it, and cuts the rest.
std::string Explain(const FlowSegment& segment, const FlowSegment* previous, Language language);

// "1 byte", "5 bytes"
std::string CountBytes(std::uint64_t count, Language language);

}  // namespace echocheck
