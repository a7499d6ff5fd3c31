// SPDX-License-Identifier: MIT
// Text on its way into a page. Whatever a target, a scenario or a file name holds becomes text that
// shows itself, and stays within the element that it is written into.
#pragma once

#include <string>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/case/json_fields.h"

namespace echocheck {

// Each line of `text` as SafeLine() makes it: well-formed UTF-8, in which control, bidirectional
// and invisible characters are written out.
std::string ShowableText(BytesView text);

// All strings in `json` but its keys, which are ours.
void MakeShowable(Json& json);

// As the content of an element, or between double quotes in an attribute.
std::string EscapeHtml(std::string_view text);

// JSON as the content of a script element, which ends at "</script" wherever that stands. The same
// document to a reader of JSON.
std::string EscapeForScript(std::string_view json);

}  // namespace echocheck
