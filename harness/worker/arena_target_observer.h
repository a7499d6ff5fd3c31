// SPDX-License-Identifier: MIT
// Answers from the arena what target/ asks about its observer.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "harness/arena/arena.h"
#include "harness/arena/socket_table.h"
#include "harness/target/target_observer.h"

namespace echocheck {

class ArenaTargetObserver : public TargetObserver {
 public:
  // All are borrowed, and must outlive this.
  ArenaTargetObserver(Arena& arena, SocketTable& sockets, CountedTime& time)
      : arena_(arena), sockets_(sockets), time_(time) {}

  Status AboutToLaunch(Transport transport) override;
  Result<std::vector<ListeningSocket>> Listening() override;
  Result<std::vector<ListeningSocket>> ListeningUdp() override;
  Reason WhyOwnersUnseen() override { return arena_.WhyOwnersUnseen(); }
  std::vector<pid_t> Processes() override { return arena_.TargetProcesses(); }
  void NoteLaunched(pid_t process) override { arena_.NoteLaunched(process); }
  bool Asleep() override { return arena_.TargetIsAsleep(); }
  CountedTime& time() override { return time_; }

 private:
  template <class Socket>
  std::vector<ListeningSocket> OfTarget(const std::vector<Socket>& sockets) const;

  Arena& arena_;
  SocketTable& sockets_;
  CountedTime& time_;
  std::set<std::uint32_t> before_;  // inode numbers of sockets from before the launch
};

}  // namespace echocheck
