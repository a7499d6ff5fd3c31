// SPDX-License-Identifier: MIT
// Attack: executes the program that is its second argument, which root owns and which has the set-uid
// bit, to become root; that program runs this attack again, without a second argument.
// Right: it stays who it was, without capabilities.
#include <linux/capability.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct caps[2] = {0};

    if (argc < 2)
        return 2;
    Begin();
    if (argc > 2) {
        execl(argv[2], argv[2], argv[1], NULL);
        Tell(0, "executing a set-uid program");
    }
    Tell(geteuid() != getuid(), "becoming another user");
    Tell(seteuid(0) == 0 && getuid() != 0, "becoming root");
    syscall(SYS_capget, &header, caps);
    Tell(caps[0].effective || caps[1].effective || caps[0].permitted, "holding capabilities");
    Tell(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1, "gaining rights by executing");
    Tried("gaining rights");
    Serve(Listen(argv[1]));
}
