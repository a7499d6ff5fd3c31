// SPDX-License-Identifier: MIT
// Makes the environment of the target: the caller's, without secrets (docs/launching.md).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace echocheck {

struct TargetUser;

using EnvironmentVariable = std::pair<std::string, std::string>;  // name, value

// Returns whether the name of a variable says that its value is a secret: in capitals or not, it
// contains PASSWORD, PASSWD, PASSPHRASE or SECRET, it ends with TOKEN, _KEY, APIKEY, CREDENTIALS or
// _PWD, or it is KEY.
bool NamesSecret(std::string_view name);

// Which of the caller's variables the target gets: those that name no secret, or, confined, only
// PATH, HOME, USER, LANG, LC_* and TZ.
enum class KeptVariables { kNoSecrets, kFew };

// Returns "NAME=VALUE" strings, each name once: first those of `callers` (null-terminated, as
// `environ` is) that are `kept`, then `set`. Of two in `set` with the same name the last
// counts. With `user`, HOME, USER, LOGNAME and SHELL are those of that account (of few variables,
// HOME and USER), and what sudo tells (SUDO_UID and the rest) is left out; `set` counts more than
// either.
std::vector<std::string> TargetEnvironment(const char* const* callers, const TargetUser* user,
                                           std::span<const EnvironmentVariable> set,
                                           KeptVariables kept = KeptVariables::kNoSecrets);

}  // namespace echocheck
