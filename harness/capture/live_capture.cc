// SPDX-License-Identifier: MIT
#include "harness/capture/live_capture.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include <pcap/pcap.h>

#include "harness/capture/fence.h"

namespace echocheck {
namespace {

struct PcapCloser {
  void operator()(pcap_t* handle) const { pcap_close(handle); }
};
using UniquePcap = std::unique_ptr<pcap_t, PcapCloser>;

struct DumperCloser {
  void operator()(pcap_dumper_t* dumper) const { pcap_dump_close(dumper); }
};
using UniqueDumper = std::unique_ptr<pcap_dumper_t, DumperCloser>;

// Larger than any loopback frame: with segmentation offload one holds up to 64 KiB and headers.
constexpr int kSnapshotLength = 262'144;

Error PcapError(const std::string& doing, const char* reason) {
  return EnvironmentError(doing + ": " + reason);
}

// The default (not the immediate) mode of libpcap: its ring packs frames of any size closely, and
// the kernel hands a block over after this time at the latest. Immediate mode would be a
// millisecond faster per fence, but it gives each frame a slot of the largest size, so that a ring
// of 2 MiB overflows after 32 frames.
constexpr int kBlockTimeoutMs = 1;

Result<UniquePcap> OpenInterface(const LiveCaptureOptions& options) {
  std::array<char, PCAP_ERRBUF_SIZE> reason{};
  UniquePcap handle(pcap_create(options.interface.c_str(), reason.data()));
  if (!handle) return PcapError("opening " + options.interface, reason.data());
  pcap_set_snaplen(handle.get(), kSnapshotLength);
  pcap_set_timeout(handle.get(), kBlockTimeoutMs);
  pcap_set_buffer_size(handle.get(), static_cast<int>(options.buffer_bytes));
  pcap_set_tstamp_precision(handle.get(), PCAP_TSTAMP_PRECISION_NANO);
  const int status = pcap_activate(handle.get());
  if (status < 0) {
    const std::string doing = "capturing on " + options.interface;
    if (status == PCAP_ERROR_PERM_DENIED) {
      return PcapError(doing, "no right to capture (CAP_NET_RAW)");
    }
    const char* detail = pcap_geterr(handle.get());
    return PcapError(doing, *detail != '\0' ? detail : pcap_statustostr(status));
  }
  if (pcap_setnonblock(handle.get(), 1, reason.data()) < 0) {
    return PcapError("capturing on " + options.interface, reason.data());
  }
  return handle;
}

Status KeepOnlyPort(pcap_t* handle, std::uint16_t port, std::uint16_t fence_port) {
  const std::string expression =
      "tcp port " + std::to_string(port) + " or udp port " + std::to_string(fence_port);
  bpf_program program{};
  if (pcap_compile(handle, &program, expression.c_str(), 1, PCAP_NETMASK_UNKNOWN) < 0) {
    return PcapError("compiling the capture filter \"" + expression + "\"", pcap_geterr(handle));
  }
  const int status = pcap_setfilter(handle, &program);
  pcap_freecode(&program);
  if (status < 0) return PcapError("setting the capture filter", pcap_geterr(handle));
  return {};
}

}  // namespace

struct LiveCapture::Impl {
  Impl(Fence opened_fence, UniquePcap opened, UniqueDumper opened_dumper)
      : fence(std::move(opened_fence)),
        handle(std::move(opened)),
        dumper(std::move(opened_dumper)) {}

  void Take(const pcap_pkthdr& header, const u_char* data) {
    if (const std::uint32_t serial = fence.Recognise({data, header.caplen}); serial != 0) {
      last_fence = std::max(last_fence, serial);
      return;
    }
    ++log.frames;
    log.bytes += header.len;
    if (header.caplen < header.len) ++log.cut_frames;
    pcap_dump(reinterpret_cast<u_char*>(dumper.get()), &header, data);
  }

  Status Drain() {
    const auto take = [](u_char* self, const pcap_pkthdr* header, const u_char* data) {
      reinterpret_cast<Impl*>(self)->Take(*header, data);
    };
    while (true) {
      const int count = pcap_dispatch(handle.get(), -1, take, reinterpret_cast<u_char*>(this));
      if (count < 0) return PcapError("reading captured frames", pcap_geterr(handle.get()));
      if (count == 0) break;
    }
    if (std::ferror(pcap_dump_file(dumper.get())) != 0) {
      return SystemError("writing the capture file", errno);
    }
    return {};
  }

  // False when the fence did not come in time.
  Result<bool> PassFence(Milliseconds patience) {
    const auto serial = fence.Send();
    if (!serial) return serial.error();
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (true) {
      ECHOCHECK_TRY(Drain());
      if (last_fence >= *serial) return true;
      const auto left =
          std::chrono::ceil<Milliseconds>(deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) return false;
      pollfd waiting{pcap_get_selectable_fd(handle.get()), POLLIN, 0};
      poll(&waiting, 1, static_cast<int>(left.count()));
    }
  }

  Fence fence;
  UniquePcap handle;
  UniqueDumper dumper;
  std::uint32_t last_fence = 0;
  CaptureLog log;
};

LiveCapture::LiveCapture(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LiveCapture::~LiveCapture() = default;

Result<std::unique_ptr<LiveCapture>> LiveCapture::Arm(const LiveCaptureOptions& options,
                                                      UniqueFd file) {
  auto fence = Fence::Open();
  if (!fence) return fence.error();
  auto handle = OpenInterface(options);
  if (!handle) return handle.error();
  if (options.only_port != 0) {
    ECHOCHECK_TRY(KeepOnlyPort(handle->get(), options.only_port, fence->port()));
  }
  UniqueFile stream(fdopen(file.get(), "wb"));
  if (!stream) return SystemError("opening the capture file", errno);
  file.release();
  UniqueDumper dumper(pcap_dump_fopen(handle->get(), stream.get()));
  if (!dumper) return PcapError("writing the capture file", pcap_geterr(handle->get()));
  stream.release();  // the dumper closes it

  auto impl = std::make_unique<Impl>(std::move(*fence), std::move(*handle), std::move(dumper));
  impl->log.interface = options.interface;
  // Two seconds: ample for a loaded machine, short enough for a user to see that something is off.
  const auto passed = impl->PassFence(Milliseconds(2000));
  if (!passed) return passed.error();
  impl->log.fence_before = *passed;
  return std::unique_ptr<LiveCapture>(new LiveCapture(std::move(impl)));
}

Status LiveCapture::KeepOnly(std::uint16_t port) {
  return KeepOnlyPort(impl_->handle.get(), port, impl_->fence.port());
}

int LiveCapture::descriptor() const { return pcap_get_selectable_fd(impl_->handle.get()); }

Status LiveCapture::Drain() { return impl_->Drain(); }

Result<CaptureLog> LiveCapture::Finish(Milliseconds patience) {
  const auto passed = impl_->PassFence(patience);
  if (!passed) return passed.error();
  CaptureLog log = impl_->log;
  log.fence_after = *passed;
  pcap_stat counters{};
  if (pcap_stats(impl_->handle.get(), &counters) < 0) {
    return PcapError("reading the capture's drop counter", pcap_geterr(impl_->handle.get()));
  }
  log.kernel_drops = counters.ps_drop;
  if (pcap_dump_flush(impl_->dumper.get()) != 0) {
    return SystemError("writing the capture file", errno);
  }
  log.state = CaptureState::kIncomplete;
  if (!log.fence_before) {
    log.reason = "the fence before the session was not seen";
  } else if (!log.fence_after) {
    log.reason = "the fence after the session was not seen";
  } else if (log.kernel_drops > 0) {
    log.reason = "the kernel dropped " + std::to_string(log.kernel_drops) + " frames";
  } else if (log.cut_frames > 0) {
    log.reason = std::to_string(log.cut_frames) + " frames were longer than the snapshot length";
  } else {
    log.state = CaptureState::kComplete;
  }
  return log;
}

}  // namespace echocheck
