// SPDX-License-Identifier: MIT
#include "harness/arena/loopback.h"

#include <fcntl.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "harness/base/fault_point.h"
#include "harness/base/unique_handles.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

ifreq LoopbackRequest() {
  ifreq request{};
  std::string_view("lo").copy(request.ifr_name, IFNAMSIZ - 1);
  return request;
}

Status WriteSysctl(const char* path, std::string_view value) {
  const UniqueFd file(open(path, O_WRONLY | O_CLOEXEC));
  if (!file || FaultPoint("arena.sysctl") || write(file.get(), value.data(), value.size()) < 0) {
    return SystemError(Say("doing.write_value", {{"value", value}, {"file", path}}), errno);
  }
  return {};
}

}  // namespace

Status SetUpLoopback(const NetworkOptions& options) {
  const UniqueFd socket_fd(
      FaultPoint("arena.loopback_socket") ? -1 : socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!socket_fd) return SystemError(Say("doing.open_lo_socket"), errno);
  if (options.mtu) {
    ifreq request = LoopbackRequest();
    request.ifr_mtu = static_cast<int>(*options.mtu);
    if (FaultPoint("arena.mtu") || ioctl(socket_fd.get(), SIOCSIFMTU, &request) < 0) {
      return SystemError(Say("doing.set_mtu", {{"mtu", *options.mtu}}), errno);
    }
  }
  ifreq request = LoopbackRequest();
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  if (FaultPoint("arena.raise_loopback") || ioctl(socket_fd.get(), SIOCSIFFLAGS, &request) < 0) {
    return SystemError(Say("doing.raise_lo"), errno);
  }

  if (options.buffers == BufferSize::kSmall) {
    // 16 KiB each way: an ignored short write loses bytes for certain, where the default buffers
    // would hide it up to 6 MB.
    ECHOCHECK_TRY(WriteSysctl("/proc/sys/net/ipv4/tcp_wmem", "4096 16384 16384"));
    ECHOCHECK_TRY(WriteSysctl("/proc/sys/net/ipv4/tcp_rmem", "4096 16384 16384"));
  }
  if (options.buffers == BufferSize::kLarge) {
    // A MiB and a FIN fit into a socket whose process reads nothing.
    ECHOCHECK_TRY(WriteSysctl("/proc/sys/net/ipv4/tcp_wmem", "4096 4194304 8388608"));
    ECHOCHECK_TRY(WriteSysctl("/proc/sys/net/ipv4/tcp_rmem", "4096 4194304 8388608"));
  }
  // Servers with port 7 or 80 in their source can be judged without root. Where /proc/sys is
  // read-only, only those ports are lost, and bind(2) says so to the target.
  (void)WriteSysctl("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0");
  return {};
}

}  // namespace echocheck
