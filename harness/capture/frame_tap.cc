// SPDX-License-Identifier: MIT
#include "harness/capture/frame_tap.h"

#include <poll.h>

#include <algorithm>
#include <optional>
#include <utility>

#include <pcap/pcap.h>

#include "harness/capture/datalink.h"
#include "harness/capture/frame_source.h"
#include "harness/capture/sync_marker.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

constexpr std::uint32_t kRing = 16U << 20;
// For frames of an interface that no marker crosses: several times what the ring holds a block
// back.
constexpr Milliseconds kHeldBack{20};
constexpr std::size_t kTurn = 256;

struct TapDumperCloser {
  void operator()(pcap_dumper_t* dumper) const { pcap_dump_close(dumper); }
};
using TapDumper = std::unique_ptr<pcap_dumper_t, TapDumperCloser>;

Result<TapDumper> OpenDumper(pcap_t* handle, UniqueFd file) {
  if (!file) return TapDumper();
  UniqueFile stream(fdopen(file.get(), "wb"));
  if (!stream) return SystemError(Say("doing.open_capture"), errno);
  file.release();
  TapDumper dumper(pcap_dump_fopen(handle, stream.get()));
  if (!dumper) {
    return EnvironmentError(
        Say("errors.says", {{"what", Say("doing.write_capture")}, {"why", pcap_geterr(handle)}}));
  }
  (void)stream.release();  // the dumper closes it
  return dumper;
}

}  // namespace

struct FrameTap::Impl {
  // Into the file and to the one who takes, unless it is a marker.
  void Pass(const pcap_pkthdr& header, const std::uint8_t* data, const Taker& take) {
    if (marker) {
      const std::uint32_t serial = marker->Recognise({data, header.caplen});
      last_marker = std::max(last_marker, serial);
      if (serial != 0) return;
    }
    ++frames;
    if (dumper) pcap_dump(reinterpret_cast<u_char*>(dumper.get()), &header, data);
    // The field that libpcap calls microseconds has nanoseconds: the handle was asked for them.
    const Nanoseconds stamp =
        std::chrono::seconds(header.ts.tv_sec) + Nanoseconds(header.ts.tv_usec);
    take({frames, stamp, header.len, {data, header.caplen}});
  }

  // Flushed at once: who looks at the file meanwhile finds whole frames, and nothing is lost when
  // the watch is killed.
  Status Flush() {
    if (dumper && pcap_dump_flush(dumper.get()) != 0) {
      return SystemError(Say("doing.write_capture"), errno);
    }
    return {};
  }

  std::unique_ptr<FrameSource> source;
  TapDumper dumper;
  std::optional<SyncMarker> marker;
  LinkType link = LinkType::kEthernet;
  std::uint32_t last_marker = 0;
  std::uint64_t frames = 0;
};

FrameTap::FrameTap(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FrameTap::~FrameTap() = default;

Result<std::unique_ptr<FrameTap>> FrameTap::Open(const FrameTapOptions& options, UniqueFd file) {
  auto impl = std::make_unique<Impl>();
  auto source = options.source == FrameTapOptions::Source::kAtOnce
                    ? OpenPacketSocket(options.interface)
                    : OpenRing(options.interface, kRing, kSnapshotLength);
  if (!source) return source.error();
  std::string filter = options.filter;
  if (options.interface == "lo") {
    auto marker = SyncMarker::Open();
    if (!marker) return marker.error();
    filter = "(" + filter + ") or " + marker->filter();
    impl->marker = std::move(*marker);
  }
  ECHOCHECK_TRY((*source)->Filter(filter));
  const auto link = ToLinkType(pcap_datalink((*source)->handle()));
  if (!link) {
    return EnvironmentError(
        Say("errors.interface_of_unknown_frames",
            {{"what", Say("doing.capture_on", {{"interface", options.interface}})},
             {"link_type", std::to_string(pcap_datalink((*source)->handle()))}}));
  }
  auto dumper = OpenDumper((*source)->handle(), std::move(file));
  if (!dumper) return dumper.error();
  impl->source = std::move(*source);
  impl->dumper = std::move(*dumper);
  impl->link = *link;
  ECHOCHECK_TRY(impl->Flush());
  return std::unique_ptr<FrameTap>(new FrameTap(std::move(impl)));
}

LinkType FrameTap::link_type() const { return impl_->link; }
int FrameTap::descriptor() const { return impl_->source->descriptor(); }
std::uint64_t FrameTap::frames() const { return impl_->frames; }
Result<std::uint64_t> FrameTap::Drops() { return impl_->source->Drops(); }

Result<std::size_t> FrameTap::Take(std::size_t at_most, const Taker& take) {
  const auto taken =
      impl_->source->Take(at_most, [&](const pcap_pkthdr& header, const std::uint8_t* data) {
        impl_->Pass(header, data, take);
      });
  if (!taken) return taken.error();
  if (*taken > 0) ECHOCHECK_TRY(impl_->Flush());
  return *taken;
}

Status FrameTap::Settle(Milliseconds patience, const Taker& take) {
  std::uint32_t serial = 0;
  if (impl_->marker) {
    const auto sent = impl_->marker->Send();
    if (!sent) return sent.error();
    serial = *sent;
  } else {
    patience = kHeldBack;
  }
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (true) {
    const auto taken = Take(kTurn, take);
    if (!taken) return taken.error();
    if (serial != 0 && impl_->last_marker >= serial) return {};
    const auto left = std::chrono::ceil<Milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return {};
    if (*taken == kTurn) continue;
    pollfd waiting{descriptor(), POLLIN, 0};
    poll(&waiting, 1, static_cast<int>(left.count()));
  }
}

}  // namespace echocheck
