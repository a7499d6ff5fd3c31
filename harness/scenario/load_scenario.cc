// SPDX-License-Identifier: MIT
#include "harness/scenario/load_scenario.h"

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "harness/base/text_place.h"
#include "harness/scenario/client_reader.h"
#include "harness/scenario/json_reader.h"
#include "harness/scenario/json_tree_builder.h"
#include "harness/scenario/loopback_address.h"
#include "harness/scenario/meetings.h"
#include "harness/scenario/scenario_file.h"

namespace echocheck {
namespace {

constexpr std::uint64_t kFormat = 1;

// Before all else: what another version means by its keys is not for us to judge.
void CheckFormat(const JsonNode& root, Diagnosis& diagnosis) {
  if (!CheckKind(root, JsonKind::kObject, diagnosis)) return;
  const JsonNode* const format = FindMember(root, "format");
  if (format == nullptr) {
    diagnosis.Reject(root, "missing key \"format\", expected \"format\": 1");
  } else if (format->kind != JsonKind::kNumber) {
    RejectType(*format, "the number 1", diagnosis);
  } else if (ReadInteger(*format, 0, UINT64_MAX, diagnosis) != kFormat) {
    diagnosis.Reject(*format, fmt::format("unknown format {}, this version reads format {}",
                                          format->text, kFormat));
  }
}

std::vector<std::string> ReadTags(const JsonNode& node, Diagnosis& diagnosis) {
  std::set<std::string> seen;
  std::vector<std::string> tags;
  if (!CheckKind(node, JsonKind::kArray, diagnosis)) return tags;
  for (const auto& item : node.items) {
    tags.push_back(ReadName(*item, diagnosis));
    if (!seen.insert(tags.back()).second) {
      diagnosis.Reject(*item, fmt::format("tag \"{}\" twice", tags.back()));
    }
  }
  return tags;
}

std::vector<DeclaredMeeting> ReadMeets(const JsonNode& node, Diagnosis& diagnosis) {
  std::vector<DeclaredMeeting> meetings;
  if (!CheckKind(node, JsonKind::kArray, diagnosis)) return meetings;
  for (const auto& item : node.items) {
    meetings.push_back({ReadName(*item, diagnosis), item.get()});
  }
  return meetings;
}

void ReadServer(const JsonNode& node, Scenario& scenario, Diagnosis& diagnosis) {
  Endpoint& server = scenario.server;
  const ObjectReader object(node, {"host", "port", "transport"}, diagnosis);
  if (const JsonNode* host = object.Find("host")) {
    server.address = ReadLoopbackOrEvery(*host, diagnosis);
  }
  if (const JsonNode* port = object.Find("port")) {
    server.port = static_cast<std::uint16_t>(ReadInteger(*port, 1, 65535, diagnosis));
  }
  if (const JsonNode* transport = object.Find("transport")) {
    scenario.transport = ReadEnum<Transport>(*transport, diagnosis);
  }
}

TargetLimits ReadLimits(const JsonNode& node, Diagnosis& diagnosis) {
  // With fewer than eight, a program in an interpreter does not get as far as its socket; the most
  // is what Linux lets a limit be unless told otherwise (fs.nr_open).
  constexpr std::uint64_t kFewestFiles = 8;
  constexpr std::uint64_t kMostFiles = 1 << 20;
  TargetLimits limits;
  const ObjectReader object(node, {"open_files"}, diagnosis);
  if (const JsonNode* files = object.Find("open_files")) {
    limits.open_files =
        static_cast<std::uint32_t>(ReadInteger(*files, kFewestFiles, kMostFiles, diagnosis));
  }
  return limits;
}

NetworkOptions ReadNetwork(const JsonNode& node, bool ipv6, Diagnosis& diagnosis) {
  // The least that every host must take (RFC 791), or that IPv6 runs over (RFC 8200); the most is
  // what Linux gives its loopback.
  const std::uint64_t smallest_mtu = ipv6 ? 1280 : 576;
  constexpr std::uint64_t kLargestMtu = 65536;
  NetworkOptions network;
  const ObjectReader object(node, {"mtu", "buffers"}, diagnosis);
  if (const JsonNode* mtu = object.Find("mtu")) {
    network.mtu =
        static_cast<std::uint32_t>(ReadInteger(*mtu, smallest_mtu, kLargestMtu, diagnosis));
  }
  if (const JsonNode* buffers = object.Find("buffers")) {
    network.buffers = ReadEnum<BufferSize>(*buffers, diagnosis);
  }
  return network;
}

void ReadTimeouts(const JsonNode& node, Scenario& scenario, Diagnosis& diagnosis) {
  const ObjectReader object(node, {"step_ms", "close_ms"}, diagnosis);
  if (const JsonNode* step = object.Find("step_ms")) {
    scenario.step_timeout = ReadMilliseconds(*step, diagnosis);
  }
  if (const JsonNode* close = object.Find("close_ms")) {
    scenario.close_timeout = ReadMilliseconds(*close, diagnosis);
  }
}

// What the scenario says about itself, and how it is judged.
void ReadHead(ObjectReader& object, Scenario& scenario, Diagnosis& diagnosis) {
  if (const JsonNode* schema = object.Find("$schema")) ReadString(*schema, diagnosis);
  if (const JsonNode* title = object.Require("title")) {
    scenario.title.english = ReadLine(*title, diagnosis);
  }
  if (const JsonNode* title = object.Find("title_ja")) {
    scenario.title.japanese = ReadLine(*title, diagnosis);
  }
  if (const JsonNode* description = object.Find("description")) {
    scenario.description.english = ReadString(*description, diagnosis);
  }
  if (const JsonNode* description = object.Find("description_ja")) {
    scenario.description.japanese = ReadString(*description, diagnosis);
  }
  if (const JsonNode* tags = object.Find("tags")) scenario.tags = ReadTags(*tags, diagnosis);
  if (const JsonNode* level = object.Find("level")) {
    scenario.level = ReadEnum<Level>(*level, diagnosis);
  }
  if (const JsonNode* source = object.Find("source")) {
    scenario.source = ReadLine(*source, diagnosis);
  }
  if (const JsonNode* points = object.Find("points")) {
    scenario.points = static_cast<std::uint32_t>(ReadInteger(*points, 0, 1000, diagnosis));
  }
}

// Where it is played.
void ReadStage(const ObjectReader& object, Scenario& scenario, Diagnosis& diagnosis) {
  if (const JsonNode* alone = object.Find("alone")) scenario.alone = ReadBool(*alone, diagnosis);
  if (const JsonNode* target = object.Find("target")) {
    scenario.limits = ReadLimits(*target, diagnosis);
  }
  scenario.server = {kIpv4Loopback, 50000};
  if (const JsonNode* server = object.Find("server")) ReadServer(*server, scenario, diagnosis);
  if (const JsonNode* network = object.Find("network")) {
    scenario.network = ReadNetwork(*network, IsIpv6(scenario.server.address), diagnosis);
  }
  if (const JsonNode* timeouts = object.Find("timeouts")) {
    ReadTimeouts(*timeouts, scenario, diagnosis);
  }
}

Scenario ReadScenario(const JsonNode& root, Diagnosis& diagnosis) {
  CheckFormat(root, diagnosis);
  ObjectReader object(
      root,
      {"$schema", "format", "title", "title_ja", "description", "description_ja", "tags", "level",
       "source", "points", "alone", "target", "server", "network", "timeouts", "meets", "clients"},
      diagnosis);
  Scenario scenario;
  ReadHead(object, scenario, diagnosis);
  ReadStage(object, scenario, diagnosis);
  std::vector<DeclaredMeeting> meetings;
  if (const JsonNode* meets = object.Find("meets")) meetings = ReadMeets(*meets, diagnosis);
  ClientReader clients(scenario.server, scenario.transport, diagnosis);
  if (const JsonNode* list = object.Require("clients")) scenario.clients = clients.ReadAll(*list);
  if (diagnosis.ok()) CheckMeetings(meetings, clients.visits(), scenario.clients, diagnosis);
  return scenario;
}

// "close/half_close" for .../scenarios/close/half_close.json, "half_close" anywhere else.
std::string ScenarioName(const std::filesystem::path& file) {
  const std::filesystem::path stem =
      file.extension() == ".json" ? file.parent_path() / file.stem() : file;
  std::filesystem::path below;  // of the last folder called so
  bool inside = false;
  for (const std::filesystem::path& folder : stem.parent_path()) {
    const bool root = folder == "scenarios";
    inside = inside || root;
    below = root ? std::filesystem::path() : below / folder;
  }
  return (inside ? below / stem.filename() : stem.filename()).string();
}

}  // namespace

Result<Scenario> ParseScenario(std::string_view text, std::string path) {
  const std::string_view whole = text;
  if (text.empty()) return UsageError(path + ": the file is empty");
  text = WithoutByteOrderMark(text);
  Diagnosis diagnosis(path, text);
  const auto root = ParseJson(text, diagnosis);
  if (root == nullptr) return diagnosis.error();
  Scenario scenario = ReadScenario(*root, diagnosis);
  if (!diagnosis.ok()) return diagnosis.error();
  scenario.name = ScenarioName(path);
  scenario.path = std::move(path);
  scenario.text = whole;
  return scenario;
}

Result<Scenario> LoadScenario(const std::filesystem::path& file) {
  const auto text = ReadScenarioFile(file);
  if (!text) return text.error();
  auto scenario = ParseScenario(*text, file.string());
  std::error_code ignored;
  // "basic.json" is named from within the scenarios folder as it is from without.
  const auto absolute = std::filesystem::absolute(file, ignored).lexically_normal();
  if (scenario && !ignored) scenario->name = ScenarioName(absolute);
  return scenario;
}

}  // namespace echocheck
