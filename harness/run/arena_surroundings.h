// SPDX-License-Identifier: MIT
// What target/ asks about its surroundings, answered from the arena.
#pragma once

#include <vector>

#include "harness/arena/arena.h"
#include "harness/arena/socket_table.h"
#include "harness/target/surroundings.h"

namespace echocheck {

class ArenaSurroundings : public Surroundings {
 public:
  // Both are borrowed, and must outlive this.
  ArenaSurroundings(Arena& arena, SocketTable& sockets) : arena_(arena), sockets_(sockets) {}

  Result<std::vector<ListeningSocket>> Listening() override;
  Result<std::vector<ListeningSocket>> ListeningUdp() override;
  std::vector<pid_t> Processes() override { return arena_.TargetProcesses(); }
  void Launched(pid_t process) override { arena_.Keep(process); }
  bool Asleep() override { return arena_.TargetIsAsleep(); }

 private:
  Arena& arena_;
  SocketTable& sockets_;
};

}  // namespace echocheck
