// SPDX-License-Identifier: MIT
// What may follow what in a client's steps. Caught here is what no echo server could make true: a
// scenario that every server fails says nothing about any.
#pragma once

#include <string>

#include "harness/model/scenario.h"

namespace echocheck {

// Follows one connection through its script.
class StepOrder {
 public:
  // Takes the next step. Returns what is wrong with it there, or an empty string.
  std::string Follow(const Step& step);

  bool has_connected() const { return stage_ != Stage::kBefore; }
  bool is_connected() const { return has_connected() && stage_ != Stage::kLeft; }

 private:
  enum class Stage {
    kBefore,      // not connected yet
    kOpen,        // both may send
    kHalfClosed,  // the client has sent its FIN
    kBroken,      // the server's RST was expected
    kLeft,        // closed, reset or vanished: by the client
  };

  std::string FollowTarget(const Step& step);
  std::string FollowConnection(const Step& step);
  std::string Connect();
  std::string Send(const Step& step);
  std::string Expect(const ExpectStep& step);
  std::string Shutdown();
  void EndTarget(bool for_good);

  Stage stage_ = Stage::kBefore;
  bool sent_ = false;              // anything at all
  bool outstanding_ = false;       // sent, and its echo not expected yet
  bool urgent_ = false;            // a byte that may or may not come back
  bool reading_ = true;            // "read" has not stopped it
  bool told_to_end_ = false;       // the server may close first
  bool server_gone_ = false;       // a "stop" or "restart" has ended this connection's server
  bool stopped_for_good_ = false;  // a "stop": nothing of the target is left
};

}  // namespace echocheck
