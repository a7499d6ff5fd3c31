// SPDX-License-Identifier: MIT
// `echocheck explain`: a capture's connections, and of one the ladder.
#include <csignal>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "harness/base/endpoint.h"
#include "harness/cli/command_app.h"
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/language_choice.h"
#include "harness/cli/option_error.h"
#include "harness/cli/parse.h"
#include "harness/cli/standard_output.h"
#include "harness/cli/typed_console_options.h"
#include "harness/cli/typed_explain_options.h"
#include "harness/replay/commented_capture.h"
#include "harness/replay/read_capture.h"
#include "harness/report/connection_sample.h"
#include "harness/report/connection_table.h"
#include "harness/report/console_page.h"
#include "harness/report/html/html_page.h"
#include "harness/report/ladder.h"
#include "harness/store/atomic_file.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// Prints rows in the order of their numbers, although connections end in another.
class RowPrinter {
 public:
  // Empty: a connection that was not asked for.
  void Add(std::uint64_t stream, std::string row) {
    waiting_.emplace(stream, std::move(row));
    while (!waiting_.empty() && waiting_.begin()->first == next_) {
      ready_ += waiting_.begin()->second;
      waiting_.erase(waiting_.begin());
      ++next_;
    }
    constexpr std::size_t kEnough = std::size_t{64} * 1024;  // for one write
    if (ready_.size() >= kEnough) Flush();
  }
  Status Flush() {
    if (printed_ && !ready_.empty()) printed_ = Print(std::exchange(ready_, ""));
    return printed_;
  }

 private:
  std::uint64_t next_ = 0;
  std::map<std::uint64_t, std::string> waiting_;
  std::string ready_;
  Status printed_;
};

class Explanation {
 public:
  Explanation(const TypedExplainOptions& words, std::optional<std::uint16_t> port)
      : words_(words),
        port_(port),
        digest_(kShown),
        html_digest_(kRowsOnPage),
        page_(PageFor(words)) {}

  int Explain(CaptureFile& file, const std::string& name);

 private:
  // A screen or two; more would bury what is odd among them.
  static constexpr std::size_t kShown = 20;
  // Of the ladder's connection; the ladder folds most of a long one.
  static constexpr std::size_t kKeptSegments = 2000;

  // More would make a page that no browser likes to open: 24,000 segments, as in that of a run.
  static constexpr std::size_t kSegmentsOnPage = 300;  // of each connection, at both ends
  static constexpr std::size_t kRowsOnPage = 1000;
  static constexpr std::uint64_t kLaddersOnPage = 40;

  static Page PageFor(const TypedExplainOptions& words);
  bool IsAskedFor(std::uint64_t stream, std::uint16_t a, std::uint16_t b) const {
    return (!words_.stream || *words_.stream == stream) && (!port_ || *port_ == a || *port_ == b);
  }
  FlowOptions Options();
  void Take(FlowRecord&& flow);
  std::string Text(const CaptureReading& reading, const std::string& name);
  std::string Rows(const std::vector<FlowRecord>& shown) const;
  Status WriteHtml(const CaptureReading& reading, const std::string& name);
  Status BeginComments(const CaptureFile& file, const std::string& name);
  CaptureReading Read(CaptureFile& file);

  const TypedExplainOptions& words_;
  std::optional<std::uint16_t> port_;
  ConnectionSample digest_;
  ConnectionSample html_digest_;
  RowPrinter printer_;
  Page page_;
  std::unique_ptr<CommentedCapture> commented_;  // none: not asked for
  std::uint64_t connections_ = 0;
  std::uint64_t kept_ = 0;  // connections whose segments are kept
};

Page Explanation::PageFor(const TypedExplainOptions& words) {
  TypedConsoleOptions console;
  console.color = words.color;
  ConsoleOptions options = ConsoleFrom(console);
  options.language = words.language;
  return PageOf(options);
}

FlowOptions Explanation::Options() {
  FlowOptions options;
  const bool many = !words_.html.empty() && !words_.stream;
  options.head = options.tail = many ? kSegmentsOnPage : kKeptSegments;
  options.hash_streams = false;
  if (port_) options.servers = {{IpAddress(), *port_}};
  options.only_servers = false;  // all are counted, so that their numbers are Wireshark's
  // Whether a connection will have been the only one is not known while it goes on.
  options.keeps_segments = [this](std::uint64_t stream, std::uint16_t a, std::uint16_t b) {
    return IsAskedFor(stream, a, b) && kept_++ < (words_.html.empty() ? 1 : kLaddersOnPage);
  };
  options.on_flow_done = [this](FlowRecord&& flow) { Take(std::move(flow)); };
  return options;
}

void Explanation::Take(FlowRecord&& flow) {
  ++connections_;
  const bool asked_for = IsAskedFor(flow.stream, flow.client.port, flow.server.port);
  if (words_.all) printer_.Add(flow.stream, asked_for ? RenderConnection(flow, page_) : "");
  if (!asked_for) return;
  if (!words_.html.empty()) html_digest_.Add(FlowRecord(flow));
  digest_.Add(std::move(flow));
}

std::string Explanation::Rows(const std::vector<FlowRecord>& shown) const {
  std::string text = "\n" + RenderConnectionHeading(page_);
  for (const FlowRecord& flow : shown) text += RenderConnection(flow, page_);
  if (digest_.count() > shown.size())
    text += "\n" + RenderMoreConnections(digest_.count() - shown.size(), page_);
  return text;
}

std::string Explanation::Text(const CaptureReading& reading, const std::string& name) {
  CaptureSummary summary;
  summary.name = name;
  summary.totals = reading.totals;
  summary.duration = reading.duration;
  summary.connections = connections_;
  summary.matching = digest_.count();
  summary.closed = digest_.closed();
  summary.sum = digest_.sum();
  std::string text = words_.all ? "\n" : "";
  text += RenderCaptureSummary(summary, page_);
  const std::vector<FlowRecord> shown = digest_.TakeShown();
  if (!words_.all && !shown.empty()) text += Rows(shown);
  if (summary.matching != 1) return text;
  text += RenderConnectionNotes(shown.front(), page_);
  LadderRequest request;
  request.whole = words_.verbose;
  return text + "\n" + RenderLadder(shown.front(), request, page_);
}

Status Explanation::WriteHtml(const CaptureReading& reading, const std::string& name) {
  if (words_.html.empty()) return {};
  const std::vector<FlowRecord> shown = html_digest_.TakeShown();
  const std::uint64_t left_out = html_digest_.count() - shown.size();
  return WriteFileAtomically(
      words_.html, RenderCaptureHtml({name, words_.file == "-" ? "" : words_.file, reading.totals,
                                      shown, left_out, words_.language}));
}

Status Explanation::BeginComments(const CaptureFile& file, const std::string& name) {
  if (words_.annotate.empty()) return {};
  const CommentOptions options{"echocheck " ECHOCHECK_VERSION, words_.language};
  auto to = AtomicFile::Open(words_.annotate);
  if (!to) return to.error();
  commented_ = CommentedCapture::Begin(std::move(*to), HeaderOf(file, name, options),
                                       FrameComments(page_.language, {}));
  return {};
}

CaptureReading Explanation::Read(CaptureFile& file) {
  FlowOptions options = Options();
  if (!commented_) return ReadCapture(file, std::move(options));
  commented_->Follow(options);
  return ReadCapture(file, std::move(options),
                     [this](const Frame& frame) { commented_->Add(frame); });
}

int Explanation::Explain(CaptureFile& file, const std::string& name) {
  if (const Status begun = BeginComments(file, name); !begun) return PrintError(begun.error());
  if (words_.all) {
    if (const Status printed = Print(RenderConnectionHeading(page_)); !printed) {
      return PrintError(printed.error());
    }
  }
  const CaptureReading reading = Read(file);
  const Status commented = commented_ ? commented_->Finish() : Status();
  if (const Status printed = printer_.Flush(); !printed) return PrintError(printed.error());
  const int answered = PrintOutput(Text(reading, name));
  if (answered != kExitConforms) return answered;
  if (const Status written = WriteHtml(reading, name); !written) return PrintError(written.error());
  if (!commented) return PrintError(commented.error());
  if (reading.damage) return PrintError(*reading.damage);
  if (digest_.count() > 0 || (!words_.stream && !port_)) return kExitConforms;
  const Sentence asked_for =
      words_.stream ? Say("errors.with_number", {{"number", std::to_string(*words_.stream)}})
                    : Say("errors.with_port", {{"port", std::to_string(*port_)}});
  return PrintError(UsageError(
      Say("errors.no_such_connection", {{"count", connections_}, {"asked_for", asked_for}})));
}

struct ExplainApp : CommandApp<TypedExplainOptions> {
  ExplainApp() : CommandApp("explain", DeclareExplainOptions) {}
};

}  // namespace

std::unique_ptr<CLI::App> DeclareExplain() { return Described<ExplainApp>(); }

int ExplainCommand(std::span<const std::string> words) {
  ExplainApp app;
  if (const auto code = Parse(app, words)) return *code;
  TypedExplainOptions& typed = app.words;
  typed.language = LanguageFor(typed.language);
  std::optional<std::uint16_t> port;
  if (!typed.port.empty()) {
    const auto parsed = ParsePort(typed.port);
    if (!parsed) return PrintError(OptionError("--port", parsed.error()));
    port = *parsed;
  }
  if (const Status place = CheckAnnotatePlace(typed); !place) return PrintError(place.error());
  std::signal(SIGPIPE, SIG_IGN);
  auto file = CaptureFile::OpenPath(typed.file);
  if (!file) return PrintError(file.error());
  return Explanation(typed, port)
      .Explain(*file, typed.file == "-"
                          ? ToText(Say("errors.standard_input"), LanguageNamed(typed.language))
                          : typed.file);
}

}  // namespace echocheck
