// SPDX-License-Identifier: MIT
// Attack: sends its clients what other programs would obey, in the place of the echo: terminal
// escapes, workflow commands, ends of scripts, bad UTF-8; or, with "old", a workflow command of the old
// form, which GitHub finds anywhere in a line.
// Right: the console has no control character, no line of its own, and every report is well formed.
#include <sys/socket.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    static const char mischief[] = "\033]0;pwned\007\n::error::pwned\n</script><script>pwned()</script>]]>"
                                   "\xff\xc3(\xe2\x80\xae\0\r\n::error::pwned\n";
    static const char old[] = "##[error]pwned\n";
    const char *answer = argc > 2 ? old : mischief;
    size_t size = argc > 2 ? sizeof old - 1 : sizeof mischief - 1;
    int listener;

    if (argc < 2)
        return 2;
    Begin();
    Tried("answering with commands");
    listener = Listen(argv[1]);
    for (;;) {
        char data[4096];
        int client = accept(listener, NULL, NULL);

        while (read(client, data, sizeof data) > 0)
            (void)!send(client, answer, size, MSG_NOSIGNAL);
        close(client);
    }
}
