// SPDX-License-Identifier: MIT
#include "harness/capture/fence.h"

#include <linux/filter.h>
#include <netinet/in.h>
#include <sys/random.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

namespace echocheck {

Result<Fence> Fence::Open() {
  constexpr int kProtocol = 253;  // as in kFilter
  Fence fence;
  fence.socket_.reset(socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, kProtocol));
  if (!fence.socket_) return SystemError("opening the fence's socket", errno);
  // They come back to this very socket, where nobody needs them: none is queued.
  sock_filter drop = BPF_STMT(BPF_RET | BPF_K, 0);
  const sock_fprog program{1, &drop};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* name = reinterpret_cast<const sockaddr*>(&address);
  if (setsockopt(fence.socket_.get(), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) !=
          0 ||
      bind(fence.socket_.get(), name, sizeof address) != 0 ||
      connect(fence.socket_.get(), name, sizeof address) != 0) {
    return SystemError("binding the fence's socket to 127.0.0.1", errno);
  }
  if (getrandom(fence.nonce_.data(), fence.nonce_.size(), 0) !=
      static_cast<ssize_t>(fence.nonce_.size())) {
    return SystemError("drawing the fence's nonce", errno);
  }
  return fence;
}

Result<std::uint32_t> Fence::Send() {
  std::array<std::uint8_t, kNonceSize + sizeof sent_> datagram{};
  ++sent_;
  std::copy(nonce_.begin(), nonce_.end(), datagram.begin());
  std::memcpy(datagram.data() + kNonceSize, &sent_, sizeof sent_);
  if (send(socket_.get(), datagram.data(), datagram.size(), 0) < 0) {
    return SystemError("sending a fence over 127.0.0.1", errno);
  }
  return sent_;
}

std::uint32_t Fence::Recognise(std::span<const std::uint8_t> frame) const {
  constexpr std::size_t kSize = kNonceSize + sizeof sent_;
  if (frame.size() < kSize) return 0;
  const auto datagram = frame.last(kSize);
  if (!std::equal(nonce_.begin(), nonce_.end(), datagram.begin())) return 0;
  std::uint32_t serial = 0;
  std::memcpy(&serial, datagram.data() + kNonceSize, sizeof serial);
  return serial <= sent_ ? serial : 0;
}

}  // namespace echocheck
