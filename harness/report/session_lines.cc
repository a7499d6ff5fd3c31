// SPDX-License-Identifier: MIT
#include "harness/report/session_lines.h"

#include <algorithm>
#include <csignal>
#include <vector>

#include <fmt/format.h>

#include "harness/report/wording.h"

namespace echocheck {
namespace {

constexpr std::size_t kLabelWidth = 8;
// Of one burst of output: more scrolls the ladder away.
constexpr std::size_t kMostOutputLines = 20;

std::string_view MeaningOf(int signal, const LiveWording& words) {
  switch (signal) {
    case SIGSEGV:
    case SIGBUS:
      return words.signals[0];
    case SIGABRT:
      return words.signals[1];
    case SIGPIPE:
      return words.signals[2];
    case SIGFPE:
      return words.signals[3];
    case SIGKILL:
    case SIGTERM:
      return words.signals[4];
    default:
      return words.signals[5];
  }
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
  return Labelled(words_.you, SafeLine(bytes.substr(0, bytes.find_last_not_of("\r\n") + 1)),
                  Ink::kClient);
}

std::string SessionLines::CameBack(BytesView bytes) const {
  const std::string count = "  " + CountBytes(bytes.size(), page_.words);
  const std::size_t room = page_.width - kLabelWidth - DisplayWidth(count) - 2;
  return Labelled(words_.back, '"' + EscapeBytes(bytes.substr(0, room + 1), room) + '"' + count,
                  Ink::kServer);
}

std::string SessionLines::Output(BytesView bytes) const {
  std::string out;
  const std::vector<std::string> lines = SafeLines(bytes);
  const std::size_t shown = std::min(lines.size(), kMostOutputLines);
  for (std::size_t i = 0; i < shown; ++i) out += Labelled(words_.server, lines[i], Ink::kDim);
  if (shown < lines.size()) {
    const std::string more =
        fmt::format(fmt::runtime(words_.more_output), fmt::arg("count", lines.size() - shown));
    out += Labelled(words_.server, more, Ink::kDim);
  }
  return out;
}

std::string SessionLines::Note(std::string_view text, Ink ink) const {
  std::string out;
  for (const std::string& line : WrapToWidth(text, page_.width)) out += page_.pen(ink, line) + '\n';
  return out;
}

std::string SessionLines::Intro(const TargetOutcome& outcome, std::string_view host_reason,
                                bool terminal) const {
  std::string out;
  if (!host_reason.empty()) {
    out += Note(fmt::format(fmt::runtime(words_.no_private_arena),
                            fmt::arg("reason", SafeLine(host_reason))),
                Ink::kDoubt);
  }
  out += Note(
      fmt::format(fmt::runtime(words_.listens), fmt::arg("command", CommandLine(outcome.command)),
                  fmt::arg("address", ToString(outcome.used)),
                  fmt::arg("time", FormatDuration(outcome.listened_after))),
      Ink::kPlain);
  if (!outcome.address_note.empty()) {
    out += Note(fmt::format(fmt::runtime(words_.found), fmt::arg("note", outcome.address_note)));
  }
  return out + Note(terminal ? words_.you_are_the_client : words_.you_are_the_client_piped);
}

std::string SessionLines::StartFailure(const TargetOutcome& outcome, Milliseconds limit) const {
  const std::string asked = ToString(outcome.asked);
  if (outcome.sockets_unseen && outcome.startup != Startup::kExited) {
    return Note(fmt::format(fmt::runtime(words_.listening_unseen), fmt::arg("asked", asked),
                            fmt::arg("reason", *outcome.sockets_unseen)),
                Ink::kDoubt);
  }
  switch (outcome.startup) {
    case Startup::kExited: {
      const auto status = outcome.exit_status ? ToString(*outcome.exit_status) : std::string("?");
      return Note(fmt::format(fmt::runtime(words_.exited_unheard), fmt::arg("status", status)),
                  Ink::kBad);
    }
    case Startup::kListensElsewhere:
      return Note(
          fmt::format(fmt::runtime(words_.listens_elsewhere),
                      fmt::arg("listening", ListOf(outcome.listening)), fmt::arg("asked", asked)),
          Ink::kBad);
    case Startup::kNotLaunched:
    case Startup::kTimedOut:
    case Startup::kNotOffered:
    case Startup::kListening:
      break;
  }
  return Note(fmt::format(fmt::runtime(words_.never_listened), fmt::arg("asked", asked),
                          fmt::arg("time", FormatDuration(limit))),
              Ink::kBad);
}

std::string SessionLines::TargetEnd(const ExitStatus& status) const {
  if (!status.signal) {
    return Note(fmt::format(fmt::runtime(words_.exited), fmt::arg("code", status.code.value_or(0))),
                Ink::kDoubt);
  }
  return Note(fmt::format(fmt::runtime(words_.killed), fmt::arg("signal", ToString(status)),
                          fmt::arg("meaning", MeaningOf(*status.signal, words_))),
              Ink::kBad);
}

std::string SessionLines::EchoVerdict(std::uint64_t sent, std::uint64_t received, bool same) const {
  const std::string count = CountBytes(sent, page_.words);
  if (sent == 0 && received == 0) return Note(words_.nothing_sent, Ink::kPlain);
  if (sent == received && same) {
    return Note(fmt::format(fmt::runtime(words_.echo_same), fmt::arg("count", count)), Ink::kGood);
  }
  if (sent == received) {
    return Note(fmt::format(fmt::runtime(words_.echo_differs), fmt::arg("count", count)),
                Ink::kBad);
  }
  const auto sentence = received == 0     ? words_.echo_nothing
                        : received < sent ? words_.echo_missing
                                          : words_.echo_more;
  return Note(fmt::format(fmt::runtime(sentence), fmt::arg("sent", count),
                          fmt::arg("received", CountBytes(received, page_.words))),
              Ink::kBad);
}

}  // namespace echocheck
