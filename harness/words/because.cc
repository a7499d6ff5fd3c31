// SPDX-License-Identifier: MIT
#include "harness/words/because.h"

#include <string>
#include <utility>

#include "harness/base/nearest_name.h"
#include "harness/words/sentence.h"

namespace echocheck {

Reason Because(Sentence sentence) {
  std::string english = ToText(sentence, Language::kEnglish);
  return {std::move(english), std::move(sentence)};
}

Error UsageError(Sentence sentence) { return {ErrorKind::kUsage, Because(std::move(sentence))}; }
Error EnvironmentError(Sentence sentence) {
  return {ErrorKind::kEnvironment, Because(std::move(sentence))};
}
Error InternalError(Sentence sentence) {
  return {ErrorKind::kInternal, Because(std::move(sentence))};
}

Error SystemError(Sentence doing, int error_number) {
  return EnvironmentError(
      Say("errors.says", {{"what", std::move(doing)}, {"why", SaySystem(error_number)}}));
}

Sentence WhyOf(const Error& error) {
  Sentence said = error.message.said();
  if (said.name != "errors.says") return said;
  for (Argument& argument : said.arguments) {
    auto* const why = std::get_if<std::vector<Sentence>>(&argument.value);
    if (argument.name == "why" && why != nullptr && why->size() == 1)
      return std::move(why->front());
  }
  return said;
}

Sentence SayDidYouMean(std::string_view typed, std::span<const std::string_view> known) {
  const auto nearest = NearestName(typed, known);
  return nearest ? Say("errors.did_you_mean", {{"name", *nearest}}) : Sentence();
}

}  // namespace echocheck
