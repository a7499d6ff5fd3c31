// SPDX-License-Identifier: MIT
#include "tests/fuzz/foreign_run.h"

#include <array>
#include <string>
#include <vector>

#include "harness/base/time_bounds.h"

namespace echocheck {
namespace {

// More than a line of the console. A run has some hundred texts, and formats show most of them.
constexpr std::size_t kLongestText = 100;

template <class Enum>
Enum EnumFrom(std::uint8_t byte) {
  return static_cast<Enum>(byte % EnumNames(Enum{}).size());
}

class Maker {
 public:
  explicit Maker(InputBytes input) {
    for (std::uint8_t& byte : shape_) byte = input.Byte();
    texts_.emplace_back();
    for (const std::uint8_t byte : input.Rest()) {
      if (byte == 0x1e) {
        texts_.emplace_back();
      } else if (texts_.back().size() < kLongestText) {
        texts_.back() += static_cast<char>(byte);
      }
    }
  }

  RunRecord Run() {
    RunRecord run;
    run.tool_version = Text();
    run.started = Text();
    run.host_kernel = Text();
    run.command = Text();
    run.target = Text();
    run.isolation = Text();
    run.profile = Text();
    run.language = (shape_[0] & 1) != 0 ? "ja" : "en";
    run.strict = (shape_[0] & 2) != 0;
    run.allow_flaky = (shape_[0] & 4) != 0;
    run.finished = (shape_[0] & 8) == 0;
    run.exit_code = shape_[1] % 4;
    run.verdict = EnumFrom<Verdict>(shape_[2]);
    run.duration = Time();
    // Mostly one: two take twice as long, and matter where scenarios are counted or compared.
    const std::size_t scenarios = shape_[3] % 8 == 0 ? 0 : shape_[3] % 8 == 7 ? 2 : 1;
    for (std::size_t i = 0; i < scenarios; ++i) run.scenarios.push_back(Scenario(shape_[4 + i]));
    if ((shape_[0] & 16) != 0) {
      const Verdict worst = (shape_[0] & 32) != 0 ? Verdict::kFail : Verdict::kWarn;
      run.causes.push_back({Text(), Text(), Text(), worst, {Text(), Text()}, {Text()}});
    }
    if ((shape_[0] & 64) != 0) run.no_longer_failing = {Text()};
    return run;
  }

 private:
  std::string Text() { return texts_[text_++ % texts_.size()]; }
  // Of any size and sign that a reader takes.
  Nanoseconds Time() {
    std::uint64_t time = 0;
    for (const char byte : Text()) time = time << 8 | static_cast<unsigned char>(byte);
    const auto most = static_cast<std::uint64_t>(kFarthestTime.count());
    return Nanoseconds(static_cast<std::int64_t>(time % (2 * most + 1) - most));
  }

  Cause MakeCause() { return {Text(), {{"offset", Text()}}, Text(), Text()}; }

  Finding MakeFinding(Verdict verdict, bool with_cause) {
    Finding finding;
    finding.check = Text();
    finding.source = Text();
    finding.verdict = verdict;
    finding.summary = Text();
    finding.expected = Text();
    finding.actual = Text();
    finding.evidence.frames = {1, 2};
    finding.evidence.ports = {50001};
    finding.evidence.difference = StreamDifference{3, 0, Text(), Text()};
    finding.evidence.show_output = true;
    if (with_cause) finding.cause = MakeCause();
    return finding;
  }

  FlowSegment Segment(Side from, SegmentRole role, std::uint64_t frame) {
    FlowSegment segment;
    segment.frame = frame;
    segment.time = Time();
    segment.from = from;
    segment.flags = shape_[7];
    segment.role = role;
    segment.preview = Text().substr(0, FlowSegment::kPreview);
    segment.length = static_cast<std::uint32_t>(segment.preview.size());
    return segment;
  }

  IpAddress Address() const {
    IpAddress address = (shape_[5] & 1) != 0 ? kEveryAddress : kIpv4Loopback;
    address.bytes.back() = shape_[5];
    return (shape_[5] & 2) != 0 ? IpAddress() : address;
  }

  FlowRecord Flow() {
    FlowRecord flow;
    flow.client = {Address(), 50001};
    flow.server = {Address(), 50000};
    flow.handshake_seen = (shape_[7] & 1) != 0;
    flow.head = {Segment(Side::kClient, EnumFrom<SegmentRole>(shape_[7]), 1),
                 Segment(Side::kServer, SegmentRole::kData, 2)};
    flow.segment_count = 2;
    flow.last = Time();
    flow.pattern = PatternResult{
        {Text(), PatternMode::kNormal}, (shape_[7] & 2) != 0, 2, Text(), Text(), Text()};
    return flow;
  }

  ConnectionRecord Connection() {
    ConnectionRecord connection;
    connection.client = Text();
    connection.local = {kIpv4Loopback, 50001};
    connection.remote = {Address(), 50000};
    connection.steps = {
        {0, StepKind::kMeet, Text(), EnumFrom<StepOutcome>(shape_[7]), Time(), Time(), Text()}};
    connection.stream.sent_head = Text();
    connection.stream.received_head = Text();
    connection.stream.received_tail = Text();
    return connection;
  }

  TargetOutcome Target() {
    TargetOutcome target;
    target.command = {Text(), Text()};
    target.address_note = Text();
    target.startup = EnumFrom<Startup>(shape_[6]);
    target.listening = {{Address(), 1}};
    target.sockets_left = {{Text(), {Address(), 8}, {Address(), 9}, 10, 11, 1, true}};
    ProcessSample sample;
    sample.name = Text();
    sample.at = Time();
    target.samples = {sample};
    target.output_tail = Text();
    target.output_bytes = target.output_tail.size();
    return target;
  }

  ScenarioRecord Scenario(std::uint8_t shape) {
    ScenarioRecord scenario;
    scenario.name = Text();
    scenario.path = Text();
    scenario.title = {Text(), Text()};
    scenario.description = {Text(), Text()};
    scenario.tags = {Text(), Text()};
    scenario.source = Text();
    scenario.verdict = EnumFrom<Verdict>(shape);
    scenario.folder = Text();
    scenario.evidence.durations.total = Time();
    if ((shape & 8) != 0) scenario.known_failure = Text();
    if ((shape & 16) != 0) {
      scenario.not_played = Text();
      return scenario;
    }
    if ((shape & 32) != 0) {
      scenario.flaky = true;
      scenario.attempts = {
          {Verdict::kFail, false, {Text()}, {Text()}, Time(), Text()},
          {scenario.verdict, true, {}, {}, Nanoseconds(1), Text()},
      };
    }
    scenario.evidence.isolation_note = Text();
    if ((shape & 64) != 0) scenario.digests = {{Text(), Text()}};
    scenario.evidence.history.connections = {Connection()};
    scenario.evidence.target = Target();
    scenario.evidence.capture.state = EnumFrom<CaptureState>(shape_[6]);
    scenario.evidence.capture.reason = Text();
    scenario.evidence.capture.interface = Text();
    if ((shape & 64) != 0) scenario.evidence.error = EnvironmentError(Text());
    scenario.findings = {MakeFinding(scenario.verdict, (shape & 128) != 0),
                         MakeFinding(Verdict::kWarn, false)};
    scenario.flows = {Flow()};
    return scenario;
  }

  std::array<std::uint8_t, 8> shape_{};
  std::vector<std::string> texts_;
  std::size_t text_ = 0;
};

}  // namespace

RunRecord ForeignRun(InputBytes input) { return Maker(input).Run(); }

}  // namespace echocheck
