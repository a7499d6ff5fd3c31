// SPDX-License-Identifier: MIT
// Attack: prints a forged verdict on the terminal of the user: opens every terminal of /dev/pts.
// Right: no terminal can be opened, and the forged line is not on the terminal.
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    DIR *names;
    struct dirent *entry;

    if (argc < 2)
        return 2;
    Begin();
    names = opendir("/dev/pts");
    while (names && (entry = readdir(names)) != NULL) {
        char path[300];
        int terminal;

        snprintf(path, sizeof path, "/dev/pts/%s", entry->d_name);
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9')
            continue;
        terminal = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK);
        Tell(terminal >= 0, "opening a terminal of the user");
        (void)!write(terminal, "pass: forged\n", 13);
    }
    Tried("printing on the terminal");
    Serve(Listen(argv[1]));
}
