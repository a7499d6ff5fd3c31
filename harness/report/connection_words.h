// SPDX-License-Identifier: MIT
// How a connection began and ended, in Wireshark's words where it has some.
#pragma once

#include <cstdint>
#include <string>

#include "harness/model/flow.h"
#include "harness/words/language.h"

namespace echocheck {

// "handshake", "SYN refused", "SYN without an answer", "before the capture"
std::string HowOpened(const FlowRecord& flow, Language language);

// "FIN by client, then server", "RST by server", "FIN by client alone", "still open"
std::string HowClosed(const FlowRecord& flow, Language language);

// Wireshark's "Conversation completeness": "Complete, WITH_DATA (31)", "Incomplete (12)".
std::string CompletenessWords(std::uint8_t completeness);

// How much there is to look at: analysis marks, resets, an end or a beginning that is missing.
std::uint64_t OddityOf(const FlowRecord& flow);

}  // namespace echocheck
