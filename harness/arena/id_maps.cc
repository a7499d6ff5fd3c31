// SPDX-License-Identifier: MIT
#include "harness/arena/id_maps.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include "harness/arena/single_thread.h"
#include "harness/base/fault_point.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

struct Map {
  std::string path;
  std::string text;
};

// What the writer answers: how many maps it has written, and the errno of the next one.
struct Answer {
  std::size_t written = 0;
  int failed = 0;
};

Result<std::string> OwnIdentityMap(const char* path) {
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (FaultPoint("arena.read_map") || file.bad() || text.empty()) {
    return EnvironmentError(Say("doing.read", {{"file", path}}));
  }
  return IdentityMap(text);
}

// The kernel takes a map in a single write.
int WriteMap(const Map& map) {
  const UniqueFd file(FaultPoint("arena.write_map") ? -1
                                                    : open(map.path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file) return errno;
  const ssize_t written = write(file.get(), map.text.data(), map.text.size());
  return written == static_cast<ssize_t>(map.text.size()) ? 0 : (written < 0 ? errno : EIO);
}

[[noreturn]] void BeWriter(int socket, const std::array<Map, 2>& maps) {
  char order = 0;
  ssize_t size = 0;
  do {
    size = read(socket, &order, sizeof order);
  } while (size < 0 && errno == EINTR);
  if (size != sizeof order) _exit(0);  // nobody wants them any more
  Answer answer;
  for (const Map& map : maps) {
    answer.failed = WriteMap(map);
    if (answer.failed != 0) break;
    ++answer.written;
  }
  const bool told = send(socket, &answer, sizeof answer, MSG_NOSIGNAL) == sizeof answer;
  _exit(told ? 0 : 1);
}

Error CannotMap(const Answer& answer) {
  return SystemError(Say(answer.written == 0 ? "doing.map_users" : "doing.map_groups"),
                     answer.failed);
}

}  // namespace

Result<std::string> IdentityMap(const std::string& own_map) {
  std::istringstream lines(own_map);
  std::string map;
  unsigned long first = 0;
  unsigned long outside = 0;
  unsigned long count = 0;
  while (lines >> first >> outside >> count) {
    map += std::to_string(first) + " " + std::to_string(first) + " " + std::to_string(count) + "\n";
  }
  if (!lines.eof() || map.empty())
    return InternalError(Say("errors.no_id_map", {{"map", own_map}}));
  return map;
}

Result<IdMapWriter> IdMapWriter::Start() {
  const std::string folder = "/proc/" + std::to_string(getpid()) + "/";
  auto users = OwnIdentityMap("/proc/self/uid_map");
  if (!users) return users.error();
  auto groups = OwnIdentityMap("/proc/self/gid_map");
  if (!groups) return groups.error();
  const std::array<Map, 2> maps = {Map{folder + "uid_map", *std::move(users)},
                                   Map{folder + "gid_map", *std::move(groups)}};
  std::array<int, 2> ends{};
  if (FaultPoint("arena.map_socket") ||
      socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return SystemError(Say("doing.make_map_socket"), errno);
  }
  UniqueFd ours(ends[0]);
  const UniqueFd theirs(ends[1]);
  const pid_t writer = FaultPoint("arena.map_writer") ? -1 : fork();
  if (writer < 0) return SystemError(Say("doing.start_map_writer"), errno);
  if (writer == 0) {
    ours.reset();
    StopSanitizerHelpers();
    BeWriter(theirs.get(), maps);
  }
  return IdMapWriter(writer, std::move(ours));
}

IdMapWriter::IdMapWriter(IdMapWriter&& other) noexcept
    : writer_(std::exchange(other.writer_, -1)), socket_(std::move(other.socket_)) {}

IdMapWriter::~IdMapWriter() {
  socket_.reset();
  if (writer_ < 0) return;
  while (waitpid(writer_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Status IdMapWriter::Write() {
  const char order = 'w';
  if (FaultPoint("arena.ask_maps") || send(socket_.get(), &order, sizeof order, MSG_NOSIGNAL) < 0) {
    return SystemError(Say("doing.ask_maps"), errno);
  }
  Answer answer;
  ssize_t size = 0;
  do {
    size = recv(socket_.get(), &answer, sizeof answer, 0);
  } while (size < 0 && errno == EINTR);
  if (FaultPoint("arena.maps_answer") || size != sizeof answer) {
    return EnvironmentError(Say("errors.map_writer_ended"));
  }
  if (answer.failed != 0) return CannotMap(answer);
  return {};
}

Status CheckRightsOverOtherUsers() {
  constexpr std::array<std::pair<unsigned, const char*>, 5> kNeeded = {
      {{CAP_SETUID, "CAP_SETUID"},
       {CAP_SETGID, "CAP_SETGID"},
       {CAP_CHOWN, "CAP_CHOWN"},  // its standard streams
       {CAP_KILL, "CAP_KILL"},
       {CAP_SYS_PTRACE, "CAP_SYS_PTRACE"}}};  // to see whose sockets are which
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct held[2] = {};
  if (FaultPoint("arena.capabilities") || syscall(SYS_capget, &header, held) != 0) {
    return SystemError(Say("doing.read_capabilities"), errno);
  }
  std::string missing;
  for (const auto& [number, name] : kNeeded) {
    if ((held[0].effective & (1U << number)) != 0) continue;
    missing += (missing.empty() ? "" : ", ") + std::string(name);
  }
  if (missing.empty()) return {};
  return EnvironmentError(Say("errors.lacks_rights_over_users", {{"missing", missing}}));
}

}  // namespace echocheck
