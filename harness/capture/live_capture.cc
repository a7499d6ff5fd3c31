// SPDX-License-Identifier: MIT
#include "harness/capture/live_capture.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include <pcap/pcap.h>

#include "harness/base/fault_point.h"
#include "harness/capture/frame_source.h"
#include "harness/capture/sync_marker.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

constexpr std::uint32_t kDefaultRing = 8U << 20;

// For one turn: a flood must not keep us from whatever else there is to do.
constexpr std::size_t kMostAtOnce = 4096;

// Of a frame beyond bounds.whole: enough for the headers.
constexpr std::uint32_t kHeaders = 128;

constexpr std::uint64_t kFrameHeader = 16;  // in the file, before each frame

struct DumperCloser {
  void operator()(pcap_dumper_t* dumper) const { pcap_dump_close(dumper); }
};
using UniqueDumper = std::unique_ptr<pcap_dumper_t, DumperCloser>;

std::string OnlyPort(std::uint16_t port, const SyncMarker& marker) {
  return "port " + std::to_string(port) + " or " + marker.filter();
}

}  // namespace

struct LiveCapture::Impl {
  Impl(SyncMarker opened_marker, std::unique_ptr<FrameSource> opened, UniqueDumper opened_dumper)
      : marker(std::move(opened_marker)),
        source(std::move(opened)),
        dumper(std::move(opened_dumper)) {}

  void Take(const pcap_pkthdr& header, const std::uint8_t* data) {
    if (const std::uint32_t serial = marker.Recognise({data, header.caplen}); serial != 0) {
      last_marker = std::max(last_marker, serial);
      return;
    }
    if (file_bytes >= bounds.all) {
      log.given_up = true;
      return;
    }
    if (file_bytes >= bounds.whole) {
      log.headers_only = true;
      snapshot_length = std::min(snapshot_length, kHeaders);
    }
    ++log.frames;
    log.bytes += header.len;
    pcap_pkthdr kept = header;
    kept.caplen = std::min(kept.caplen, snapshot_length);
    // Cut as it was asked for is not cut short.
    if (header.caplen < std::min(header.len, snapshot_length)) ++log.cut_frames;
    pcap_dump(reinterpret_cast<u_char*>(dumper.get()), &kept, data);
    file_bytes += kFrameHeader + kept.caplen;
  }

  // True: there may be more.
  Result<bool> Drain() {
    const auto taken = source->Take(
        kMostAtOnce,
        [this](const pcap_pkthdr& header, const std::uint8_t* data) { Take(header, data); });
    if (!taken) return taken.error();
    if (FaultPoint("capture.write") || std::ferror(pcap_dump_file(dumper.get())) != 0) {
      return SystemError(Say("doing.write_capture"), errno);
    }
    return *taken >= kMostAtOnce;
  }

  // False when the marker did not come in time.
  Result<bool> PassMarker(Milliseconds patience) {
    const auto serial = marker.Send();
    if (!serial) return serial.error();
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (true) {
      const auto more = Drain();
      if (!more) return more.error();
      if (last_marker >= *serial) return true;
      const auto left =
          std::chrono::ceil<Milliseconds>(deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) return false;
      if (*more) continue;
      pollfd waiting{source->descriptor(), POLLIN, 0};
      poll(&waiting, 1, static_cast<int>(left.count()));
    }
  }

  SyncMarker marker;
  std::unique_ptr<FrameSource> source;
  UniqueDumper dumper;
  std::uint32_t snapshot_length = kSnapshotLength;
  LiveCaptureOptions::Bounds bounds;
  std::uint64_t file_bytes = 0;
  std::uint32_t last_marker = 0;
  CaptureLog log;
};

LiveCapture::LiveCapture(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LiveCapture::~LiveCapture() = default;

Result<std::unique_ptr<LiveCapture>> LiveCapture::Arm(const LiveCaptureOptions& options,
                                                      UniqueFd file) {
  const std::uint32_t snapshot_length = options.snapshot_length.value_or(kSnapshotLength);
  // The packet socket sees what comes in, which on a loopback is all.
  const bool ring = options.ring_bytes || options.interface != "lo";
  auto source =
      ring ? OpenRing(options.interface, options.ring_bytes.value_or(kDefaultRing), snapshot_length)
           : OpenPacketSocket(options.interface);
  if (!source) return source.error();
  auto marker = SyncMarker::Open(options.interface);
  if (!marker) return marker.error();
  if (options.only_port != 0) {
    ECHOCHECK_TRY((*source)->Filter(OnlyPort(options.only_port, *marker)));
  }
  UniqueFile stream(FaultPoint("capture.open_file") ? nullptr : fdopen(file.get(), "wb"));
  if (!stream) return SystemError(Say("doing.open_capture"), errno);
  file.release();
  UniqueDumper dumper(FaultPoint("capture.begin_file")
                          ? nullptr
                          : pcap_dump_fopen((*source)->handle(), stream.get()));
  if (!dumper) {
    return EnvironmentError(Say("errors.says", {{"what", Say("doing.write_capture")},
                                                {"why", pcap_geterr((*source)->handle())}}));
  }
  (void)stream.release();  // the dumper closes it

  auto impl = std::make_unique<Impl>(std::move(*marker), std::move(*source), std::move(dumper));
  impl->log.interface = options.interface;
  impl->log.headers_only = options.snapshot_length.has_value();
  impl->snapshot_length = snapshot_length;
  impl->bounds = options.bounds;
  // Two seconds: ample for a loaded machine, short enough for a user to see that something is off.
  const auto passed = impl->PassMarker(Milliseconds(2000));
  if (!passed) return passed.error();
  impl->log.marker_before = *passed;
  return std::unique_ptr<LiveCapture>(new LiveCapture(std::move(impl)));
}

Status LiveCapture::KeepOnly(std::uint16_t port) {
  return impl_->source->Filter(OnlyPort(port, impl_->marker));
}

int LiveCapture::descriptor() const { return impl_->source->descriptor(); }

Result<bool> LiveCapture::Drain() { return impl_->Drain(); }

Result<CaptureLog> LiveCapture::Finish(Milliseconds patience) {
  const auto passed = impl_->PassMarker(patience);
  if (!passed) return passed.error();
  CaptureLog log = impl_->log;
  log.marker_after = *passed;
  const auto drops = impl_->source->Drops();
  if (!drops) return drops.error();
  log.kernel_drops = *drops;
  if (FaultPoint("capture.flush") || pcap_dump_flush(impl_->dumper.get()) != 0) {
    return SystemError(Say("doing.write_capture"), errno);
  }
  log.state = CaptureState::kIncomplete;
  if (log.given_up) {
    log.reason = Because(Say("reasons.capture_given_up",
                             {{"count", log.frames}, {"mebibytes", impl_->file_bytes >> 20}}));
  } else if (!log.marker_before) {
    log.reason = Because(Say("reasons.first_marker_unseen"));
  } else if (!log.marker_after) {
    log.reason = Because(Say("reasons.last_marker_unseen"));
  } else if (log.kernel_drops > 0) {
    log.reason = Because(Say("reasons.kernel_dropped", {{"count", log.kernel_drops}}));
  } else if (log.cut_frames > 0) {
    log.reason = Because(Say("reasons.frames_cut", {{"count", log.cut_frames}}));
  } else {
    log.state = CaptureState::kComplete;
  }
  return log;
}

}  // namespace echocheck
