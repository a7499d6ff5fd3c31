// SPDX-License-Identifier: MIT
// Do the meetings that the clients name take place?
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

// Rejects a meeting that nobody or only one connection comes to, that is not declared, that a
// client comes to twice, and a meeting that those of its connections who
// wait for a turn (ClientScript::at_once) never come to, and clients that wait for each other for
// ever. `visits` in the order of
// clients and their steps.
void CheckMeetings(const std::vector<DeclaredMeeting>& declared,
                   const std::vector<MeetVisit>& visits, const std::vector<ClientScript>& clients,
                   Diagnosis& diagnosis);

}  // namespace echocheck
