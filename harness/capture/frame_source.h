// SPDX-License-Identifier: MIT
// Where captured frames come from: a packet socket for small sessions, libpcap's ring for bulk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <pcap/pcap.h>

#include "harness/base/result.h"

namespace echocheck {

// Called for each frame, in order; the data is borrowed for the call.
using FrameTaker = std::function<void(const pcap_pkthdr&, const std::uint8_t*)>;

class FrameSource {
 public:
  FrameSource() = default;
  FrameSource(const FrameSource&) = delete;
  FrameSource& operator=(const FrameSource&) = delete;
  virtual ~FrameSource() = default;

  // A libpcap handle that knows the link type, the snapshot length and the precision: what a
  // capture file is made from. Owned by the source.
  virtual pcap_t* handle() = 0;

  // Readable when there are frames. Owned by the source.
  virtual int descriptor() const = 0;

  // Hands over what the kernel holds. Never blocks.
  virtual Status Drain(const FrameTaker& take) = 0;

  // The same, about `at_most` frames of it, so that others get their turn while frames come faster
  // than they can be taken. Says how many: fewer than `at_most` means that none is left for now.
  virtual Result<std::size_t> Take(std::size_t at_most, const FrameTaker& take) = 0;

  // From now on, only what this filter (pcap-filter(7)) lets through. What came before and was not
  // drained yet may be dropped, without being counted.
  virtual Status Filter(const std::string& expression) = 0;

  // Frames that the kernel had no room for, since the source was opened.
  virtual Result<std::uint64_t> Drops() = 0;
};

struct PcapCloser {
  void operator()(pcap_t* handle) const { pcap_close(handle); }
};
using UniquePcap = std::unique_ptr<pcap_t, PcapCloser>;

// Larger than any loopback frame: with segmentation offload one holds up to 64 KiB and headers. Not
// larger than need be: libpcap makes each block of its ring as large as this, however little is in.
inline constexpr int kSnapshotLength = 66'000;

// libpcap, with a ring of `ring_bytes`. Setting a ring up means waiting for the kernel (a grace
// period of its RCU, around 10 ms); then it holds bursts that no socket buffer would. Frames longer
// than `snapshot_length` are cut.
Result<std::unique_ptr<FrameSource>> OpenRing(const std::string& interface,
                                              std::uint32_t ring_bytes,
                                              std::uint32_t snapshot_length);

// A packet socket with the default buffer (a hundred segments or so): ready at once.
Result<std::unique_ptr<FrameSource>> OpenPacketSocket(const std::string& interface);

}  // namespace echocheck
