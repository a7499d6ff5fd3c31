// SPDX-License-Identifier: MIT
#include "harness/replay/commented_capture.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "harness/replay/read_capture.h"
#include "harness/report/console_text.h"
#include "harness/words/because.h"
#include "harness/words/sentence.h"

namespace echocheck {
namespace {

constexpr std::size_t kWriteSize = 256U << 10;  // for one write

PcapngHeader HeaderOf(const ScenarioRecord& scenario, const CaptureFile& file,
                      const CommentOptions& options) {
  const Language language = LanguageNamed(options.language);
  PcapngHeader header;
  header.application = options.application;
  utsname machine{};
  if (uname(&machine) == 0) {
    header.hardware = machine.machine;
    header.operating_system = std::string(machine.sysname) + " " + machine.release;
  }
  header.comment = SafeLine(ToText(
      Say("console.commented_scenario", {{"name", scenario.name},
                                         {"title", InLanguage(scenario.title, options.language)},
                                         {"verdict", ToString(scenario.verdict)}}),
      language));
  header.link_type = file.link_type();
  header.snapshot_length = file.snapshot_length();
  header.interface_name = scenario.evidence.capture.interface;
  const bool loopback = header.interface_name == "lo";
  const std::string_view interface = scenario.evidence.isolation == Isolation::kPrivate
                                         ? "console.private_loopback"
                                     : loopback ? "console.host_loopback"
                                                : "console.host_interface";
  header.interface_description = ToText(Say(interface), language);
  return header;
}

// As the judge followed the connections (judge_scenario.cc), but nothing of them is kept.
FlowOptions FlowOptionsFor(const ScenarioRecord& scenario) {
  FlowOptions options;
  options.head = options.tail = 0;
  options.servers = {scenario.evidence.target.used};
  options.hash_streams = false;
  return options;
}

}  // namespace

std::unique_ptr<CommentedCapture> CommentedCapture::Begin(AtomicFile file,
                                                          const PcapngHeader& header,
                                                          FrameComments comments) {
  return std::unique_ptr<CommentedCapture>(
      new CommentedCapture(std::move(file), header, std::move(comments)));
}

CommentedCapture::CommentedCapture(AtomicFile file, const PcapngHeader& header,
                                   FrameComments comments)
    : file_(std::move(file)),
      header_(header),
      interfaces_{header.link_type},
      comments_(std::move(comments)) {
  AppendPcapngHeader(header_, pending_);
}

std::uint32_t CommentedCapture::InterfaceOf(const Frame& frame) {
  const LinkType link_type = frame.link.value_or(interfaces_.front());
  const auto known = std::ranges::find(interfaces_, link_type);
  const auto number = static_cast<std::uint32_t>(known - interfaces_.begin());
  if (known != interfaces_.end()) return number;
  PcapngHeader interface = header_;
  interface.link_type = link_type;
  AppendPcapngInterface(interface, pending_);
  interfaces_.push_back(link_type);
  return number;
}

void CommentedCapture::Follow(FlowOptions& options) {
  options.on_segment = [this](const SegmentNotice& notice) {
    comments_.Add(notice.connection, notice.segment);
  };
  options.on_flow_done = [this, then = std::move(options.on_flow_done)](FlowRecord&& flow) {
    comments_.Forget(flow.stream);
    if (then) then(std::move(flow));
  };
}

void CommentedCapture::Add(const Frame& frame) {
  if (!status_) return;
  const std::uint32_t interface = InterfaceOf(frame);
  status_ = AppendPcapngFrame(frame, comments_.Of(frame.number), pending_, interface);
  if (status_ && pending_.size() >= kWriteSize) status_ = Flush();
}

Status CommentedCapture::Flush() {
  Status written = file_.Append(pending_);
  pending_.clear();
  return written;
}

Status CommentedCapture::Finish() {
  ECHOCHECK_TRY(status_);
  ECHOCHECK_TRY(Flush());
  return file_.Commit();
}

PcapngHeader HeaderOf(const CaptureFile& file, const std::string& name,
                      const CommentOptions& options) {
  const auto naming = [&](std::string_view text) {
    return ToText(Say(text, {{"file", SafeLine(name)}}), LanguageNamed(options.language));
  };
  PcapngHeader header;
  header.application = options.application;
  header.comment = naming("console.commented_file");
  header.link_type = file.link_type();
  header.snapshot_length = file.snapshot_length();
  header.interface_description = naming("console.unknown_interface");
  return header;
}

Status WriteCommentedCapture(const ScenarioRecord& scenario, UniqueFd capture, AtomicFile to,
                             const CommentOptions& options) {
  if (lseek(capture.get(), 0, SEEK_SET) < 0)
    return SystemError(Say("doing.read_capture_back"), errno);
  auto file = CaptureFile::Open(std::move(capture), "capture.pcap");
  if (!file) return EnvironmentError(file.error().message);  // ours, so no mistake of the user's
  const auto commented =
      CommentedCapture::Begin(std::move(to), HeaderOf(scenario, *file, options),
                              FrameComments(LanguageNamed(options.language), scenario.findings));
  FlowOptions flows = FlowOptionsFor(scenario);
  commented->Follow(flows);
  const CaptureReading reading =
      ReadCapture(*file, std::move(flows), [&](const Frame& frame) { commented->Add(frame); });
  if (reading.damage) return *reading.damage;
  return commented->Finish();
}

}  // namespace echocheck
