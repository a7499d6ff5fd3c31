// SPDX-License-Identifier: MIT
// Attack: puts a folder that is not empty in the place of reports/latest.
// Right: this run and the next one end by their verdict. The next one remarks on it.
#include <sys/stat.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    Begin();
    unlink("reports/latest");
    mkdir("reports/latest", 0777);
    mkdir("reports/latest/inside", 0777);
    Tried("squatting on reports/latest");
    Serve(Listen(argv[1]));
}
