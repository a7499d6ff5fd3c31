// SPDX-License-Identifier: MIT
// "clients" -> scripts, each with ports of its own and steps in an order that can work.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/model/scenario.h"
#include "harness/scenario/diagnosis.h"
#include "harness/scenario/json_node.h"
#include "harness/scenario/meetings.h"

namespace echocheck {

// Ports 50001 and up hold about 15000 clients; a lower first port has room for this many.
constexpr std::uint64_t kMostConnections = 20000;
constexpr std::size_t kMostSteps = 10000;  // of one client

class ClientReader {
 public:
  // The server's port is taken: clients are on its host.
  ClientReader(const Endpoint& server, Transport transport, Diagnosis& diagnosis);

  std::vector<ClientScript> ReadAll(const JsonNode& node);
  // Of the clients read, in their order.
  const std::vector<MeetVisit>& visits() const { return visits_; }

 private:
  struct PortRange {
    std::uint32_t last = 0;
    std::string owner;
  };

  ClientScript Read(const JsonNode& node, std::size_t index);
  std::optional<IpAddress> ReadHost(const JsonNode& host);
  void ReadPorts(const JsonNode& port, const JsonNode* count, ClientScript& client);
  void ClaimPorts(const JsonNode& port, const ClientScript& client);
  void ReadSteps(const JsonNode& node, std::size_t index, ClientScript& client);
  std::string WrongOnTarget(const Step& step, const ClientScript& client);
  FlagExpectation ReadFlags(const JsonNode& node);

  Diagnosis& diagnosis_;
  Transport transport_;
  bool choose_address_;                       // the server has every address, each client names one
  std::map<std::uint32_t, PortRange> taken_;  // by first port; ranges do not overlap
  std::set<std::string> names_;
  std::set<std::string> samples_;
  std::uint64_t connections_ = 0;
  std::vector<MeetVisit> visits_;
};

}  // namespace echocheck
