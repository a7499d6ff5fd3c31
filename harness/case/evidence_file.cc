// SPDX-License-Identifier: MIT
#include "harness/case/evidence_file.h"

#include <utility>
#include <vector>

#include "harness/base/json_syntax.h"
#include "harness/case/evidence_json.h"
#include "harness/case/history_json.h"
#include "harness/case/json_fields.h"

namespace echocheck {
namespace {

constexpr std::size_t kPieceBytes = 64U << 10;
constexpr char kHistory[] = "history";
constexpr char kConnections[] = "connections";

// Collects text, and hands it on in pieces.
class Pieces {
 public:
  explicit Pieces(const std::function<Status(BytesView)>& sink) : sink_(sink) {}

  Status Add(BytesView text) {
    piece_ += text;
    return piece_.size() < kPieceBytes ? Status() : HandOn();
  }
  Status HandOn() {
    const std::string piece = std::exchange(piece_, {});
    return piece.empty() ? Status() : sink_(piece);
  }

 private:
  const std::function<Status(BytesView)>& sink_;
  std::string piece_;
};

Status WriteConnections(const std::vector<ConnectionRecord>& connections, Pieces& pieces) {
  ECHOCHECK_TRY(pieces.Add("{\"" + std::string(kConnections) + "\": ["));
  const char* before = "\n  ";
  for (const ConnectionRecord& connection : connections) {
    ECHOCHECK_TRY(pieces.Add(before + ToJson(connection).dump()));
    before = ",\n  ";
  }
  return pieces.Add("\n ]}");
}

// Takes each connection out of the document as soon as it has been parsed.
class ConnectionReader {
 public:
  ConnectionReader(ReadLog& log, std::vector<ConnectionRecord>& connections)
      : log_(log), connections_(connections) {}

  // As nlohmann/json's parser_callback_t. Returns false for what was taken.
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::key && depth == 1) in_history_ = parsed == kHistory;
    if (event == Json::parse_event_t::key && depth == 2) in_connections_ = parsed == kConnections;
    const bool whole = event == Json::parse_event_t::object_end ||
                       event == Json::parse_event_t::array_end ||
                       event == Json::parse_event_t::value;
    const bool is_connection = whole && depth == 3 && in_history_ && in_connections_;
    if (is_connection) Take(parsed);
    return !is_connection;
  }

 private:
  void Take(const Json& connection) {
    const ReadLog::Scope history(log_, kHistory);
    const ReadLog::Scope list(log_, kConnections);
    const ReadLog::Scope item(log_, std::to_string(connections_.size()));
    FromJson(connection, log_, connections_.emplace_back());
  }

  ReadLog& log_;
  std::vector<ConnectionRecord>& connections_;
  bool in_history_ = false;
  bool in_connections_ = false;
};

}  // namespace

Status WriteEvidence(const ScenarioEvidence& evidence,
                     const std::function<Status(BytesView)>& sink) {
  Pieces pieces(sink);
  ScenarioEvidence head = evidence;
  const std::vector<ConnectionRecord> connections = std::exchange(head.history.connections, {});
  const char* before = "{\n ";
  const Json document = ToJson(head);
  for (const auto& member : document.items()) {
    ECHOCHECK_TRY(pieces.Add(before + Json(member.key()).dump() + ": "));
    before = ",\n ";
    if (member.key() == kHistory) {
      ECHOCHECK_TRY(WriteConnections(connections, pieces));
    } else {
      ECHOCHECK_TRY(pieces.Add(member.value().dump()));
    }
  }
  ECHOCHECK_TRY(pieces.Add("\n}\n"));
  return pieces.HandOn();
}

std::string EvidenceText(const ScenarioEvidence& evidence) {
  std::string text;
  (void)WriteEvidence(evidence, [&](BytesView piece) -> Status {
    text += piece;
    return {};
  });
  return text;
}

Result<ScenarioEvidence> ReadEvidence(std::string_view text, const std::string& file) {
  ReadLog log;
  std::vector<ConnectionRecord> connections;
  ConnectionReader reader(log, connections);
  const Json document = Json::parse(
      text,
      [&](int depth, Json::parse_event_t event, Json& parsed) {
        return reader(depth, event, parsed);
      },
      /*allow_exceptions=*/false);
  if (document.is_discarded()) return InternalError(ExplainBadJson(text, file));
  ScenarioEvidence evidence;
  FromJson(document, log, evidence);
  if (log.failed()) return InternalError(log.Message(text, file));
  evidence.history.connections = std::move(connections);
  return evidence;
}

}  // namespace echocheck
