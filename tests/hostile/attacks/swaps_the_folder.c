// SPDX-License-Identifier: MIT
// Attack: moves the whole run folder away and puts a link to a folder of the user's in its place.
// Right: nothing outside changes. The reports are where they should be, or the exit code is 2.
#include <stdio.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    Begin();
    if (access("moved", F_OK) != 0) {
        rename("run", "moved");
        (void)!symlink(argv[2], "run");
    }
    Tried("putting a link in the place of the run folder");
    Serve(Listen(argv[1]));
}
