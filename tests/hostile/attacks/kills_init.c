// SPDX-License-Identifier: MIT
// Attack: kills PID 1, unmounts /proc, covers /proc and the working directory by mounts, and traces
// PID 1. Otherwise it is a correct server.
// Right: each is refused or has no effect. Nothing fails.
#include <errno.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    static const int signals[] = {SIGTERM, SIGSTOP, SIGKILL, SIGCHLD};
    size_t i;

    if (argc < 2)
        return 2;
    Begin();
    for (i = 0; i < sizeof signals / sizeof *signals; i++)
        kill(1, signals[i]);
    Tell(umount2("/proc", MNT_DETACH) == 0, "unmounting /proc");
    Tell(umount2("/proc/sys", MNT_DETACH) == 0, "unmounting /proc/sys");
    Tell(mount("none", "/proc", "tmpfs", 0, NULL) == 0, "covering /proc");
    Tell(mount("none", ".", "tmpfs", 0, NULL) == 0, "covering the working directory");
    Tell(mount(NULL, "/proc/sys", NULL, MS_REMOUNT | MS_BIND, NULL) == 0, "making /proc/sys writable");
    Tell(ptrace(PTRACE_SEIZE, 1, NULL, NULL) == 0, "tracing PID 1");
    Tried("killing PID 1");
    Serve(Listen(argv[1]));
}
