// SPDX-License-Identifier: MIT
#include "harness/case/evidence_json.h"

#include "harness/case/capture_json.h"
#include "harness/case/history_json.h"
#include "harness/case/read_document.h"
#include "harness/case/reason_json.h"
#include "harness/case/target_json.h"

namespace echocheck {

template <class Archive>
void Describe(Archive& fields, Of<Archive, Error>& error) {
  fields("kind", error.kind);
  DescribeReason(fields, "message", "message_said", error.message);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, Durations>& durations) {
  fields("arena_ns", durations.arena);
  fields("capture_ns", durations.capture);
  fields("start_ns", durations.start);
  fields("play_ns", durations.play);
  fields("close_ns", durations.close);
  fields("stop_ns", durations.stop);
  fields("judge_ns", durations.judge);
  fields("total_ns", durations.total);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, HeldUp>& held_up) {
  fields("waited_ns", held_up.waited);
  fields("of_ns", held_up.of);
  fields("gave_up", held_up.gave_up);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, ScenarioEvidence>& evidence) {
  int format = kEvidenceFormat;
  fields("format", format);
  if constexpr (Archive::kReads) {
    if (format != kEvidenceFormat) {
      return fields.Fail("format", "unknown format " + std::to_string(format) +
                                       ", this version reads format " +
                                       std::to_string(kEvidenceFormat));
    }
  }
  fields("isolation", evidence.isolation);
  DescribeReason(fields, "isolation_note", "isolation_note_said", evidence.isolation_note);
  fields("started_at_ns", evidence.started_at);
  fields("history", evidence.history);
  fields("target", evidence.target);
  fields("capture", evidence.capture);
  fields("durations", evidence.durations);
  fields("held_up", evidence.held_up);
  fields("error", evidence.error);
}

template void Describe(FieldWriter&, const Error&);
template void Describe(FieldReader&, Error&);
template void Describe(FieldWriter&, const Durations&);
template void Describe(FieldReader&, Durations&);
template void Describe(FieldWriter&, const HeldUp&);
template void Describe(FieldReader&, HeldUp&);
template void Describe(FieldWriter&, const ScenarioEvidence&);
template void Describe(FieldReader&, ScenarioEvidence&);

std::string ErrorToText(const Error& error) { return ToJson(error).dump(); }

Error ErrorFromText(std::string_view text) {
  Error error;
  const auto mistake = ReadDocument(text, "error", UnknownKeys::kAreErrors, error);
  return mistake ? InternalError(*mistake) : error;
}

}  // namespace echocheck
