// SPDX-License-Identifier: MIT
// Attacks nothing: a correct server, for rows in which the observer are hostile.
// Right: it passes.
#include "attack.h"

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    Begin();
    Tried("nothing");
    Serve(Listen(argv[1]));
}
