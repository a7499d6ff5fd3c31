// SPDX-License-Identifier: MIT
#include "harness/report/finding_json.h"

#include <optional>
#include <utility>

#include "harness/case/history_json.h"  // differences

namespace echocheck {

template <class Archive>
void Describe(Archive& fields, Of<Archive, Evidence>& evidence) {
  fields("frames", evidence.frames);
  fields("ports", evidence.ports);
  fields("difference", evidence.difference);
  fields("show_output", evidence.show_output);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, Cause>& cause) {
  fields("id", cause.id);
  if constexpr (Archive::kReads) {
    std::optional<TextMap> arguments;  // the first reports had none
    fields("arguments", arguments);
    cause.arguments = std::move(arguments).value_or(TextMap());
  } else {
    fields("arguments", cause.arguments);
  }
  fields("sentence", cause.sentence);
  fields("hint", cause.hint);
}

template <class Archive>
void Describe(Archive& fields, Of<Archive, Finding>& finding) {
  fields("check", finding.check);
  fields("level", finding.level);
  fields("verdict", finding.verdict);
  fields("summary", finding.summary);
  fields("source", finding.source);
  fields("expected", finding.expected);
  fields("actual", finding.actual);
  fields("cause", finding.cause);
  fields("evidence", finding.evidence);
}

template void Describe(FieldWriter&, const Finding&);
template void Describe(FieldReader&, Finding&);

}  // namespace echocheck
