// SPDX-License-Identifier: MIT
#include "harness/report/topics.h"

#include <algorithm>
#include <utility>

#include "harness/base/time_bounds.h"
#include "harness/report/console_text.h"
#include "harness/report/scenario_points.h"

namespace echocheck {

void Topic::Add(const ScenarioRecord& scenario) {
  ++counts.at(scenario.known_failure ? kKnown : static_cast<std::size_t>(scenario.verdict));
  earned += PointsEarned(scenario);
  possible += PointsPossible(scenario);
  time = BoundedSum(time, scenario.evidence.durations.total);
}

std::vector<Topic> TopicsOf(const RunRecord& run, std::string_view top, std::string_view all) {
  std::vector<Topic> topics;
  Topic sum;
  sum.name = all;
  for (const ScenarioRecord& scenario : run.scenarios) {
    const std::size_t slash = scenario.name.find('/');
    const std::string name =
        slash == std::string::npos ? std::string(top) : SafeLine(scenario.name.substr(0, slash));
    auto topic = std::ranges::find(topics, name, &Topic::name);
    if (topic == topics.end()) {
      topics.emplace_back().name = name;
      topic = topics.end() - 1;
    }
    topic->Add(scenario);
    sum.Add(scenario);
  }
  if (topics.size() > 1) topics.push_back(std::move(sum));
  return topics;
}

}  // namespace echocheck
