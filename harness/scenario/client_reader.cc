// SPDX-License-Identifier: MIT
#include "harness/scenario/client_reader.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "harness/base/quoted.h"
#include "harness/pattern/flag_pattern.h"
#include "harness/scenario/json_reader.h"
#include "harness/scenario/loopback_address.h"
#include "harness/scenario/socket_options_reader.h"
#include "harness/scenario/step_order.h"
#include "harness/scenario/step_reader.h"
#include "harness/scenario/transport_rules.h"

namespace echocheck {
namespace {

constexpr std::uint32_t kLastPort = 65535;

}  // namespace

ClientReader::ClientReader(const Endpoint& server, Transport transport, Diagnosis& diagnosis)
    : diagnosis_(diagnosis),
      transport_(transport),
      choose_address_(server.address == kEveryAddress) {
  taken_[server.port] = {server.port, "the server"};
}

std::vector<ClientScript> ClientReader::ReadAll(const JsonNode& node) {
  std::vector<ClientScript> clients;
  if (!CheckKind(node, JsonKind::kArray, diagnosis_)) return clients;
  if (node.items.empty()) diagnosis_.Reject(node, "no client, expected at least one");
  for (const auto& item : node.items) clients.push_back(Read(*item, clients.size()));
  return clients;
}

ClientScript ClientReader::Read(const JsonNode& node, std::size_t index) {
  ClientScript client;
  ObjectReader object(
      node, {"name", "host", "port", "count", "at_once", "socket", "steps", "flags"}, diagnosis_);
  if (const JsonNode* name = object.Require("name")) {
    client.name = ReadName(*name, diagnosis_);
    if (!names_.insert(client.name).second) {
      diagnosis_.Reject(*name, fmt::format("second client called {}", Quoted(client.name)));
    }
  }
  const JsonNode* host = choose_address_ ? object.Require("host") : object.Find("host");
  if (host != nullptr) client.address = ReadHost(*host);
  if (const JsonNode* port = object.Require("port")) {
    ReadPorts(*port, object.Find("count"), client);
  }
  if (const JsonNode* at_once = object.Find("at_once")) {
    client.at_once = static_cast<std::uint32_t>(ReadInteger(*at_once, 1, client.count, diagnosis_));
  }
  if (const JsonNode* socket = object.Find("socket")) {
    client.socket = ReadSocketOptions(*socket, transport_, diagnosis_);
  }
  if (const JsonNode* steps = object.Require("steps")) ReadSteps(*steps, index, client);
  if (const JsonNode* flags = object.Find("flags")) {
    if (transport_ == Transport::kUdp) {
      diagnosis_.Reject(*flags, "\"flags\" over UDP, which has no segments");
    }
    client.flags = ReadFlags(*flags);
  }
  return client;
}

std::optional<IpAddress> ClientReader::ReadHost(const JsonNode& host) {
  if (!choose_address_) {
    diagnosis_.Reject(host, "all clients are at the server's address, unless that is \"::\"");
    return std::nullopt;
  }
  return ReadLoopback(host, diagnosis_);
}

void ClientReader::ReadPorts(const JsonNode& port, const JsonNode* count, ClientScript& client) {
  client.port = static_cast<std::uint16_t>(ReadInteger(port, 1, kLastPort, diagnosis_));
  if (count != nullptr) {
    client.count = static_cast<std::uint32_t>(ReadInteger(*count, 1, kMostConnections, diagnosis_));
    if (client.port + client.count - 1 > kLastPort) {
      diagnosis_.Reject(*count, fmt::format("{} ports from {} on go beyond {}", client.count,
                                            client.port, kLastPort));
    }
  }
  connections_ += client.count;
  if (connections_ > kMostConnections) {
    diagnosis_.Reject(count != nullptr ? *count : port,
                      fmt::format("{} connections so far, at most {} in a scenario", connections_,
                                  kMostConnections));
  }
  if (diagnosis_.ok()) ClaimPorts(port, client);
}

void ClientReader::ClaimPorts(const JsonNode& port, const ClientScript& client) {
  const std::uint32_t first = client.port;
  const std::uint32_t last = first + client.count - 1;
  const auto behind = taken_.upper_bound(last);
  if (behind != taken_.begin()) {
    const auto& [other_first, other] = *std::prev(behind);  // the last that begins no later
    if (other.last >= first) {
      diagnosis_.Reject(
          port, fmt::format("port {} is taken by {}", std::max(first, other_first), other.owner));
    }
  }
  taken_[first] = {last, fmt::format("client \"{}\"", client.name)};
}

void ClientReader::ReadSteps(const JsonNode& node, std::size_t index, ClientScript& client) {
  if (!CheckKind(node, JsonKind::kArray, diagnosis_)) return;
  if (node.items.empty()) diagnosis_.Reject(node, "no step, expected at least \"connect\"");
  if (node.items.size() > kMostSteps) {
    diagnosis_.Reject(node, fmt::format("{} steps, at most {}", node.items.size(), kMostSteps));
  }
  StepOrder order;
  for (const auto& item : node.items) {
    if (!diagnosis_.ok()) return;
    Step step = ReadStep(*item, diagnosis_);
    std::string wrong = WrongOver(transport_, step);
    if (wrong.empty()) wrong = order.Follow(step);
    if (wrong.empty() && ActsOnTarget(step)) wrong = WrongOnTarget(step, client);
    if (!wrong.empty()) diagnosis_.Reject(*item, wrong);
    if (const auto* meet = std::get_if<MeetStep>(&step.action)) {
      visits_.push_back({index, meet->meeting, item.get(), order.is_connected()});
    }
    client.steps.push_back(std::move(step));
  }
  if (!order.has_connected()) diagnosis_.Reject(node, "no \"connect\" among the steps");
}

std::string ClientReader::WrongOnTarget(const Step& step, const ClientScript& client) {
  if (client.count > 1) {
    return fmt::format("\"{}\" {} times over, there is one target: give it to a client of its own",
                       StepName(step), client.count);
  }
  const auto* sample = std::get_if<SampleStep>(&step.action);
  const bool again = sample != nullptr && !samples_.insert(sample->name).second;
  return again ? fmt::format("second sample called \"{}\"", sample->name) : "";
}

FlagExpectation ClientReader::ReadFlags(const JsonNode& node) {
  FlagExpectation flags;
  const JsonNode* text = &node;
  if (node.kind == JsonKind::kObject) {
    ObjectReader object(node, {"pattern", "mode"}, diagnosis_);
    text = object.Require("pattern");
    if (const JsonNode* mode = object.Find("mode")) {
      flags.mode = ReadEnum<PatternMode>(*mode, diagnosis_);
    }
    if (text == nullptr) return flags;
  } else if (node.kind != JsonKind::kString) {
    RejectType(node, "a string or an object", diagnosis_);
    return flags;
  }
  flags.pattern = ReadString(*text, diagnosis_);
  if (!diagnosis_.ok()) return flags;
  const auto parsed = FlagPattern::Parse(flags.pattern);
  if (!parsed) diagnosis_.Reject(*text, parsed.error().message.english());
  return flags;
}

}  // namespace echocheck
