// SPDX-License-Identifier: MIT
#include "harness/base/error.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

namespace echocheck {
namespace {

// Those of which the catalogues have a text, in the order of their names.
constexpr std::string_view kSaid[] = {
    "system.E2BIG",        "system.EACCES",          "system.EADDRINUSE",   "system.EADDRNOTAVAIL",
    "system.EAFNOSUPPORT", "system.EAGAIN",          "system.EALREADY",     "system.EBADF",
    "system.EBUSY",        "system.ECANCELED",       "system.ECHILD",       "system.ECONNABORTED",
    "system.ECONNREFUSED", "system.ECONNRESET",      "system.EDQUOT",       "system.EEXIST",
    "system.EFAULT",       "system.EFBIG",           "system.EHOSTUNREACH", "system.EINPROGRESS",
    "system.EINTR",        "system.EINVAL",          "system.EIO",          "system.EISCONN",
    "system.EISDIR",       "system.ELOOP",           "system.EMFILE",       "system.EMLINK",
    "system.EMSGSIZE",     "system.ENAMETOOLONG",    "system.ENETDOWN",     "system.ENETUNREACH",
    "system.ENFILE",       "system.ENOBUFS",         "system.ENODEV",       "system.ENOENT",
    "system.ENOEXEC",      "system.ENOMEM",          "system.ENOSPC",       "system.ENOSYS",
    "system.ENOTCONN",     "system.ENOTDIR",         "system.ENOTEMPTY",    "system.ENOTTY",
    "system.ENXIO",        "system.EOPNOTSUPP",      "system.EOVERFLOW",    "system.EPERM",
    "system.EPIPE",        "system.EPROTONOSUPPORT", "system.EROFS",        "system.ESPIPE",
    "system.ESRCH",        "system.ETIMEDOUT",       "system.ETXTBSY",      "system.EXDEV",
};

}  // namespace

Error UsageError(Reason message) { return {ErrorKind::kUsage, std::move(message)}; }
Error EnvironmentError(Reason message) { return {ErrorKind::kEnvironment, std::move(message)}; }
Error InternalError(Reason message) { return {ErrorKind::kInternal, std::move(message)}; }

Sentence SaySystem(int error_number) {
  const char* const symbol = strerrorname_np(error_number);
  const std::string name = std::string("system.") + (symbol != nullptr ? symbol : "");
  const auto* const said = std::ranges::find(kSaid, name);
  if (said != std::end(kSaid)) return Say(*said);
  const char* const text = strerrordesc_np(error_number);
  return Plain(text != nullptr ? text : "error " + std::to_string(error_number));
}

Error SystemError(std::string_view doing, int error_number) {
  const char* const text = strerrordesc_np(error_number);
  return EnvironmentError(Reason(
      std::string(doing) + ": " + (text != nullptr ? text : "?"),
      Say("errors.says", {{"what", Plain(std::string(doing))}, {"why", SaySystem(error_number)}})));
}

}  // namespace echocheck
