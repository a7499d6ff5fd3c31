// SPDX-License-Identifier: MIT
// One scenario, from its title to its files.
#include "harness/report/console.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "harness/model/run_files.h"
#include "harness/report/console_page.h"
#include "harness/report/console_text.h"
#include "harness/report/explain.h"
#include "harness/report/failure_groups.h"
#include "harness/report/finding_text.h"
#include "harness/report/ladder.h"
#include "harness/report/scenario_line.h"

namespace echocheck {
namespace {

constexpr std::size_t kMostLadders = 3;
constexpr std::size_t kMostOutputLines = 10;

bool Failed(const Finding& finding) {
  return finding.verdict == Verdict::kFail || finding.verdict == Verdict::kWarn;
}

// One scenario's text, top to bottom.
class ScenarioText {
 public:
  ScenarioText(const ScenarioRecord& scenario, const ConsoleOptions& options)
      : scenario_(scenario), options_(options), page_(PageOf(options)) {}

  std::string Whole();

 private:
  void Title();
  void Notes();
  void Ladders();
  void Output();
  void OurError();
  void VerdictLine();
  void Files();

  std::set<std::uint64_t> FailedFrames() const;
  std::vector<const FlowRecord*> FlowsByInterest() const;
  std::string ClientName(const FlowRecord& flow) const;
  std::string Name() const { return CutToWidth(SafeLine(scenario_.name), page_.width / 2); }
  std::string VerdictAndName() const {
    return page_.pen(InkOf(scenario_.verdict), ToString(scenario_.verdict)) + "  " +
           page_.pen(Ink::kBold, Name());
  }
  // Wrapped text of ours around foreign text, indented by two.
  void Note(std::string_view text, Ink ink) {
    for (const std::string& line : SafeLines(text)) {
      for (const std::string& piece : WrapToWidth(line, page_.width - 2)) {
        out_ += "  " + page_.pen(ink, piece) + '\n';
      }
    }
  }
  void NoteText(std::string_view name, Ink ink, std::vector<Argument> arguments = {}) {
    Note(page_.Text(name, std::move(arguments)), ink);
  }

  const ScenarioRecord& scenario_;
  const ConsoleOptions& options_;
  Page page_;
  std::string out_;
};

void ScenarioText::Title() {
  const std::string name = Name();
  out_ += page_.pen(Ink::kBold, name);
  const std::string& title = InLanguage(scenario_.title, options_.language);
  if (!title.empty()) {
    const std::size_t room = page_.width - DisplayWidth(name) - 2;
    out_ += ": " + CutToWidth(SafeLine(title), room);
  }
  out_ += '\n';
}

void ScenarioText::Notes() {
  const ScenarioEvidence& evidence = scenario_.evidence;
  if (!evidence.target.address_note.empty()) {
    NoteText("console.address_found", Ink::kDoubt, {{"note", evidence.target.address_note.said()}});
  }
  if (evidence.isolation != Isolation::kPrivate) {
    NoteText("console.host_arena", Ink::kDoubt, {{"note", evidence.isolation_note.said()}});
  }
  if (options_.confined) NoteText("console.confined", Ink::kDim);
  if (evidence.error) return;
  switch (evidence.capture.state) {
    case CaptureState::kComplete:
      break;
    case CaptureState::kOff:
      NoteText("console.no_capture", Ink::kDoubt, {{"reason", evidence.capture.reason.said()}});
      break;
    case CaptureState::kIncomplete:
      NoteText("console.capture_cut", Ink::kDoubt, {{"reason", evidence.capture.reason.said()}});
      break;
  }
}

std::set<std::uint64_t> ScenarioText::FailedFrames() const {
  std::set<std::uint64_t> frames;
  for (const Finding& finding : scenario_.findings) {
    if (!Failed(finding)) continue;
    frames.insert(finding.evidence.frames.begin(), finding.evidence.frames.end());
  }
  return frames;
}

// Flows that a failed finding names first, each group in the order of the capture.
std::vector<const FlowRecord*> ScenarioText::FlowsByInterest() const {
  std::set<std::uint16_t> ports;
  const std::set<std::uint64_t> frames = FailedFrames();
  for (const Finding& finding : scenario_.findings) {
    if (!Failed(finding)) continue;
    ports.insert(finding.evidence.ports.begin(), finding.evidence.ports.end());
  }
  const auto is_named = [&](const FlowRecord* flow) {
    const auto marked = [&](const FlowSegment& segment) { return frames.contains(segment.frame); };
    return ports.contains(flow->client.port) || std::ranges::any_of(flow->head, marked) ||
           std::ranges::any_of(flow->tail, marked);
  };
  std::vector<const FlowRecord*> flows;
  for (const FlowRecord& flow : scenario_.flows) flows.push_back(&flow);
  std::stable_partition(flows.begin(), flows.end(), is_named);
  return flows;
}

std::string ScenarioText::ClientName(const FlowRecord& flow) const {
  for (const ConnectionRecord& connection : scenario_.evidence.history.connections) {
    if (connection.local == flow.client) return connection.client;
  }
  return "";
}

void ScenarioText::Ladders() {
  const std::vector<const FlowRecord*> flows = FlowsByInterest();
  LadderRequest request;
  request.marked = FailedFrames();
  request.whole = options_.detail == ConsoleOptions::kVerbose;
  std::uint64_t left_segments = 0;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if (i >= kMostLadders) {
      left_segments += flows[i]->segment_count;
      continue;
    }
    const std::string name = ClientName(*flows[i]);
    request.client_name = name;
    out_ += '\n' + RenderLadder(*flows[i], request, page_);
    if (request.whole && flows[i]->pattern && flows[i]->pattern->matched) {
      NoteText("console.pattern_matched", Ink::kDim,
               {{"pattern", flows[i]->pattern->expectation.pattern}});
    }
  }
  if (flows.size() > kMostLadders) {
    out_ += '\n';
    NoteText("console.more_flows", Ink::kDim,
             {{"count", flows.size() - kMostLadders},
              {"segments", Say("console.segments", {{"count", left_segments}})}});
  }
}

// Once for the whole scenario, however many findings it helps to understand.
void ScenarioText::Output() {
  const bool wanted = std::ranges::any_of(scenario_.findings, [](const Finding& finding) {
    return finding.verdict != Verdict::kPass && finding.evidence.show_output;
  });
  const TargetOutcome& target = scenario_.evidence.target;
  // Of any failure it may be the explanation.
  if (!wanted && (scenario_.verdict != Verdict::kFail || target.output_tail.empty())) return;
  if (target.output_tail.empty()) return NoteText("console.no_output", Ink::kDim);
  NoteText("console.output", Ink::kPlain,
           {{"count", CountBytes(target.output_bytes, page_.language)}});
  const std::vector<std::string> lines = SafeLines(target.output_tail);
  const std::size_t first = lines.size() - std::min(lines.size(), kMostOutputLines);
  for (std::size_t i = first; i < lines.size(); ++i) {
    for (const std::string& piece : WrapToWidth(lines[i], page_.width - 4)) {
      out_ += "  " + page_.pen(Ink::kDim, "|") + " " + piece + '\n';
    }
  }
}

void ScenarioText::OurError() {
  NoteText("console.our_error", Ink::kBad);
  for (const std::string& line :
       SafeLines(ToText(scenario_.evidence.error->message, page_.language))) {
    for (const std::string& piece : WrapToWidth(line, page_.width - 4))
      out_ += "    " + piece + '\n';
  }
}

void ScenarioText::VerdictLine() {
  const Durations& took = scenario_.evidence.durations;
  out_ += VerdictAndName();
  if (!scenario_.evidence.error && !scenario_.not_played) {
    const std::string apart =
        page_.Text("console.apart", {{"behaviour", ToString(scenario_.behaviour)},
                                     {"close", ToString(scenario_.close)},
                                     {"duration", FormatDuration(took.total)}});
    const std::size_t used =
        ToString(scenario_.verdict).size() + 2 + DisplayWidth(Name()) + 2 + DisplayWidth(apart);
    out_ += (used <= page_.width ? ": " : "\n  ") + apart;
  }
  out_ += '\n';
  if (scenario_.attempts.size() > 1) {
    NoteText("console.attempts", scenario_.flaky ? Ink::kBad : Ink::kDim,
             {{"count", scenario_.attempts.size()},
              {"verdicts", CountAttempts(scenario_.attempts, page_.language)}});
  }
  if (scenario_.known_failure) {
    NoteText("console.known", Ink::kDoubt, {{"reason", *scenario_.known_failure}});
  }
  if (options_.detail == ConsoleOptions::kVerbose && !scenario_.not_played) {
    NoteText("console.durations", Ink::kDim,
             {{"arena", FormatDuration(took.arena)},
              {"capture", FormatDuration(took.capture)},
              {"start", FormatDuration(took.start)},
              {"play", FormatDuration(took.play)},
              {"close", FormatDuration(took.close)},
              {"stop", FormatDuration(took.stop)},
              {"judge", FormatDuration(took.judge)}});
  }
}

void ScenarioText::Files() {
  const std::vector<std::string> files = FilesOf(scenario_);
  if (options_.run_folder.empty() || files.empty()) return;
  std::string list;
  for (const std::string& file : files) list += (list.empty() ? "" : ", ") + file;
  NoteText("console.files", Ink::kDim,
           {{"folder", options_.run_folder + "/" + scenario_.folder}, {"files", list}});
}

std::string ScenarioText::Whole() {
  Title();
  if (scenario_.not_played) {
    Note(ToText(*scenario_.not_played, page_.language), Ink::kDoubt);
  } else {
    Notes();
  }
  if (scenario_.evidence.error) {
    OurError();
  } else if (!scenario_.not_played) {
    if (options_.ladder) Ladders();
    out_ += '\n';
    out_ += RenderFindings(scenario_.findings, options_.detail == ConsoleOptions::kVerbose, page_);
    Output();
  }
  out_ += '\n';
  VerdictLine();
  Files();
  return out_;
}

}  // namespace

std::string RenderScenario(const ScenarioRecord& scenario, const ConsoleOptions& options) {
  if (options.detail == ConsoleOptions::kQuiet)
    return RenderScenarioLine(scenario, PageOf(options));
  return ScenarioText(scenario, options).Whole();
}

}  // namespace echocheck
