// SPDX-License-Identifier: MIT
#include "harness/cli/watch_arguments.h"

#include <fcntl.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "harness/cli/command_app.h"
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/language_choice.h"
#include "harness/cli/option_error.h"
#include "harness/cli/parse.h"
#include "harness/cli/target_arguments.h"
#include "harness/cli/terminal.h"
#include "harness/cli/typed_run_options.h"
#include "harness/words/because.h"
#include "harness/worker/confine_target.h"

namespace echocheck {
namespace {

struct WatchWords {
  std::vector<std::string> ports;
  std::string interface;
  std::string write;
  TypedRunOptions others;  // those that run has, too
};

void DeclareWatchWords(CLI::App& app, WatchWords& words) {
  app.add_option("--port", words.ports)->type_name("N")->allow_extra_args(false);
  app.add_option("--interface", words.interface)->type_name("INTERFACE");
  app.add_option("--target", words.others.target)->type_name("COMMAND");
  app.add_option("--write", words.write)->type_name("FILE");
  DeclareLanguage(app, words.others.language);
  app.add_option("--color", words.others.console.color)
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  DeclareTargetOptions(app, words.others);
}

Result<WatchFile> OpenWatchFile(const std::string& path) {
  if (path.empty()) return WatchFile{};
  UniqueFd file(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!file)
    return SystemError(Say("doing.option_file", {{"option", "--write"}, {"file", path}}), errno);
  return WatchFile{std::move(file), path};
}

Result<std::vector<std::uint16_t>> ReadPorts(const std::vector<std::string>& typed) {
  std::vector<std::uint16_t> ports;
  for (const std::string& text : typed) {
    const auto port = ParsePort(text);
    if (!port) return OptionError("--port", port.error());
    ports.push_back(*port);
  }
  return ports;
}

// Options that belong to a target, and were given without one.
Status CheckNoTargetOption(const CLI::App& app) {
  for (const char* const name : {"--address", "--cwd", "--env", "--user", "--confine", "--allow",
                                 "--start-timeout-ms", "--stop-timeout-ms"}) {
    if (app.count(name) == 0) continue;
    return UsageError(Say("errors.needs_option", {{"option", name}, {"needed", "--target"}}));
  }
  return {};
}

Status ReadWatchTarget(WatchWords& typed, const std::vector<std::uint16_t>& ports,
                       WatchTargetOptions& options) {
  if (!typed.interface.empty()) {
    return UsageError(Say("errors.interface_with_target"));
  }
  if (ports.size() > 1) return UsageError(Say("errors.several_ports"));
  WorkerOptions run;
  ECHOCHECK_TRY(ReadTarget(typed.others, run));
  ECHOCHECK_TRY(CheckCanConfine(run));
  options.target = std::move(run.target);
  if (!ports.empty()) options.address.port = ports.front();
  return {};
}

Status ReadWatch(const CLI::App& app, WatchWords& typed, WatchArguments& arguments) {
  const auto ports = ReadPorts(typed.ports);
  if (!ports) return ports.error();
  if (app.count("--target") > 0) {
    arguments.target.emplace();
    ECHOCHECK_TRY(ReadWatchTarget(typed, *ports, *arguments.target));
  } else {
    ECHOCHECK_TRY(CheckNoTargetOption(app));
    arguments.ports.emplace();
    arguments.ports->ports = *ports;
    if (!typed.interface.empty()) arguments.ports->interface = typed.interface;
  }
  auto file = OpenWatchFile(typed.write);
  if (!file) return file.error();
  (arguments.target ? arguments.target->file : arguments.ports->file) = std::move(*file);
  arguments.console.language = LanguageFor(typed.others.language);
  LookAtTerminal(typed.others.console.color, arguments.console);
  return {};
}

struct WatchApp : CommandApp<WatchWords> {
  WatchApp() : CommandApp("watch", DeclareWatchWords) {}
};

}  // namespace

std::unique_ptr<CLI::App> DeclareWatch() { return Described<WatchApp>(); }

ParsedWatchArguments ParseWatchArguments(std::span<const std::string> words) {
  ParsedWatchArguments parsed;
  WatchApp app;
  parsed.exit_code = Parse(app, words);
  if (parsed.exit_code) return parsed;
  if (const Status read = ReadWatch(app, app.words, parsed.arguments); !read) {
    parsed.exit_code = PrintError(read.error());
  }
  return parsed;
}

}  // namespace echocheck
