// SPDX-License-Identifier: MIT
// Attack: closes by RST, and takes the folders away: it removes the right to write and enter from the
// run folder's parent and from its own working directory ("close"), or removes the run folder ("remove").
// Right: the run goes on. It ends with exit code 1 and all reports, or with 2 and says what is missing.
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attack.h"

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    remove(path);
    return 0;
}

int main(int argc, char **argv)
{
    int listener;

    if (argc < 3)
        return 2;
    Begin();
    listener = Listen(argv[1]);
    Tried("taking the folders away");
    if (strcmp(argv[2], "close") == 0) {
        chmod("run/basic", 0);
        chmod("run", 0);
        chmod(".", 0);
    } else {
        nftw("run", remove_one, 8, FTW_PHYS | FTW_DEPTH);
    }
    ServeAndReset(listener);
}
