// SPDX-License-Identifier: MIT
// ScenarioEvidence as lines of JSON, each a document of its own: all but the connections first,
// then each connection. It goes so from a scenario's worker to the process that judges: of
// thousands of connections one document would be a tree of a hundred thousand nodes in each of the
// two.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "harness/base/bytes.h"
#include "harness/base/result.h"
#include "harness/model/run_record.h"

namespace echocheck {

// Hands the text to `sink`, some lines at a time; its first error is the answer.
Status WriteEvidenceLines(ScenarioEvidence evidence, const std::function<Status(BytesView)>& sink);

// The reverse, as the text comes in. It is not trusted, as in EvidenceFromJson().
class EvidenceLines {
 public:
  // `text`: the next bytes, cut anywhere.
  void Add(BytesView text);

  // When all has come. A line too few or too many is an error, too.
  Result<ScenarioEvidence> Take() &&;

 private:
  Status Read(std::string_view line);
  Status ReadFirst(std::string_view line);
  Status ReadConnection(std::string_view line);

  std::string begun_;  // a line whose end is still to come
  Status read_;
  bool has_first_ = false;
  std::size_t connections_ = 0;  // so many there will be
  ScenarioEvidence evidence_;
};

}  // namespace echocheck
