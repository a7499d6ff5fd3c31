// SPDX-License-Identifier: MIT
// Attack: closes its standard streams, opens their other ends by /proc/self/fd to read its own output
// and write its own input, and keeps a daemon that holds them. Otherwise it is a correct server.
// Right: the run ends in bounded time. It may pass.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    int listener;

    if (argc < 2)
        return 2;
    Begin();
    Tried("turning its streams around");
    open("/proc/self/fd/0", O_WRONLY | O_NONBLOCK);
    open("/proc/self/fd/1", O_RDONLY | O_NONBLOCK);
    open("/proc/self/fd/1", O_RDWR | O_NONBLOCK);
    listener = Listen(argv[1]);
    if (BecomeDaemon()) {
        signal(SIGTERM, SIG_IGN);
        close(listener);
        for (;;)
            pause();
    }
    close(0);
    close(1);
    close(2);
    Serve(listener);
}
