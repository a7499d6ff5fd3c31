// SPDX-License-Identifier: MIT
#include "harness/report/session_lines.h"

#include <algorithm>
#include <csignal>
#include <vector>

#include "harness/report/explain.h"

namespace echocheck {
namespace {

constexpr std::size_t kLabelWidth = 8;
// Of one burst of output: more scrolls the ladder away.
constexpr std::size_t kMostOutputLines = 20;

std::string_view MeaningOfSignal(int signal) {
  switch (signal) {
    case SIGSEGV:
    case SIGBUS:
      return "watch.signal_segv";
    case SIGABRT:
      return "watch.signal_abrt";
    case SIGPIPE:
      return "watch.signal_pipe";
    case SIGFPE:
      return "watch.signal_fpe";
    case SIGKILL:
    case SIGTERM:
      return "watch.signal_kill";
    default:
      return "watch.signal_other";
  }
}

// A signal has the same name in all languages.
Sentence HowItEnded(const ExitStatus& status) {
  if (status.signal) return Plain(ToString(status));
  return Say("watch.exit_status", {{"code", std::to_string(status.code.value_or(0))}});
}

std::string CommandLine(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    line += SafeLine(word);
  }
  return line;
}

std::string ListOf(const std::vector<Endpoint>& endpoints) {
  std::string list;
  for (const Endpoint& endpoint : endpoints) {
    if (!list.empty()) list += ", ";
    list += ToString(endpoint);
  }
  return list;
}

}  // namespace

std::string SessionLines::Labelled(std::string_view label, std::string_view safe_text,
                                   Ink ink) const {
  return page_.pen(ink, PadRight(label, kLabelWidth)) +
         CutToWidth(safe_text, page_.width - kLabelWidth) + '\n';
}

std::string SessionLines::Typed(BytesView bytes) const {
  return Labelled(page_.Text("watch.you"),
                  SafeLine(bytes.substr(0, bytes.find_last_not_of("\r\n") + 1)), Ink::kClient);
}

std::string SessionLines::CameBack(BytesView bytes) const {
  const std::string count = "  " + CountBytes(bytes.size(), page_.language);
  const std::size_t room = page_.width - kLabelWidth - DisplayWidth(count) - 2;
  return Labelled(page_.Text("watch.back"), '"' + EscapeBytes(bytes, room) + '"' + count,
                  Ink::kServer);
}

std::string SessionLines::Output(BytesView bytes) const {
  std::string out;
  const std::vector<std::string> lines = SafeLines(bytes);
  const std::size_t shown = std::min(lines.size(), kMostOutputLines);
  const std::string label = page_.Text("watch.server");
  for (std::size_t i = 0; i < shown; ++i) out += Labelled(label, lines[i], Ink::kDim);
  if (shown < lines.size()) {
    const std::string more = page_.Text("watch.more_output", {{"count", lines.size() - shown}});
    out += Labelled(label, more, Ink::kDim);
  }
  return out;
}

std::string SessionLines::Note(std::string_view text, Ink ink) const {
  std::string out;
  for (const std::string& line : WrapToWidth(text, page_.width)) out += page_.pen(ink, line) + '\n';
  return out;
}

std::string SessionLines::NoteText(std::string_view name, Ink ink,
                                   std::vector<Argument> arguments) const {
  return Note(page_.Text(name, std::move(arguments)), ink);
}

std::string SessionLines::Intro(const TargetOutcome& outcome, std::string_view host_reason,
                                bool terminal) const {
  std::string out;
  if (!host_reason.empty()) {
    out += NoteText("watch.no_private_arena", Ink::kDoubt, {{"reason", SafeLine(host_reason)}});
  }
  out += NoteText("watch.listens", Ink::kPlain,
                  {{"command", CommandLine(outcome.command)},
                   {"address", ToString(outcome.used)},
                   {"time", FormatDuration(outcome.listened_after)}});
  if (!outcome.address_note.empty()) {
    out += NoteText("watch.found", Ink::kDim, {{"note", outcome.address_note.said()}});
  }
  return out + NoteText(terminal ? "watch.you_are_the_client" : "watch.you_are_the_client_piped");
}

std::string SessionLines::StartFailure(const TargetOutcome& outcome, Milliseconds limit) const {
  const std::string asked = ToString(outcome.asked);
  if (outcome.sockets_unseen && outcome.startup != Startup::kExited) {
    return NoteText("watch.listening_unseen", Ink::kDoubt,
                    {{"asked", asked}, {"reason", outcome.sockets_unseen->said()}});
  }
  switch (outcome.startup) {
    case Startup::kExited: {
      const Sentence status = outcome.exit_status ? HowItEnded(*outcome.exit_status) : Plain("?");
      return NoteText("watch.exited_unheard", Ink::kBad, {{"status", status}});
    }
    case Startup::kListensElsewhere:
      return NoteText("watch.listens_elsewhere", Ink::kBad,
                      {{"listening", ListOf(outcome.listening)}, {"asked", asked}});
    case Startup::kNotLaunched:
    case Startup::kTimedOut:
    case Startup::kNotOffered:
    case Startup::kListening:
      break;
  }
  return NoteText("watch.never_listened", Ink::kBad,
                  {{"asked", asked}, {"time", FormatDuration(limit)}});
}

std::string SessionLines::TargetEnd(const ExitStatus& status) const {
  if (!status.signal) {
    return NoteText("watch.exited", Ink::kDoubt, {{"status", HowItEnded(status)}});
  }
  return NoteText(
      "watch.killed", Ink::kBad,
      {{"signal", ToString(status)}, {"meaning", page_.Text(MeaningOfSignal(*status.signal))}});
}

std::string SessionLines::EchoVerdict(std::uint64_t sent, std::uint64_t received, bool same) const {
  const std::string count = CountBytes(sent, page_.language);
  if (sent == 0 && received == 0) return NoteText("watch.nothing_sent", Ink::kPlain);
  if (sent == received && same) return NoteText("watch.echo_same", Ink::kGood, {{"count", count}});
  if (sent == received) return NoteText("watch.echo_differs", Ink::kBad, {{"count", count}});
  const std::string_view text = received == 0     ? "watch.echo_nothing"
                                : received < sent ? "watch.echo_missing"
                                                  : "watch.echo_more";
  return NoteText(text, Ink::kBad,
                  {{"sent", count}, {"received", CountBytes(received, page_.language)}});
}

}  // namespace echocheck
