// SPDX-License-Identifier: MIT
// Tries what a confined server is refused, writes to its output what the kernel said ("done", or
// the name of the error), and then echoes.
//
// usage: tries_to_break_out PORT [WORD ...]
//   w:PATH    makes or opens a file for writing
//   r:PATH    reads a file
//   d:PATH    makes a folder that is closed to its owner, with a file in it
//   e:NAME    tells a variable
//   call:NAME calls the system: ptrace, unshare, mount, bpf, packet, ...
#include <fcntl.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>

#include "tests/faulty_servers/listen_socket.h"

namespace {

const char* Says(long answer) { return answer >= 0 ? "done" : strerrorname_np(errno); }

long Call(const std::string& name) {
  const std::map<std::string, long (*)()> calls = {
      {"ptrace", [] { return syscall(SYS_ptrace, PTRACE_ATTACH, -1, 0, 0); }},
      {"unshare", [] { return syscall(SYS_unshare, CLONE_NEWUSER); }},
      {"mount", [] { return syscall(SYS_mount, nullptr, nullptr, nullptr, 0, nullptr); }},
      {"bpf", [] { return syscall(SYS_bpf, -1, nullptr, 0); }},
      {"perf_event_open", [] { return syscall(SYS_perf_event_open, nullptr, 0, 0, 0, 0); }},
      {"keyctl", [] { return syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, -3, 0); }},
      {"finit_module", [] { return syscall(SYS_finit_module, -1, "", 0); }},
      {"alg", [] { return syscall(SYS_socket, AF_ALG, SOCK_SEQPACKET, 0); }},
      {"packet", [] { return syscall(SYS_socket, AF_PACKET, SOCK_RAW, 0); }}};
  return calls.at(name)();
}

void CloseFolder(const std::string& path) {
  mkdir(path.c_str(), 0700);
  const std::string file = path + "/file";
  std::printf("d:%s %s\n", path.c_str(), Says(open(file.c_str(), O_WRONLY | O_CREAT, 0600)));
  chmod(path.c_str(), 0);
}

// Paths may begin with TMPDIR.
std::string Path(const std::string& word) {
  if (!word.starts_with("TMPDIR")) return word;
  const char* const folder = std::getenv("TMPDIR");
  return (folder != nullptr ? folder : "/no/such/folder") + word.substr(6);
}

void Try(const std::string& word) {
  const std::string what = word.substr(word.find(':') + 1);
  if (word.starts_with("call:")) {
    std::printf("%s %s\n", word.c_str(), Says(Call(what)));
  } else if (word.starts_with("w:")) {
    std::printf("%s %s\n", word.c_str(), Says(open(Path(what).c_str(), O_WRONLY | O_CREAT, 0600)));
  } else if (word.starts_with("r:")) {
    std::printf("%s %s\n", word.c_str(), Says(open(Path(what).c_str(), O_RDONLY)));
  } else if (word.starts_with("d:")) {
    CloseFolder(Path(what));
  } else {
    const char* const value = std::getenv(what.c_str());
    std::printf("%s %s\n", word.c_str(), value != nullptr ? value : "is not set");
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::printf("uid %u\n", getuid());
  for (int i = 2; i < argc; ++i) Try(argv[i]);
  std::fflush(stdout);
  EchoOneAfterAnother(ListenOn(PortArgument(2, argv)));
}
