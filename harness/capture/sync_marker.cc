// SPDX-License-Identifier: MIT
#include "harness/capture/sync_marker.h"

#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include "harness/base/fault_point.h"
#include "harness/words/because.h"

namespace echocheck {

namespace {

constexpr int kProtocol = 253;                // of IP
constexpr std::uint16_t kFrameType = 0x88b5;  // of Ethernet

// What the kernel says of an interface; nullopt: it has none of that name.
std::optional<ifreq> Ask(unsigned long question, const std::string& interface) {
  const UniqueFd any(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ifreq request{};
  interface.copy(request.ifr_name, IFNAMSIZ - 1);
  if (FaultPoint("capture.marker_interface") || ioctl(any.get(), question, &request) != 0) {
    return std::nullopt;
  }
  return request;
}

}  // namespace

Result<SyncMarker> SyncMarker::Open(const std::string& interface) {
  const auto flags = Ask(SIOCGIFFLAGS, interface);
  if (!flags) return SystemError(Say("doing.open_marker_on", {{"interface", interface}}), errno);
  const bool loopback = (flags->ifr_flags & IFF_LOOPBACK) != 0;
  SyncMarker marker;
  ECHOCHECK_TRY(loopback ? marker.OpenLoopback() : marker.OpenEthernet(interface));
  marker.filter_ = loopback ? fmt::format("ip proto {}", kProtocol)
                            : fmt::format("ether proto {:#06x}", kFrameType);
  if (FaultPoint("capture.marker_nonce") ||
      getrandom(marker.nonce_.data(), marker.nonce_.size(), 0) !=
          static_cast<ssize_t>(marker.nonce_.size())) {
    return SystemError(Say("doing.draw_nonce"), errno);
  }
  return marker;
}

Status SyncMarker::OpenLoopback() {
  socket_.reset(FaultPoint("capture.marker_socket")
                    ? -1
                    : socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, kProtocol));
  if (!socket_) return SystemError(Say("doing.open_marker"), errno);
  // They come back to this very socket, where nobody needs them: none is queued.
  sock_filter drop = BPF_STMT(BPF_RET | BPF_K, 0);
  const sock_fprog program{1, &drop};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* name = reinterpret_cast<const sockaddr*>(&address);
  if (FaultPoint("capture.marker_bind") ||
      setsockopt(socket_.get(), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) != 0 ||
      bind(socket_.get(), name, sizeof address) != 0 ||
      connect(socket_.get(), name, sizeof address) != 0) {
    return SystemError(Say("doing.bind_marker"), errno);
  }
  return {};
}

Status SyncMarker::OpenEthernet(const std::string& interface) {
  const Sentence doing = Say("doing.open_marker_on", {{"interface", interface}});
  const auto address = Ask(SIOCGIFHWADDR, interface);
  if (!address) return SystemError(doing, errno);
  if (address->ifr_hwaddr.sa_family != ARPHRD_ETHER) {
    return EnvironmentError(Say("errors.neither_loopback_nor_ethernet", {{"what", doing}}));
  }
  socket_.reset(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket_) return SystemError(doing, errno);
  sockaddr_ll name{};
  name.sll_family = AF_PACKET;
  name.sll_ifindex = static_cast<int>(if_nametoindex(interface.c_str()));
  if (bind(socket_.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0) {
    return SystemError(doing, errno);
  }
  const auto* own = reinterpret_cast<const std::uint8_t*>(address->ifr_hwaddr.sa_data);
  header_.assign(own, own + ETH_ALEN);                 // to us
  header_.insert(header_.end(), own, own + ETH_ALEN);  // from us
  header_.push_back(kFrameType >> 8);
  header_.push_back(kFrameType & 0xff);
  return {};
}

Result<std::uint32_t> SyncMarker::Send() {
  std::vector<std::uint8_t> frame = header_;
  ++sent_;
  frame.insert(frame.end(), nonce_.begin(), nonce_.end());
  const auto* serial = reinterpret_cast<const std::uint8_t*>(&sent_);
  frame.insert(frame.end(), serial, serial + sizeof sent_);
  if (FaultPoint("capture.marker_send") || send(socket_.get(), frame.data(), frame.size(), 0) < 0) {
    return SystemError(Say("doing.send_marker"), errno);
  }
  return sent_;
}

std::uint32_t SyncMarker::Recognise(std::span<const std::uint8_t> frame) const {
  constexpr std::size_t kSize = kNonceSize + sizeof sent_;
  if (frame.size() < kSize) return 0;
  const auto datagram = frame.last(kSize);
  if (!std::equal(nonce_.begin(), nonce_.end(), datagram.begin())) return 0;
  std::uint32_t serial = 0;
  std::memcpy(&serial, datagram.data() + kNonceSize, sizeof serial);
  return serial <= sent_ ? serial : 0;
}

}  // namespace echocheck
