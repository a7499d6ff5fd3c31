// SPDX-License-Identifier: MIT
// Attack: gives itself and a child names that break careless readers of /proc/PID/stat and of
// terminals: parentheses, spaces, a newline, an escape. Otherwise it is correct.
// Right: it passes.
#include <sys/prctl.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    Begin();
    Tried("a strange name");
    if (ForkBounded(10) == 0) {
        prctl(PR_SET_NAME, "a) Z 1 1 1 (\n", 0, 0, 0);
        for (;;)
            pause();
    }
    prctl(PR_SET_NAME, ") R 1 1\n\033[2J(", 0, 0, 0);
    Serve(Listen(argv[1]));
}
