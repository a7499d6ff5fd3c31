// SPDX-License-Identifier: MIT
// Where one scenario runs: a private network namespace, or the host's loopback.
//
// An arena belongs to the worker process of its scenario, which makes it by entering it: there is
// no way back out. Not thread-safe; a worker has one thread.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/arena/confined_mounts.h"
#include "harness/arena/process_tree.h"
#include "harness/arena/process_usage.h"
#include "harness/base/result.h"
#include "harness/model/run_record.h"
#include "harness/model/scenario.h"

namespace echocheck {

// Whose socket it is. kUnknown: it may be the target's, whose descriptors cannot be read.
enum class SocketOwner : std::uint8_t { kTarget, kOther, kUnknown };

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  virtual ~Arena() = default;

  virtual Isolation isolation() const = 0;

  // Processes of the target: all that descend from what was launched here, zombies left out.
  // Process ids are as this process sees them.
  virtual std::vector<pid_t> TargetProcesses() const = 0;

  // True when every thread of the target sleeps: it waits for something to happen, and is neither
  // about to exit nor to answer.
  virtual bool TargetIsAsleep() const = 0;

  // True when every thread of the target has stopped (SIGSTOP).
  virtual bool TargetIsStopped() const = 0;

  // What the target holds now, all its processes together.
  virtual ProcessUsage TargetUsage() const = 0;

  // What the scheduler gave each thread of the target, and of this process.
  virtual std::vector<ThreadTimes> Times() const = 0;

  // The processes of the target that have the sockets with these inode numbers open, in their
  // order. Each process is looked at once, however many sockets are asked for.
  virtual std::vector<SocketHolders> HoldersOfEach(
      const std::vector<std::uint32_t>& inodes) const = 0;
  SocketHolders HoldersOf(std::uint32_t inode) const { return HoldersOfEach({inode}).front(); }

  // Whether a descriptor of a process is a socket. True where that cannot be seen.
  virtual bool IsSocket(pid_t process, std::uint64_t descriptor) const = 0;

  // Whose the socket with this inode number is, which `user` made. In a private arena it is the
  // target's if it is not this process's own: nobody else can have one.
  virtual SocketOwner OwnerOf(std::uint32_t inode, uid_t user) const = 0;

  // Why OwnerOf cannot always tell; empty: it can.
  virtual Reason WhyOwnersUnseen() const = 0;

  // Told of a process that was launched here: its launcher reaps it, and not ReapOrphans().
  virtual void NoteLaunched(pid_t process) = 0;

  // Reaps what came to this process when its parent in the target ended, and has ended since. In a
  // private arena the kernel does that.
  virtual void ReapOrphans() = 0;

  // SIGKILL to every process of the target, until none is left. The launched process itself must
  // be reaped by its launcher; everything else is reaped here or by the arena's own init.
  virtual void KillAll() = 0;

  // Returns an error if the arena has ended by itself, or something outside has ended it: all of
  // the target was killed with it then, which says nothing of the target. To be asked before
  // KillAll.
  virtual Status Intact() const = 0;

  // Releases what KillAll left: to be called when the launched process has been reaped.
  virtual void TearDown() = 0;
};

// Which users the target may run as: the own one, or any, for which it takes the rights of root.
enum class ArenaUsers { kOwn, kAll };

struct ArenaOptions {
  NetworkOptions network;
  ArenaUsers users = ArenaUsers::kOwn;
  // In a private arena, and in root's host arena where root may make mounts:
  // a folder that the target may read and not change; empty: none.
  std::string read_only{};
  // Whether the target gets a /dev/shm of its own.
  bool own_shared_memory = true;
  // What a confined target sees of the file system (ConfineMounts); nothing: it is not confined.
  // Private arenas alone.
  std::optional<ConfinedFiles> confined{};
};

// Unshares user, network, PID, mount and IPC namespaces, keeps the own uid, mounts a fresh /proc,
// raises the loopback. The error says which step the machine refused. This process cannot be traced
// by others of its user afterwards. Precondition: it has one thread.
Result<std::unique_ptr<Arena>> EnterPrivateArena(const ArenaOptions& options);

// Stays on the host's loopback. Waits until no other echocheck uses it: fixed ports can be used by
// one at a time. `options.network` must ask for nothing, since the host's settings are not ours to
// change.
Result<std::unique_ptr<Arena>> EnterHostArena(const ArenaOptions& options);

}  // namespace echocheck
