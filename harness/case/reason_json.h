// SPDX-License-Identifier: MIT
// Reasons as JSON and back. The text is a string, in English. The sentence that it was made from
// has a key of its own, where there is one: its name and what its placeholders stand for.
//
//   "reason": "the kernel dropped 3 frames",
//   "reason_said": {"name": "reasons.dropped", "arguments": {"count": 3}}
//
// So programs read one language, people theirs, and documents of earlier versions can be read.
#pragma once

#include <optional>
#include <utility>

#include "harness/base/reason.h"
#include "harness/case/json_fields.h"

namespace echocheck {

// An object of "name" and "arguments"; each of these is a number, a string, or a list of strings
// and such objects.
Json SentenceToJson(const Sentence& sentence);
// The reverse. Returns nullopt for a sentence that this version cannot say: its name or that of an
// argument is not in the catalogues, or the JSON is something else.
std::optional<Sentence> SentenceFromJson(const Json& json);

// `said_key` has to live as long as the document is read.
template <class Archive>
void DescribeReason(Archive& fields, const char* key, const char* said_key,
                    Of<Archive, Reason>& reason) {
  if constexpr (Archive::kReads) {
    std::string english;
    fields(key, english);
    const Json json = fields.RawIfThere(said_key);
    auto said = json.is_null() ? std::nullopt : SentenceFromJson(json);
    reason = said ? Reason(std::move(english), *std::move(said)) : Reason(std::move(english));
  } else {
    fields(key, reason.english());
    if (reason.HasName()) fields.Raw(said_key, SentenceToJson(reason.said()));
  }
}

template <class Archive>
void DescribeReason(Archive& fields, const char* key, const char* said_key,
                    Of<Archive, std::optional<Reason>>& reason) {
  if constexpr (Archive::kReads) {
    reason.reset();
    const bool there = fields.Has(key);
    if (there || fields.Has(said_key)) DescribeReason(fields, key, said_key, reason.emplace());
  } else {
    if (reason) DescribeReason(fields, key, said_key, *reason);
  }
}

}  // namespace echocheck
