// SPDX-License-Identifier: MIT
// Attack: takes memory until it gets no more; its own limit is 512 MB. Otherwise it is correct.
// Right: it passes, or the run ends in bounded time with a reason.
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "attack.h"

int main(int argc, char **argv)
{
    const struct rlimit limit = {512 << 20, 512 << 20};
    char *piece;

    if (argc < 2)
        return 2;
    Begin();
    setrlimit(RLIMIT_AS, &limit);
    while ((piece = malloc(1 << 20)) != NULL)
        memset(piece, 1, 1 << 20);
    Tried("taking memory");
    Serve(Listen(argv[1]));
}
