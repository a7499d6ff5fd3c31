// SPDX-License-Identifier: MIT
// Attack: closes by RST. At SIGTERM it overwrites every capture.pcap, evidence.json and report.json
// that it finds with those of a good run, whose folder is its second argument. It searches its
// working directory and the folders that the command lines in /proc name.
// Right: close.* still fails. A replay of the run folder never passes.
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "attack.h"

static const char *good;

static int forge(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    static const char *const names[] = {"report.json",        "junit.xml",    "report.html",
                                        "s/capture.pcap",     "s/evidence.json", "s/target.log"};
    char from[4096];
    size_t i;

    (void)status;
    for (i = 0; kind == FTW_F && i < sizeof names / sizeof *names; i++) {
        const char *slash = strrchr(names[i], '/');

        if (strcmp(slash ? slash + 1 : names[i], path + place->base) != 0)
            continue;
        snprintf(from, sizeof from, "%s/%s", good, names[i]);
        CopyOver(from, path);
    }
    return 0;
}

/* What follows --out in a command line of /proc. */
static void forge_below_out_of(const char *pid)
{
    char path[300], line[4096] = "", *word;
    ssize_t size;
    int file;

    snprintf(path, sizeof path, "/proc/%s/cmdline", pid);
    file = open(path, O_RDONLY);
    size = file < 0 ? 0 : read(file, line, sizeof line - 1);
    close(file);
    for (word = line; word < line + size; word += strlen(word) + 1)
        if (strcmp(word, "--out") == 0)
            Walk(word + 6, forge);
}

static void at_sigterm(int number)
{
    DIR *proc = opendir("/proc");
    struct dirent *entry;

    (void)number;
    Walk(".", forge);
    while (proc && (entry = readdir(proc)) != NULL)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
            forge_below_out_of(entry->d_name);
    Tried("overwriting evidence at SIGTERM");
    _exit(0);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    Begin();
    good = argv[2];
    signal(SIGTERM, at_sigterm);
    signal(SIGINT, at_sigterm);
    ServeAndReset(Listen(argv[1]));
}
