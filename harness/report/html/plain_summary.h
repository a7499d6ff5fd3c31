// SPDX-License-Identifier: MIT
// What a browser without scripts shows of a page: verdict, causes and a table, as plain markup.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "harness/model/flow.h"
#include "harness/model/run_record.h"

namespace echocheck {

// Markup; all text in it is escaped.
std::string PlainRunSummary(const RunRecord& run);
std::string PlainCaptureSummary(std::string_view title, std::span<const FlowRecord> connections,
                                std::string_view language);

}  // namespace echocheck
