// SPDX-License-Identifier: MIT
#include "harness/cli/target_arguments.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/quoted.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/option_error.h"
#include "harness/target/command_words.h"
#include "harness/target/executable.h"
#include "harness/target/switch_user.h"
#include "harness/words/because.h"
#include "harness/worker/arena_options.h"

namespace echocheck {
namespace {

Status ReadPort(const TypedRunOptions& typed, WorkerOptions& run) {
  if (typed.port.empty()) return {};
  if (typed.port == "any") {
    run.target.any_port = true;
    return {};
  }
  const auto port = ParsePort(typed.port);
  if (!port) return UsageError(Say("errors.no_port_nor_any", {{"text", typed.port}}));
  run.port = *port;
  return {};
}

Status ReadAddress(const TypedRunOptions& typed, TargetSpec& target) {
  if (HasPlaceholders(target.words)) {
    if (typed.address != "auto") {
      return UsageError(Say("errors.address_told_twice"));
    }
    target.forms = {AddressForm::kPlaceholders};
  } else if (typed.address == "auto") {
    target.forms = AutomaticForms();
  } else if (typed.address == "none") {
    target.forms = {AddressForm::kNone};
  } else {
    auto words = SplitWords(typed.address);
    if (!words) return OptionError("--address", words.error());
    if (!HasPlaceholders(*words)) {
      return UsageError(
          Say("errors.address_without_port", {{"text", typed.address}, {"placeholder", "{port}"}}));
    }
    target.forms = {AddressForm::kCustom};
    target.custom_address = std::move(*words);
  }
  return {};
}

// Looks up a variable of the caller. Its value is not on the command line, so not in the report.
Result<EnvironmentVariable> CallersVariable(const std::string& name) {
  if (const char* const value = std::getenv(name.c_str()); value != nullptr) {
    return EnvironmentVariable(name, value);
  }
  std::vector<std::string_view> names;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable(*entry);
    names.push_back(variable.substr(0, variable.find('=')));
  }
  return UsageError(Say("errors.no_such_variable",
                        {{"name", Quoted(name)}, {"did_you_mean", SayDidYouMean(name, names)}}));
}

Status ReadEnvironment(const TypedRunOptions& typed, TargetSpec& target) {
  for (const std::string& variable : typed.env) {
    const std::size_t equals = variable.find('=');
    if (variable.empty() || equals == 0) {
      return UsageError(Say("errors.no_variable", {{"text", Quoted(variable)}}));
    }
    if (equals != std::string::npos) {
      target.environment.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
      continue;
    }
    auto callers = CallersVariable(variable);
    if (!callers) return callers.error();
    target.environment.push_back(*std::move(callers));
  }
  return {};
}

Status ReadUser(const TypedRunOptions& typed, TargetSpec& target) {
  if (typed.user && typed.user->empty()) return UsageError(Say("errors.empty_user"));
  const Caller caller = Caller::Now();
  auto user = ChooseTargetUser(typed.user.value_or(""), caller,
                               typed.confine ? RootTarget::kForbidden : RootTarget::kAllowed);
  if (!user) return user.error();
  target.user = *std::move(user);
  if (!target.user) return {};
  if (typed.confine && !typed.user) {
    Remark(Say("errors.note_confined_user", {{"user", target.user->name}}));
  } else if (!typed.user) {
    Remark(Say("errors.note_sudo_user", {{"user", target.user->name}}));
  }
  return CheckUserCanRun(*target.user, target.working_directory, target.executable);
}

// The directory becomes absolute, since the mounts of a private arena are found by paths alone.
Status ReadConfinement(const TypedRunOptions& typed, TargetSpec& target) {
  if (!typed.confine) {
    if (typed.allow.empty()) return {};
    return UsageError(Say("errors.allow_without_confine"));
  }
  auto filter = MakeSyscallFilter(typed.allow);
  if (!filter) return filter.error();
  target.confinement.emplace();
  target.confinement->filter = *std::move(filter);
  target.working_directory = ConfinedFilesFor(target).working_directory;
  return {};
}

}  // namespace

Status ReadTarget(const TypedRunOptions& typed, WorkerOptions& run) {
  if (typed.target.empty()) {
    return UsageError(Say("errors.no_target"));
  }
  const std::string_view option = typed.server_is_a_word ? "" : "--target";
  auto words = CommandWords(typed.target, typed.cwd);
  if (!words) return OptionError(option, words.error());
  if (const Status placeholders = CheckPlaceholders(*words); !placeholders) {
    return OptionError(option, placeholders.error());
  }
  std::error_code error;
  if (!typed.cwd.empty() && !std::filesystem::is_directory(typed.cwd, error)) {
    return UsageError(Say("errors.no_such_cwd", {{"folder", typed.cwd}}));
  }
  auto executable = FindExecutable(words->front(), typed.cwd);
  if (!executable) return OptionError(option, executable.error());
  TargetSpec& target = run.target;
  target.words = std::move(*words);
  target.executable = std::move(*executable);
  target.start_timeout = Milliseconds(typed.start_timeout_ms);
  target.stop_timeout = Milliseconds(typed.stop_timeout_ms);
  target.working_directory = typed.cwd;
  ECHOCHECK_TRY(ReadPort(typed, run));
  ECHOCHECK_TRY(ReadAddress(typed, target));
  ECHOCHECK_TRY(ReadEnvironment(typed, target));
  ECHOCHECK_TRY(ReadConfinement(typed, target));
  return ReadUser(typed, target);
}

}  // namespace echocheck
