// SPDX-License-Identifier: MIT
#include "harness/schedule/known_failures.h"

#include <algorithm>
#include <utility>

#include "harness/base/name_glob.h"
#include "harness/base/nearest_name.h"
#include "harness/base/quoted.h"
#include "harness/base/text_place.h"
#include "harness/schedule/attempts.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  for (text = Trim(text); !text.empty(); text = Trim(text)) {
    const std::size_t end = std::min(text.find_first_of(kBlanks), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

class KnownFailuresReader {
 public:
  KnownFailuresReader(std::string_view text, const std::string& path) : text_(text), path_(path) {}

  // `line` is a part of the text, and holds more than a comment.
  Result<KnownFailure> ReadLine(std::string_view line) const {
    const std::string_view before_reason = line.substr(0, line.find('#'));
    const std::string_view reason = line.substr(before_reason.size());
    const std::vector<std::string_view> words = Words(before_reason);
    if (words.size() > 2) {
      return Mistake(words[2], Say("errors.unexpected", {{"word", Quoted(words[2])}}));
    }
    if (Trim(reason.substr(std::min<std::size_t>(1, reason.size()))).empty()) {
      return Mistake(reason, Say("errors.no_reason"));
    }
    KnownFailure entry;
    entry.scenario = words[0];
    entry.place = PlaceOf(words[0]);
    if (words.size() == 2) entry.check = words[1];
    entry.check_place = PlaceOf(words.back());
    entry.reason = Trim(reason.substr(1));
    return entry;
  }

 private:
  // `part` is one of the text.
  std::string PlaceOf(std::string_view part) const {
    return PlaceInFile(text_, static_cast<std::size_t>(part.data() - text_.data()), path_);
  }
  Error Mistake(std::string_view part, Sentence what) const {
    return UsageError(
        Say("errors.bad_known_failure", {{"place", PlaceOf(part)}, {"what", std::move(what)}}));
  }

  std::string_view text_;
  const std::string& path_;
};

template <class Name>
Status CheckName(const std::string& place, const std::string& pattern, std::string_view text,
                 std::span<const Name> names) {
  const auto fits = [&](const Name& name) { return MatchesName(pattern, std::string(name)); };
  if (std::ranges::any_of(names, fits)) return {};
  const std::vector<std::string_view> known(names.begin(), names.end());
  return UsageError(Say(text, {{"place", place},
                               {"name", Quoted(pattern)},
                               {"did_you_mean", SayDidYouMean(pattern, known)}}));
}

bool Knows(const KnownFailure& entry, const std::string& scenario, const std::string& check) {
  return MatchesName(entry.scenario, scenario) && MatchesName(entry.check, check);
}

// Whether it failed so in any of its attempts.
bool FailedSo(const KnownFailure& entry, const ScenarioRecord& record) {
  const auto known = [&](const std::string& check) { return Knows(entry, record.name, check); };
  return std::ranges::any_of(AttemptOf(record, true).failed, known) ||
         std::ranges::any_of(record.attempts, [&](const Attempt& attempt) {
           return std::ranges::any_of(attempt.failed, known);
         });
}

}  // namespace

Result<std::vector<KnownFailure>> ParseKnownFailures(std::string_view text,
                                                     const std::string& path) {
  text = WithoutByteOrderMark(text);
  const KnownFailuresReader reader(text, path);
  std::vector<KnownFailure> entries;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = Trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.starts_with('#')) continue;
    auto entry = reader.ReadLine(line);
    if (!entry) return entry.error();
    entries.push_back(std::move(*entry));
  }
  return entries;
}

Status CheckKnownFailures(std::span<const KnownFailure> entries,
                          std::span<const std::string> scenarios,
                          std::span<const std::string_view> checks) {
  for (const KnownFailure& entry : entries) {
    ECHOCHECK_TRY(
        CheckName(entry.place, entry.scenario, "errors.known_failure_of_no_scenario", scenarios));
    ECHOCHECK_TRY(
        CheckName(entry.check_place, entry.check, "errors.known_failure_of_no_check", checks));
  }
  return {};
}

std::optional<std::string> KnownReason(std::span<const KnownFailure> entries,
                                       const ScenarioRecord& record) {
  if (record.verdict != Verdict::kFail && record.verdict != Verdict::kWarn) return std::nullopt;
  // A flaky one may count as warned with findings that all passed: nothing of it is known then.
  std::optional<std::string> reason;
  for (const Finding& finding : record.findings) {
    if (finding.verdict != record.verdict) continue;
    const auto entry = std::ranges::find_if(entries, [&](const KnownFailure& known) {
      return Knows(known, record.name, finding.check);
    });
    if (entry == entries.end()) return std::nullopt;
    if (!reason) reason = entry->reason;
  }
  return reason;
}

std::vector<std::string> NoLongerFailing(std::span<const KnownFailure> entries,
                                         std::span<const ScenarioRecord> records) {
  std::vector<std::string> gone;
  for (const KnownFailure& entry : entries) {
    bool concerned = false;
    bool still = false;
    for (const ScenarioRecord& record : records) {
      if (!MatchesName(entry.scenario, record.name)) continue;
      concerned = true;
      // Where nothing was seen, nobody knows.
      still = still || !IsConclusive(record.verdict) || FailedSo(entry, record);
    }
    if (concerned && !still)
      gone.push_back(entry.place + ": " + entry.scenario + " " + entry.check);
  }
  return gone;
}

}  // namespace echocheck
