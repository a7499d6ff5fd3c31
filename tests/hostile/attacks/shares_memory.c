// SPDX-License-Identifier: MIT
// Attack: leaves memory behind that outlives its process: a file in /dev/shm, a POSIX message queue,
// and shared memory, semaphores and messages of System V.
// Right: in a private arena nothing of it is on the host afterwards.
#include <fcntl.h>
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
    int shared;

    if (argc < 2)
        return 2;
    Begin();
    shared = shm_open("/hostile-memory", O_RDWR | O_CREAT, 0666);
    if (shared >= 0)
        (void)!ftruncate(shared, 1 << 20);
    mq_open("/hostile-queue", O_RDWR | O_CREAT, 0666, NULL);
    shmget(0x6f7571, 1 << 20, IPC_CREAT | 0666);
    semget(0x6f7572, 1, IPC_CREAT | 0666);
    msgget(0x6f7573, IPC_CREAT | 0666);
    Tried("leaving shared memory");
    Serve(Listen(argv[1]));
}
