// SPDX-License-Identifier: MIT
// Bytes written down in hex. (In base64: harness/base/base64.h.)
#pragma once

#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/result.h"

namespace echocheck {

// "68 6f 67 65", "686F6765": pairs of hex digits, spaces between pairs.
// Errors begin "column N: ", counted from 1 in `text`.
Result<Bytes> DecodeHex(std::string_view text);

}  // namespace echocheck
