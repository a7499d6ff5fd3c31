// SPDX-License-Identifier: MIT
// Attack: prints what other programs would obey: workflow commands of GitHub, ends of scripts and of
// CDATA, lines of TAP, terminal escapes (title, clipboard, cursor), a line of 1 MB, bad UTF-8, NUL; with
// "old" a workflow command of the old form, which GitHub finds anywhere in a line. It ends when its
// first client comes, so that reports quote it.
// Right: the console has no control character, no line of its own, and every report is well formed.
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attack.h"

static void print(const char *text, size_t size)
{
    (void)!write(STDOUT_FILENO, text, size);
}

int main(int argc, char **argv)
{
    static char line[1 << 20];
    static const char mischief[] =
        "</script><script>pwned()</script></pre><img src=x onerror=pwned()>\n]]><pwned/><![CDATA[\n"
        "\nok 1 - pwned\nnot ok 2 - pwned\nBail out! pwned\n1..1\n"
        "\033]0;pwned\007\033]52;c;cHduZWQ=\007\033[2J\033[1;1Hpass: pwned\033[8m\x9b" "31m\b\b\b\n"
        "\xff\xfe\xc3\x28\xed\xa0\x80\xf4\x90\x80\x80 \xe2\x80\xae pwned \xe2\x80\xa8::error::pwned\n"
        "nul:\0:nul\n```\n# pwned\n| a | b |\n<details>\n"
        "\n::error::pwned\n::set-env name=PATH::pwned\n::add-mask::pwned\n::stop-commands::pwned\n"
        "%0A::error::pwned\r::error::pwned\r\n::error::pwned\n";
    int listener;

    if (argc < 2)
        return 2;
    Begin();
    Tried("printing commands");
    memset(line, 'x', sizeof line);
    print(mischief, sizeof mischief - 1);
    print(line, sizeof line);
    print(mischief, sizeof mischief - 1);
    if (argc > 2)
        print("##[error]pwned\n", 15);
    listener = Listen(argv[1]);
    (void)!accept(listener, NULL, NULL);
    return 1;
}
