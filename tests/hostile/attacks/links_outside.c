// SPDX-License-Identifier: MIT
// Attack: links names of the run folder to places outside, before echocheck writes there: report.json
// to /dev/null, files of the scenario to a file of the user's, and the folder of the next scenario to
// a folder of the user's. The folder outside is its second argument.
// Right: nothing outside changes. The reports are where they should be, or the exit code is 2.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attack.h"

static const char *outside;

static void point(const char *name, const char *to)
{
    unlink(name);
    (void)!symlink(to, name);
}

static void link_all(void)
{
    char file[4096];

    snprintf(file, sizeof file, "%s/file", outside);
    point("run/report.json", "/dev/null");
    point("run/junit.xml", file);
    point("run/report.html", file);
    point("run/basic/target.log", file);
    point("run/basic/evidence.json", file);
    point("run/basic/scenario.json", file);
    point("run/basic/capture.pcap", file);
    unlink("run/basic/capture.pcapng");
    (void)!link(file, "run/basic/capture.pcapng"); /* the same file by another name */
    rmdir("run/bytes");
    point("run/bytes", outside);
    point("run/close", outside);
}

static void at_sigterm(int number)
{
    (void)number;
    link_all();
    _exit(0);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    Begin();
    outside = argv[2];
    signal(SIGTERM, at_sigterm);
    link_all();
    Tried("linking names of the run folder to the outside");
    Serve(Listen(argv[1]));
}
