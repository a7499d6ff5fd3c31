// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include "harness/base/fault_point.h"
#include "harness/base/unique_handles.h"
#include "harness/capture/frame_source.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

class PacketSocketSource : public FrameSource {
 public:
  PacketSocketSource(UniqueFd socket, UniquePcap handle)
      : socket_(std::move(socket)), handle_(std::move(handle)), buffer_(kSnapshotLength) {}

  pcap_t* handle() override { return handle_.get(); }
  int descriptor() const override { return socket_.get(); }

  Status Drain(const FrameTaker& take) override {
    constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
    const auto taken = Take(kAll, take);
    if (!taken) return taken.error();
    return {};
  }

  Result<std::size_t> Take(std::size_t at_most, const FrameTaker& take) override {
    std::size_t count = 0;
    while (count < at_most) {
      iovec vector{buffer_.data(), buffer_.size()};
      alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(timespec))> control{};
      msghdr message{};
      message.msg_iov = &vector;
      message.msg_iovlen = 1;
      message.msg_control = control.data();
      message.msg_controllen = control.size();
      // MSG_TRUNC: the answer is the frame's own length, also when it was cut.
      const ssize_t length = FaultPoint("capture.read")
                                 ? -1
                                 : recvmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_TRUNC);
      if (length < 0 && errno == EAGAIN) break;
      if (length < 0 && errno == EINTR) continue;
      if (length < 0) return SystemError(Say("doing.read_frames"), errno);
      pcap_pkthdr header{};
      header.ts = StampOf(message);
      header.len = static_cast<bpf_u_int32>(length);
      header.caplen =
          static_cast<bpf_u_int32>(std::min(static_cast<std::size_t>(length), buffer_.size()));
      take(header, buffer_.data());
      ++count;
    }
    return count;
  }

  Status Filter(const std::string& expression) override {
    bpf_program program{};
    if (FaultPoint("capture.compile") ||
        pcap_compile(handle_.get(), &program, expression.c_str(), 1, PCAP_NETMASK_UNKNOWN) < 0) {
      return EnvironmentError(
          Say("errors.says", {{"what", Say("doing.compile_filter", {{"filter", expression}})},
                              {"why", pcap_geterr(handle_.get())}}));
    }
    // libpcap's bpf_program is the kernel's sock_fprog, by another name.
    struct {
      unsigned short length;
      bpf_insn* instructions;
    } filter{static_cast<unsigned short>(program.bf_len), program.bf_insns};
    const int status =
        FaultPoint("capture.filter")
            ? -1
            : setsockopt(socket_.get(), SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
    const int failed = errno;
    pcap_freecode(&program);
    if (status != 0) return SystemError(Say("doing.set_filter"), failed);
    // What came before the filter was there is not what was asked for.
    return Drain([](const pcap_pkthdr& /*header*/, const std::uint8_t* /*data*/) {});
  }

  Result<std::uint64_t> Drops() override {
    tpacket_stats counters{};
    socklen_t size = sizeof counters;
    if (FaultPoint("capture.drops") ||
        getsockopt(socket_.get(), SOL_PACKET, PACKET_STATISTICS, &counters, &size) != 0) {
      return SystemError(Say("doing.read_drops"), errno);
    }
    drops_ += counters.tp_drops;  // the kernel starts again from 0 when it is asked
    return drops_;
  }

 private:
  // Nanoseconds, in the field that libpcap calls microseconds.
  static timeval StampOf(const msghdr& message) {
    timespec stamp{};
    for (const cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
         part = CMSG_NXTHDR(const_cast<msghdr*>(&message), const_cast<cmsghdr*>(part))) {
      if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_TIMESTAMPNS) {
        std::memcpy(&stamp, CMSG_DATA(part), sizeof stamp);
      }
    }
    return {stamp.tv_sec, stamp.tv_nsec};
  }

  UniqueFd socket_;
  UniquePcap handle_;
  std::vector<std::uint8_t> buffer_;
  std::uint64_t drops_ = 0;
};

}  // namespace

Result<std::unique_ptr<FrameSource>> OpenPacketSocket(const std::string& interface) {
  const Sentence doing = Say("doing.capture_on", {{"interface", interface}});
  // With protocol 0 nothing is delivered until bind(2) says from where: no frame of another
  // interface, and no waiting for the kernel to detach and attach it again.
  UniqueFd packets(FaultPoint("capture.socket")
                       ? -1
                       : socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!packets && errno == EPERM) {
    return EnvironmentError(Say("errors.no_right_to_capture", {{"what", doing}}));
  }
  if (!packets) return SystemError(doing, errno);
  const int on = 1;
  // A loopback shows every frame twice, on its way out and on its way in: the second is enough.
  if (FaultPoint("capture.options") ||
      setsockopt(packets.get(), SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) != 0 ||
      setsockopt(packets.get(), SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) != 0) {
    return SystemError(doing, errno);
  }
  // As large as the system lets anyone ask for; the kernel cuts what is more.
  const int wanted = 8 << 20;
  (void)setsockopt(packets.get(), SOL_SOCKET, SO_RCVBUF, &wanted, sizeof wanted);
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(ETH_P_ALL);
  address.sll_ifindex = static_cast<int>(if_nametoindex(interface.c_str()));
  if (address.sll_ifindex == 0) return SystemError(doing, errno);
  if (FaultPoint("capture.bind") ||
      bind(packets.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    return SystemError(doing, errno);
  }
  UniquePcap handle(pcap_open_dead_with_tstamp_precision(DLT_EN10MB, kSnapshotLength,
                                                         PCAP_TSTAMP_PRECISION_NANO));
  if (FaultPoint("capture.handle") || !handle) return SystemError(doing, ENOMEM);
  return std::unique_ptr<FrameSource>(
      std::make_unique<PacketSocketSource>(std::move(packets), std::move(handle)));
}

}  // namespace echocheck
