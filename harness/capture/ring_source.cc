// SPDX-License-Identifier: MIT
#include <array>
#include <utility>

#include "harness/base/fault_point.h"
#include "harness/capture/frame_source.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// For whole frames: the default (not the immediate) mode of libpcap: its ring packs frames of any
// size closely, and the kernel hands a block over after this time at the latest, so that a ring of
// 256 blocks holds a second's frames for a reader that is busy. Immediate mode would give each
// frame a slot of the largest size, so that a ring of 2 MiB overflows after 32 frames. Where only
// headers are kept, slots are small, and immediate mode is the better one: a block has 256 KiB
// there, too, and one that is handed over nearly empty is as long in the reader's hands as a full
// one.
constexpr int kBlockTimeoutMs = 4;
constexpr std::uint32_t kSmallFrame = 2048;

Error PcapError(Sentence doing, const char* reason) {
  return EnvironmentError(Say("errors.says", {{"what", std::move(doing)}, {"why", reason}}));
}

class RingSource : public FrameSource {
 public:
  explicit RingSource(UniquePcap handle) : handle_(std::move(handle)) {}

  pcap_t* handle() override { return handle_.get(); }
  int descriptor() const override { return pcap_get_selectable_fd(handle_.get()); }

  Status Drain(const FrameTaker& take) override {
    const auto pass_on = [](u_char* taker, const pcap_pkthdr* header, const u_char* data) {
      (*reinterpret_cast<const FrameTaker*>(taker))(*header, data);
    };
    auto* taker = reinterpret_cast<u_char*>(const_cast<FrameTaker*>(&take));
    int count = 0;
    while ((count = pcap_dispatch(handle_.get(), -1, pass_on, taker)) > 0) {
    }
    if (count < 0) return PcapError(Say("doing.read_frames"), pcap_geterr(handle_.get()));
    return {};
  }

  Result<std::size_t> Take(std::size_t at_most, const FrameTaker& take) override {
    const auto pass_on = [](u_char* taker, const pcap_pkthdr* header, const u_char* data) {
      (*reinterpret_cast<const FrameTaker*>(taker))(*header, data);
    };
    auto* taker = reinterpret_cast<u_char*>(const_cast<FrameTaker*>(&take));
    const int count = FaultPoint("capture.ring_read")
                          ? -1
                          : pcap_dispatch(handle_.get(), static_cast<int>(at_most), pass_on, taker);
    if (count < 0) return PcapError(Say("doing.read_frames"), pcap_geterr(handle_.get()));
    return static_cast<std::size_t>(count);
  }

  Status Filter(const std::string& expression) override {
    bpf_program program{};
    if (FaultPoint("capture.ring_compile") ||
        pcap_compile(handle_.get(), &program, expression.c_str(), 1, PCAP_NETMASK_UNKNOWN) < 0) {
      return PcapError(Say("doing.compile_filter", {{"filter", expression}}),
                       pcap_geterr(handle_.get()));
    }
    const int status =
        FaultPoint("capture.ring_filter") ? -1 : pcap_setfilter(handle_.get(), &program);
    pcap_freecode(&program);
    if (status < 0) return PcapError(Say("doing.set_filter"), pcap_geterr(handle_.get()));
    return {};
  }

  Result<std::uint64_t> Drops() override {
    pcap_stat counters{};
    if (FaultPoint("capture.ring_drops") || pcap_stats(handle_.get(), &counters) < 0) {
      return PcapError(Say("doing.read_drops"), pcap_geterr(handle_.get()));
    }
    return std::uint64_t{counters.ps_drop};
  }

 private:
  UniquePcap handle_;
};

}  // namespace

Result<std::unique_ptr<FrameSource>> OpenRing(const std::string& interface,
                                              std::uint32_t ring_bytes,
                                              std::uint32_t snapshot_length) {
  std::array<char, PCAP_ERRBUF_SIZE> reason{};
  UniquePcap handle(
      FaultPoint("capture.ring_create") ? nullptr : pcap_create(interface.c_str(), reason.data()));
  if (!handle) return PcapError(Say("doing.open", {{"file", interface}}), reason.data());
  pcap_set_snaplen(handle.get(), static_cast<int>(snapshot_length));
  const bool small_frames = snapshot_length < kSmallFrame;
  pcap_set_immediate_mode(handle.get(), small_frames ? 1 : 0);
  pcap_set_timeout(handle.get(), kBlockTimeoutMs);
  pcap_set_buffer_size(handle.get(), static_cast<int>(ring_bytes));
  pcap_set_tstamp_precision(handle.get(), PCAP_TSTAMP_PRECISION_NANO);
  const int status = pcap_activate(handle.get());
  if (status < 0 || FaultPoint("capture.ring_activate")) {
    const Sentence doing = Say("doing.capture_on", {{"interface", interface}});
    if (status == PCAP_ERROR_PERM_DENIED) {
      return EnvironmentError(Say("errors.no_right_to_capture", {{"what", doing}}));
    }
    const char* detail = pcap_geterr(handle.get());
    return PcapError(doing, *detail != '\0' ? detail : pcap_statustostr(status));
  }
  if (FaultPoint("capture.ring_nonblock") || pcap_setnonblock(handle.get(), 1, reason.data()) < 0) {
    return PcapError(Say("doing.capture_on", {{"interface", interface}}), reason.data());
  }
  return std::unique_ptr<FrameSource>(std::make_unique<RingSource>(std::move(handle)));
}

}  // namespace echocheck
