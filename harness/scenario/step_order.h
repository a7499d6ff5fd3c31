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

 private:
  enum class Stage {
    kBefore,      // not connected yet
    kOpen,        // both may send
    kHalfClosed,  // the client has sent its FIN
    kBroken,      // the server's RST was expected
    kLeft,        // closed or reset by the client
  };

  std::string Connect();
  std::string Send();
  std::string Expect(Expectation what);
  std::string Shutdown();

  Stage stage_ = Stage::kBefore;
  bool sent_ = false;         // anything at all
  bool outstanding_ = false;  // sent, and its echo not expected yet
};

}  // namespace echocheck
