// SPDX-License-Identifier: MIT
#include "harness/cli/option_error.h"

#include "harness/words/because.h"

namespace echocheck {

Error OptionError(std::string_view option, const Error& error) {
  if (option.empty()) return UsageError(error.message);
  return UsageError(Say("errors.says", {{"what", option}, {"why", error.message.said()}}));
}

}  // namespace echocheck
