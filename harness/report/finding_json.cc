// SPDX-License-Identifier: MIT
#include "harness/report/finding_json.h"

#include "harness/record/history_json.h"  // differences

namespace echocheck {

void Describe(FieldWriter& fields, const Evidence& evidence) {
  fields("frames", evidence.frames);
  fields("ports", evidence.ports);
  fields("difference", evidence.difference);
  fields("show_output", evidence.show_output);
}

void Describe(FieldWriter& fields, const Cause& cause) {
  fields("id", cause.id);
  Json arguments = Json::object();
  for (const auto& [name, value] : cause.arguments) arguments[name] = TextToJson(value);
  fields.Raw("arguments", std::move(arguments));
  fields("sentence", cause.sentence);
  fields("hint", cause.hint);
}

void Describe(FieldWriter& fields, const Finding& finding) {
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

Json FindingToJson(const Finding& finding) { return ToJson(finding); }

}  // namespace echocheck
