// SPDX-License-Identifier: MIT
// Attack: closes by RST, and puts something else in the place of every file of the run folder: named
// pipes, whose readers and writers wait for ever ("pipes"), or folders that are not empty ("folders").
// Right: the run ends by itself, with exit code 1 or 2. A replay ends, too, and does not pass.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attack.h"

static int folders;

static void replace(const char *path)
{
    char inside[4300];

    unlink(path);
    if (!folders) {
        mkfifo(path, 0666);
        return;
    }
    mkdir(path, 0777);
    snprintf(inside, sizeof inside, "%s/inside", path);
    mkdir(inside, 0777);
}

static int replace_in(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    static const char *const names[] = {"capture.pcap", "evidence.json", "scenario.json", "target.log",
                                        "report.json",  "report.html",   "junit.xml"};
    char name[4200];
    size_t i;

    (void)status;
    (void)place;
    if (strchr(path, '.'))
        return 0; /* below a folder that stands for a file */
    for (i = 0; kind == FTW_D && i < sizeof names / sizeof *names; i++) {
        snprintf(name, sizeof name, "%s/%s", path, names[i]);
        replace(name);
    }
    return 0;
}

static void at_sigterm(int number)
{
    (void)number;
    Walk("run", replace_in);
    _exit(0);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    Begin();
    folders = strcmp(argv[2], "folders") == 0;
    signal(SIGTERM, at_sigterm);
    Walk("run", replace_in);
    Tried("replacing the files of the run folder");
    ServeAndReset(Listen(argv[1]));
}
