// SPDX-License-Identifier: MIT
#include "harness/cli/manual/manual_page.h"

#include "harness/cli/manual/roff.h"

namespace echocheck {
namespace {

std::string Joined(const std::vector<std::string>& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

void AddOption(RoffPage& page, const OptionFacts& option) {
  std::string text = option.help;
  if (!text.ends_with('.')) text += '.';
  if (!option.range.empty()) text += " From " + option.range + ".";
  if (!option.initial.empty()) text += " Default: " + option.initial + ".";
  if (!option.excludes.empty()) text += " Not together with " + Joined(option.excludes, ", ") + ".";
  page.Item(Joined(option.names, ", "), option.value + (option.may_repeat ? " ..." : ""), text);
}

void AddCommand(RoffPage& page, const CommandFacts& command) {
  page.Subsection("echocheck " + command.name);
  page.Paragraphs(command.about);
  page.Bold("echocheck " + command.synopsis);
  for (const OptionFacts& positional : command.positionals) AddOption(page, positional);
  for (const OptionGroup& group : command.groups) {
    page.Bold(group.title + ":");
    for (const OptionFacts& option : group.options) AddOption(page, option);
  }
  if (!command.footer.empty()) page.Verbatim(command.footer);
}

void AddBegin(RoffPage& page, const std::vector<CommandFacts>& commands) {
  page.Section("NAME");
  page.Paragraphs("echocheck - check an echo server (RFC 862) by bytes, segments and process");
  page.Section("SYNOPSIS");
  std::string synopsis;
  for (const CommandFacts& command : commands) synopsis += "echocheck " + command.synopsis + "\n";
  page.Verbatim(synopsis +
                "echocheck help [COMMAND]\n"
                "echocheck --version");
  page.Section("DESCRIPTION");
  page.Paragraphs(
      "echocheck checks a server of the Echo Protocol (RFC 862), written in any language.\n"
      "It uses three kinds of evidence: the bytes that its clients get back, the TCP segments that "
      "it\n"
      "captures, and the process of the server.\n"
      "Each scenario runs in a network of its own, without root.\n"
      "\n"
      "SERVER is a program, or a command in quotes: \"python3 server.py {port}\".\n"
      "The first word may be the server itself: \"echocheck ./myserver\" means \"echocheck run "
      "./myserver\".");
  page.Section("COMMANDS");
  for (const CommandFacts& command : commands) AddCommand(page, command);
  page.Subsection("echocheck help");
  page.Paragraphs("Lists all commands, or shows the options of one command.");
  page.Subsection("echocheck --version");
  page.Paragraphs(
      "Prints the version, the commit, the compiler and the versions of the libraries.");
}

void AddExitStatus(RoffPage& page) {
  page.Section("EXIT STATUS");
  page.Item("0", "", "The server conforms. Of other commands: done.");
  page.Item("1", "", "The server does not conform.");
  page.Item("2", "", "Inconclusive, or this machine could not run the check.");
  page.Item(
      "3", "",
      "Bad usage: a wrong option, a bad scenario file, a server that is not there or cannot be "
      "executed. Nothing was checked.");
}

void AddFilesAndEnvironment(RoffPage& page) {
  page.Section("FILES");
  page.Item(
      "reports/<time>-<server>/", "",
      "The run folder: report.json, report.html, junit.xml, and for each scenario the capture, "
      "the output of the server and the evidence.");
  page.Item("reports/latest", "", "A link to the newest run folder.");
  page.Item("scenarios/", "", "Scenarios of the working directory, which are found by name.");
  page.Item("PREFIX/share/echocheck/scenarios/", "", "The scenarios that came with echocheck.");
  page.Item("PREFIX/share/echocheck/schemas/", "",
            "JSON schemas of scenarios, of report.json and of other reports.");
  page.Section("ENVIRONMENT");
  page.Item("PATH", "", "Where a server without a slash in its name is looked for.");
  page.Item("NO_COLOR", "", "If it is set and not empty, --color auto uses no colours.");
  page.Item("HOST, PORT", "",
            "echocheck sets them for the server: the address and the port where it must listen.");
}

void AddEnd(RoffPage& page) {
  page.Section("EXAMPLES");
  page.Item("echocheck ./myserver", "", "Check a server with the scenarios of the profile course.");
  page.Item("echocheck \"python3 server.py {port}\" basic close/", "",
            "Check a script with some scenarios.");
  page.Item("echocheck --connect 127.0.0.1:7", "", "Check a server that already runs.");
  page.Item("echocheck watch --target ./myserver", "", "Be its client, and see each segment.");
  page.Item("echocheck explain session.pcap", "", "Explain what TCP did in a capture.");
  page.Item("echocheck render reports/latest --junit junit.xml", "",
            "Write the newest report in another format.");
  page.Section("SEE ALSO");
  page.Paragraphs("tcpdump(8), tshark(1), wireshark(1), nc(1), tcp(7), namespaces(7)");
}

}  // namespace

std::string RenderManualPage(const std::vector<CommandFacts>& commands, std::string_view version,
                             std::string_view date) {
  RoffPage page;
  page.Header("ECHOCHECK", "echocheck " + std::string(version), date);
  AddBegin(page, commands);
  AddExitStatus(page);
  AddFilesAndEnvironment(page);
  AddEnd(page);
  return page.text();
}

}  // namespace echocheck
