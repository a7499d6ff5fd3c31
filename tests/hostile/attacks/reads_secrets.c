// SPDX-License-Identifier: MIT
// Attack: searches for a secret of the CI job, whose value is its second argument written backwards:
// in its own environment, and in /proc/PID/environ and /proc/PID/cmdline of PID 1, of its parents and
// of echocheck.
// Right: the secret is in none that it can read.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attack.h"

extern char **environ;
static char secret[256];

static void search(pid_t process, const char *name)
{
    static char text[1 << 20];
    char path[64];
    ssize_t size;
    int file;

    snprintf(path, sizeof path, "/proc/%d/%s", (int)process, name);
    file = open(path, O_RDONLY);
    size = file < 0 ? -1 : read(file, text, sizeof text);
    if (size >= 0 && memmem(text, size, secret, strlen(secret)))
        Tell(1, path);
    close(file);
}

int main(int argc, char **argv)
{
    pid_t found[16] = {1, getppid(), 2};
    size_t count, i;
    char **variable;

    if (argc < 3)
        return 2;
    Begin();
    for (i = 0; i < strlen(argv[2]) && i < sizeof secret - 1; i++)
        secret[i] = argv[2][strlen(argv[2]) - 1 - i];
    for (variable = environ; *variable; variable++)
        if (strstr(*variable, secret))
            Tell(1, "reading the secret in its own environment");
    for (count = 3 + FindEchocheck(found + 3, 13); count > 0; count--) {
        search(found[count - 1], "environ");
        search(found[count - 1], "cmdline");
    }
    Tried("searching for the secret");
    Serve(Listen(argv[1]));
}
