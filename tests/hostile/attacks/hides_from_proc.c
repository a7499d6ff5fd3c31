// SPDX-License-Identifier: MIT
// Attack: makes itself undumpable, so that only a privileged process sees its descriptors in /proc.
// With "leak" it also leaks a descriptor for each client; with "namespaces" it moves into a user and a
// network namespace of its own, and serves with the socket from before.
// Right: what echocheck cannot see is inconclusive or skipped, with a reason. It is never a failure of
// a correct server, and never a pass of one that leaks.
#include <sched.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attack.h"

static void serve_and_leak(int listener)
{
    for (;;) {
        char data[4096];
        ssize_t size;
        int client = accept(listener, NULL, NULL);

        while ((size = read(client, data, sizeof data)) > 0)
            (void)!send(client, data, size, MSG_NOSIGNAL);
        (void)!dup(listener);
        close(client);
    }
}

int main(int argc, char **argv)
{
    int listener;

    if (argc < 2)
        return 2;
    Begin();
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    Tried("hiding descriptors");
    listener = Listen(argv[1]);
    if (argc > 2 && strcmp(argv[2], "leak") == 0)
        serve_and_leak(listener);
    if (argc > 2)
        (void)!unshare(CLONE_NEWUSER | CLONE_NEWNET);
    Serve(listener);
}
