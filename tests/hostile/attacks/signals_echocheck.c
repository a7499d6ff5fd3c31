// SPDX-License-Identifier: MIT
// Attack: closes by RST, and sends a signal to a process of echocheck that /proc shows. The second
// argument is the signal's number, the third one is that process: worker (its parent), zygote (another
// child of echocheck) or main. With a fourth argument it leaves a daemon behind first.
// Right: the run ends by itself and does not pass. Nothing is left behind.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attack.h"

static pid_t parent_of(pid_t process)
{
    char path[64], text[512] = "", *end;
    int file;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    file = open(path, O_RDONLY);
    if (file >= 0)
        (void)!read(file, text, sizeof text - 1);
    close(file);
    end = strrchr(text, ')');
    return end ? atoi(end + 4) : 0;
}

static pid_t find(const char *role)
{
    pid_t found[32], worker = getppid(), main_process = parent_of(worker);
    size_t count = FindEchocheck(found, 32);

    if (strcmp(role, "worker") == 0)
        return worker;
    if (strcmp(role, "main") == 0)
        return main_process;
    while (count-- > 0)
        if (found[count] != worker && parent_of(found[count]) == main_process)
            return found[count];
    return 0;
}

int main(int argc, char **argv)
{
    pid_t victim;
    int listener;

    if (argc < 4)
        return 2;
    Begin();
    if (argc > 4 && BecomeDaemon())
        for (;;)
            pause();
    victim = find(argv[3]);
    listener = Listen(argv[1]);
    Tried("sending a signal to echocheck");
    if (victim > 1) /* a private arena shows nothing of echocheck, and 0 would be our own group */
        kill(victim, atoi(argv[2]));
    ServeAndReset(listener);
}
