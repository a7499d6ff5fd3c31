// SPDX-License-Identifier: MIT
#include "harness/base/error.h"

#include <cstring>
#include <utility>

namespace echocheck {

Error UsageError(std::string message) { return {ErrorKind::kUsage, std::move(message)}; }
Error EnvironmentError(std::string message) {
  return {ErrorKind::kEnvironment, std::move(message)};
}
Error InternalError(std::string message) { return {ErrorKind::kInternal, std::move(message)}; }

Error SystemError(std::string_view doing, int error_number) {
  return EnvironmentError(std::string(doing) + ": " + strerrordesc_np(error_number));
}

}  // namespace echocheck
