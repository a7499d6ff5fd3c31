// SPDX-License-Identifier: MIT
// Attack: traces the processes of echocheck that /proc shows, reads and writes their memory, and
// opens their descriptors.
// Right: each is refused.
#include <fcntl.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attack.h"

static void try_file(pid_t process, const char *name, int flags)
{
    char path[300];
    int file;

    snprintf(path, sizeof path, "/proc/%d/%s", (int)process, name);
    file = open(path, flags | O_NONBLOCK);
    snprintf(path, sizeof path, "opening %s of echocheck", name);
    Tell(file >= 0, path);
    close(file);
}

static void try_descriptors(pid_t process)
{
    char name[32];
    int number;

    for (number = 0; number < 12; number++) {
        snprintf(name, sizeof name, "fd/%d", number);
        try_file(process, name, O_RDONLY);
    }
}

int main(int argc, char **argv)
{
    pid_t found[16];
    size_t count;

    if (argc < 2)
        return 2;
    Begin();
    for (count = FindEchocheck(found, 16); count > 0; count--) {
        pid_t process = found[count - 1];
        long worked = ptrace(PTRACE_SEIZE, process, NULL, NULL) == 0;

        Tell(worked, "tracing echocheck");
        if (worked)
            ptrace(PTRACE_DETACH, process, NULL, NULL);
        try_file(process, "mem", O_RDWR);
        try_file(process, "environ", O_RDONLY);
        try_descriptors(process);
    }
    Tried("tracing echocheck");
    Serve(Listen(argv[1]));
}
