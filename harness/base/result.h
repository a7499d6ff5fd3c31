// SPDX-License-Identifier: MIT
// Result<T>: a value, or the Error that kept us from it. No layer throws across its header.
#pragma once

#include <stdexcept>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include "harness/base/error.h"

namespace echocheck {

template <class T>
using Result = boost::system::result<T, Error>;

// Result<void> carries no value, only success or an Error.
using Status = Result<void>;

// Called by Result::value() when there is none: using an unchecked Result is a bug of ours.
[[noreturn]] inline void throw_exception_from_error(  // NOLINT(readability-identifier-naming)
    const Error& error, const boost::source_location& /*where*/) {
  throw std::logic_error("unchecked result: " + error.message.english());
}

}  // namespace echocheck

// Returns the error of `expression` from the enclosing function, if it has one.
#define ECHOCHECK_TRY(expression)                                                        \
  do {                                                                                   \
    if (auto echocheck_try = (expression); !echocheck_try) return echocheck_try.error(); \
  } while (false)
