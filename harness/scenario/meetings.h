// SPDX-License-Identifier: MIT
// Whether the meetings that the clients name can take place.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "harness/model/scenario.h"
#include "harness/scenario/diagnosis.h"
#include "harness/scenario/json_node.h"

namespace echocheck {

struct DeclaredMeeting {
  std::string name;
  const JsonNode* where = nullptr;
};

// One "meet" step.
struct MeetVisit {
  std::size_t client = 0;  // index into Scenario::clients
  std::string meeting;
  const JsonNode* where = nullptr;
  bool connected = false;  // between "connect" and leaving
};

// Rejects a meeting that is declared twice or not at all, that nobody or only one connection comes
// to, or that a client comes to twice. Rejects one to which a client comes while it is connected,
// if only some of its connections may be open at once (ClientScript::at_once). Rejects clients that
// wait for each other for ever. `visits` are in the order of clients and their steps.
void CheckMeetings(const std::vector<DeclaredMeeting>& declared,
                   const std::vector<MeetVisit>& visits, const std::vector<ClientScript>& clients,
                   Diagnosis& diagnosis);

}  // namespace echocheck
