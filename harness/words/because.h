// SPDX-License-Identifier: MIT
// Makes reasons and errors of sentences: they are said in English where they are made, and in the
// language of the run where they are shown.
#pragma once

#include <span>
#include <string_view>

#include "harness/base/error.h"
#include "harness/base/reason.h"
#include "harness/base/sentence.h"

namespace echocheck {

Reason Because(Sentence sentence);

// As those of base/error.h.
Error UsageError(Sentence sentence);
Error EnvironmentError(Sentence sentence);
Error InternalError(Sentence sentence);

// "<doing>: <strerror(error_number)>", as an environment error.
Error SystemError(Sentence doing, int error_number);

// Returns what the system said, of an error that SystemError() made; of others all of it.
Sentence WhyOf(const Error& error);

// Returns `, did you mean "send"?`, to stand at the end of a sentence, or an empty one: no name in
// `known` is like `typed` (base/nearest_name.h).
Sentence SayDidYouMean(std::string_view typed, std::span<const std::string_view> known);

}  // namespace echocheck
