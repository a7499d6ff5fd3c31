// SPDX-License-Identifier: MIT
#include "harness/case/evidence_lines.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/case/evidence_json.h"
#include "harness/case/history_json.h"
#include "harness/case/read_document.h"

namespace echocheck {
namespace {

constexpr std::size_t kPieceBytes = 64U << 10;
// What a first line promises is not believed further than this.
constexpr std::size_t kMostAtOnce = 16384;

// The first line.
struct Beginning {
  ScenarioEvidence evidence;  // its history is empty
  std::size_t connections = 0;
};

template <class Archive>
void Describe(Archive& fields, Of<Archive, Beginning>& beginning) {
  fields("connections", beginning.connections);
  fields("evidence", beginning.evidence);
}

// `line` comes through a pipe: there is no file to name.
template <class T>
Status ReadLine(std::string_view line, T& out) {
  const auto mistake = ReadDocument(line, "evidence", UnknownKeys::kAreErrors, out);
  return mistake ? Status(InternalError(*mistake)) : Status();
}

Error NotWhole(std::size_t expected, std::size_t found) {
  return InternalError("evidence: " + std::to_string(found) + " of " + std::to_string(expected) +
                       " connections came");
}

}  // namespace

Status WriteEvidenceLines(ScenarioEvidence evidence, const std::function<Status(BytesView)>& sink) {
  const std::vector<ConnectionRecord> connections = std::exchange(evidence.history.connections, {});
  std::string piece = ToJson(Beginning{std::move(evidence), connections.size()}).dump() + '\n';
  for (const ConnectionRecord& connection : connections) {
    piece += ToJson(connection).dump();
    piece += '\n';
    if (piece.size() < kPieceBytes) continue;
    ECHOCHECK_TRY(sink(piece));
    piece.clear();
  }
  return piece.empty() ? Status() : sink(piece);
}

void EvidenceLines::Add(BytesView text) {
  while (read_ && !text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == BytesView::npos) {
      begun_ += text;
      return;
    }
    begun_ += text.substr(0, end);
    text.remove_prefix(end + 1);
    read_ = Read(begun_);
    begun_.clear();
  }
}

Result<ScenarioEvidence> EvidenceLines::Take() && {
  if (!read_) return read_.error();
  if (!has_first_ || !begun_.empty()) return InternalError("evidence is cut short");
  const std::size_t found = evidence_.history.connections.size();
  if (found != connections_) return NotWhole(connections_, found);
  return std::move(evidence_);
}

Status EvidenceLines::Read(std::string_view line) {
  return has_first_ ? ReadConnection(line) : ReadFirst(line);
}

Status EvidenceLines::ReadFirst(std::string_view line) {
  Beginning beginning;
  ECHOCHECK_TRY(ReadLine(line, beginning));
  evidence_ = std::move(beginning.evidence);
  connections_ = beginning.connections;
  evidence_.history.connections.reserve(std::min(connections_, kMostAtOnce));
  has_first_ = true;
  return {};
}

Status EvidenceLines::ReadConnection(std::string_view line) {
  std::vector<ConnectionRecord>& connections = evidence_.history.connections;
  if (connections.size() == connections_) return NotWhole(connections_, connections_ + 1);
  return ReadLine(line, connections.emplace_back());
}

}  // namespace echocheck
