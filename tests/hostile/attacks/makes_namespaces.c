// SPDX-License-Identifier: MIT
// Attack: makes user, PID, mount and IPC namespaces of its own, in which it is root: it covers /proc,
// tries for the rights that echocheck's own namespaces give, and starts a daemon in them.
// Right: it gains no right over the network of the arena, and nothing is left behind. It may pass.
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attack.h"

static void live_in_namespaces(void)
{
    struct ifreq loopback = {0};
    int any = socket(AF_INET, SOCK_DGRAM, 0);

    if (unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC) != 0)
        _exit(0); /* the machine allows none: nothing to attack with */
    mount("none", "/proc", "tmpfs", 0, NULL);
    strcpy(loopback.ifr_name, "lo");
    Tell(ioctl(any, SIOCSIFFLAGS, &loopback) == 0, "switching the loopback off");
    Tell(socket(AF_INET, SOCK_RAW, 1) >= 0, "opening a raw socket");
    Tell(open("/proc/sys/kernel/core_pattern", O_WRONLY) >= 0, "opening core_pattern for writing");
    if (ForkBounded(100) == 0) {
        setsid();
        for (;;)
            pause();
    }
    for (;;)
        pause();
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    Begin();
    Tried("making namespaces");
    if (ForkBounded(100) == 0)
        live_in_namespaces();
    Serve(Listen(argv[1]));
}
