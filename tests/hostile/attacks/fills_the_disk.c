// SPDX-License-Identifier: MIT
// Attack: closes by RST, and fills the disk on which the run folder is: a small one, at most 64 MB.
// Right: the run goes on. It ends with exit code 1 and all reports, or with 2 and says what is missing.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    static char data[4096];
    char path[4096];
    int listener, file;
    long written = 0;
    ssize_t size = 1;

    if (argc < 3)
        return 2;
    Begin();
    listener = Listen(argv[1]);
    snprintf(path, sizeof path, "%s/filler", argv[2]);
    file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
    while (written < 64000000 && size > 0) {
        size = write(file, data, sizeof data);
        written += size;
    }
    Tried("filling the disk");
    ServeAndReset(listener);
}
