// SPDX-License-Identifier: MIT
// What every program of this folder needs: bounds on itself, an echo server, and a way to say how
// an attack went. Each program works until a signal ends it, and for at most 60 s.
#pragma once

#include <ftw.h>
#include <stddef.h>
#include <sys/types.h>

// Bounds the life of this process to 60 s, and opens attack.log in the working directory. Call it
// first.
void Begin(void);

// Says in attack.log and on standard output how one attempt went: "worked: WHAT", which fails the
// test, or "refused: WHAT", with errno. errno is kept.
void Tell(int worked, const char* what);

// Says in attack.log and on standard output that the attack has begun: "tried: WHAT". A test
// without such a line fails, because nothing was attacked.
void Tried(const char* what);

// Forks, unless this program and its descendants together have made `most` processes: then -1.
// The child ends after 60 s, too.
pid_t ForkBounded(int most);

// Forks a process that leads a session of its own, whose parent has ended. Returns 1 in the daemon,
// 0 in the caller.
int BecomeDaemon(void);

// Returns a socket that listens on 127.0.0.1:`port`. Exits with 1 when there is none to be had.
int Listen(const char* port);

// Echoes to all clients at once. A client that is done is closed as it should be.
void Serve(int listener);

// The same, but every connection is closed by RST.
void ServeAndReset(int listener);

// Connects to 127.0.0.1:`port` from 127.0.0.1:`own_port` (0: any). -1 and errno.
int ConnectFrom(int own_port, int port);

// Calls `visit` for all below `root`. Links are not followed.
void Walk(const char* root, int (*visit)(const char*, const struct stat*, int, struct FTW*));

// Returns the processes of echocheck that /proc shows (main, zygote, worker): those whose name
// begins with "echocheck". At most `room`.
size_t FindEchocheck(pid_t* found, size_t room);

// Copies the content of the file `from` over that of `to`, which stays the same inode. 0 or -1.
int CopyOver(const char* from, const char* to);
