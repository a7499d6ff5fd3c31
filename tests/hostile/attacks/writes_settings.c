// SPDX-License-Identifier: MIT
// Attack: opens settings of the kernel for writing: "sysctls" all of /proc/sys, kernel.core_pattern
// among them; "others" some of /proc and /sys. It writes nothing, because they are the machine's.
// Right: each is refused.
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "attack.h"

static int opened;

static int try(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    int file;

    (void)status;
    (void)place;
    if (kind == FTW_D || kind == FTW_SL || (file = open(path, O_WRONLY | O_NONBLOCK)) < 0)
        return 0;
    if (opened++ < 5)
        Tell(1, path);
    close(file);
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const others[] = {
        "/proc/sysrq-trigger", "/proc/irq/default_smp_affinity", "/proc/acpi/wakeup",
        "/sys/kernel/uevent_helper", "/sys/kernel/mm/transparent_hugepage/enabled",
        "/sys/kernel/mm/ksm/run", "/sys/power/state", "/sys/power/disk",
        "/sys/module/printk/parameters/time"};
    size_t i;

    if (argc < 3)
        return 2;
    Begin();
    if (strcmp(argv[2], "sysctls") == 0)
        Walk("/proc/sys", try);
    else
        for (i = 0; i < sizeof others / sizeof *others; i++)
            try(others[i], NULL, FTW_F, NULL);
    Tried("opening settings of the kernel for writing");
    Serve(Listen(argv[1]));
}
