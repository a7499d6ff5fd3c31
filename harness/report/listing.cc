// SPDX-License-Identifier: MIT
#include "harness/report/listing.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "harness/base/bytes.h"
#include "harness/case/json_fields.h"

namespace echocheck {

std::string RenderCheckList(std::span<const ListedCheck> checks) {
  std::string text;
  for (const ListedCheck& check : checks) {
    text += fmt::format("{:<20} {:<6} {}\n{:28}{}\n", check.id, ToString(check.level), check.source,
                        "", check.demand);
  }
  return text;
}

std::string RenderCauseList(std::span<const ListedCause> causes) {
  std::string text;
  for (const ListedCause& cause : causes) {
    text += fmt::format("{:<25} {}\n{:26}{}\n", cause.id, cause.title, "", cause.evidence);
  }
  return text;
}

std::string RenderScenarioList(std::span<const Scenario> scenarios, std::string_view language) {
  std::size_t widest = 0;
  for (const Scenario& scenario : scenarios) widest = std::max(widest, scenario.name.size());
  std::string text;
  for (const Scenario& scenario : scenarios) {
    text += fmt::format("{:<{}}  {}\n", EscapeText(scenario.name), widest,
                        EscapeText(InLanguage(scenario.title, language)));
  }
  return text;
}

std::string RenderScenarioListJson(std::span<const Scenario> scenarios) {
  Json list = Json::array();
  for (const Scenario& scenario : scenarios) {
    FieldWriter fields;
    fields("name", scenario.name);
    fields("path", scenario.path);
    fields("title", scenario.title.english);
    DescribeIfSet(fields, "title_ja", scenario.title.japanese);
    fields("tags", scenario.tags);
    fields("level", scenario.level);
    fields("source", scenario.source);
    fields("points", scenario.points);
    fields("alone", scenario.alone);
    list.push_back(std::move(fields).Take());
  }
  return list.dump(1) + "\n";
}

}  // namespace echocheck
