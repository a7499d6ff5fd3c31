// SPDX-License-Identifier: MIT
// Attack: types a command into the terminal of the user (TIOCSTI), by /dev/tty, by its own
// descriptors, by those of other processes in /proc and by every terminal of /dev/pts. The shell would
// run the command after echocheck.
// Right: nothing is typed into the terminal.
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "attack.h"

static void type_into(int terminal)
{
    const char *next = "echo typed\n";

    for (; terminal >= 0 && *next; next++)
        if (ioctl(terminal, TIOCSTI, next) == 0)
            Tell(1, "typing into a terminal");
}

static void type_into_all_of(const char *folder)
{
    DIR *names = opendir(folder);
    struct dirent *entry;

    while (names && (entry = readdir(names)) != NULL) {
        char path[600];
        int terminal;

        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        terminal = open(path, O_RDWR | O_NONBLOCK);
        type_into(terminal);
        close(terminal);
    }
    if (names)
        closedir(names);
}

int main(int argc, char **argv)
{
    int i, terminal;
    pid_t found[16];
    size_t count;
    char folder[64];

    if (argc < 2)
        return 2;
    Begin();
    terminal = open("/dev/tty", O_RDWR);
    Tell(terminal >= 0, "opening /dev/tty");
    type_into(terminal);
    for (i = 0; i < 3; i++)
        type_into(i);
    type_into_all_of("/dev/pts");
    for (count = FindEchocheck(found, 16); count > 0; count--) {
        snprintf(folder, sizeof folder, "/proc/%d/fd", (int)found[count - 1]);
        type_into_all_of(folder);
    }
    Tried("typing into the terminal");
    Serve(Listen(argv[1]));
}
