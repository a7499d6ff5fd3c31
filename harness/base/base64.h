// SPDX-License-Identifier: MIT
// Bytes as base64 (RFC 4648, section 4), strictly: one value, one spelling.
#pragma once

#include <string>
#include <string_view>

#include "harness/base/bytes.h"
#include "harness/base/result.h"

namespace echocheck {

std::string EncodeBase64(BytesView bytes);

// Usage error, beginning "column N: ": a digit that is none, padding that is missing or misplaced,
// bits beyond the last byte that are not zero.
Result<Bytes> DecodeBase64(std::string_view text);

}  // namespace echocheck
