// SPDX-License-Identifier: MIT
// The first mistake in a scenario file, and how it is told: file, line, column, JSON pointer,
// words.
//
// Readers do not return errors one by one. They reject what is wrong, go on with a harmless value,
// and whoever began asks ok() at the end; only the first rejection counts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "harness/base/error.h"
#include "harness/scenario/json_node.h"

namespace echocheck {

class Diagnosis {
 public:
  // `text` is what offsets count in; it must outlive this.
  Diagnosis(std::string path, std::string_view text);

  bool ok() const { return !error_; }
  const Error& error() const { return *error_; }  // only when not ok()

  // A message in English alone is a string, one in all languages a Sentence.
  // "path:line:column: message", for text that is not yet a tree.
  void Reject(std::size_t offset, std::string_view message);
  // "path:line:column: /json/pointer: message", at a value.
  void Reject(const JsonNode& node, std::string_view message);
  void Reject(const JsonNode& node, Sentence message);
  // The same, at a key of `object`; the pointer is the object's.
  void RejectKey(const JsonNode& object, const JsonMember& member, std::string_view message);
  void RejectKey(const JsonNode& object, const JsonMember& member, Sentence message);

  std::size_t LineOf(std::size_t offset) const;  // from 1

 private:
  void Report(std::size_t offset, const std::string& pointer, Sentence message);

  std::string path_;
  std::string_view text_;
  std::optional<Error> error_;
};

// "/clients/0/steps/2"; empty for the root.
std::string JsonPointer(const JsonNode& node);

}  // namespace echocheck
