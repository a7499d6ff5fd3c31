// SPDX-License-Identifier: MIT
// Attack: closes by RST, and takes away the limits of its parent, the worker: prlimit() may do that
// to any process of the same user. The worker can open no more descriptors and write no files.
// Right: the run does not pass.
#include <sys/resource.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    const struct rlimit none = {0, 0};
    pid_t parent = getppid();
    int listener;

    if (argc < 2)
        return 2;
    Begin();
    listener = Listen(argv[1]);
    Tried("limiting the worker");
    if (parent > 1) {
        prlimit(parent, RLIMIT_NOFILE, &none, NULL);
        prlimit(parent, RLIMIT_FSIZE, &none, NULL);
    }
    ServeAndReset(listener);
}
