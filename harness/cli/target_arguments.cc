// SPDX-License-Identifier: MIT
#include "harness/cli/target_arguments.h"

#include <filesystem>
#include <utility>

#include "harness/target/command_words.h"
#include "harness/target/executable.h"

namespace echocheck {
namespace {

Status ReadPort(const RunWords& typed, RunOptions& run) {
  if (typed.port.empty()) return {};
  if (typed.port == "any") {
    run.target.any_port = true;
    return {};
  }
  const auto port = ParsePort(typed.port);
  if (!port) return UsageError("--port: " + port.error().message + ", or \"any\"");
  run.port = *port;
  return {};
}

Status ReadAddress(const RunWords& typed, TargetSpec& target) {
  if (HasPlaceholders(target.words)) {
    if (typed.address != "auto") {
      return UsageError("--address: the command has placeholders already, so it is told twice");
    }
    target.forms = {AddressForm::kPlaceholders};
  } else if (typed.address == "auto") {
    target.forms = AutomaticForms();
  } else if (typed.address == "none") {
    target.forms = {AddressForm::kNone};
  } else {
    auto words = SplitWords(typed.address);
    if (!words) return UsageError("--address: " + words.error().message);
    if (!HasPlaceholders(*words)) {
      return UsageError("--address: expected auto, none, or words with {port} in them, not \"" +
                        typed.address + "\"");
    }
    target.forms = {AddressForm::kCustom};
    target.custom_address = std::move(*words);
  }
  return {};
}

Status ReadEnvironment(const RunWords& typed, TargetSpec& target) {
  for (const std::string& variable : typed.env) {
    const std::size_t equals = variable.find('=');
    if (equals == std::string::npos || equals == 0) {
      return UsageError("--env: expected NAME=VALUE, not \"" + variable + "\"");
    }
    target.environment.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
  }
  return {};
}

}  // namespace

Status ReadTarget(const RunWords& typed, RunOptions& run) {
  if (typed.target.empty()) {
    return UsageError("no --target: which server is to be checked? e.g. --target ./myserver");
  }
  const std::string option = typed.server_is_a_word ? "" : "--target: ";
  auto words = CommandWords(typed.target, typed.cwd);
  if (!words) return UsageError(option + words.error().message);
  if (const Status placeholders = CheckPlaceholders(*words); !placeholders) {
    return UsageError(option + placeholders.error().message);
  }
  std::error_code error;
  if (!typed.cwd.empty() && !std::filesystem::is_directory(typed.cwd, error)) {
    return UsageError("--cwd: " + typed.cwd + ": no such folder");
  }
  auto executable = FindExecutable(words->front(), typed.cwd);
  if (!executable) return UsageError(option + executable.error().message);
  TargetSpec& target = run.target;
  target.words = std::move(*words);
  target.executable = std::move(*executable);
  target.start_timeout = Milliseconds(typed.start_timeout_ms);
  target.stop_timeout = Milliseconds(typed.stop_timeout_ms);
  target.working_directory = typed.cwd;
  ECHOCHECK_TRY(ReadPort(typed, run));
  ECHOCHECK_TRY(ReadAddress(typed, target));
  return ReadEnvironment(typed, target);
}

}  // namespace echocheck
