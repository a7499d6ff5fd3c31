// SPDX-License-Identifier: MIT
#include "harness/model/record_of_scenario.h"

namespace echocheck {
namespace {

template <class T>
ScenarioRecord HeadOf(const T& scenario) {
  ScenarioRecord record;
  record.name = scenario.name;
  record.path = scenario.path;
  record.title = scenario.title;
  record.description = scenario.description;
  record.tags = scenario.tags;
  record.level = scenario.level;
  record.source = scenario.source;
  record.points = scenario.points;
  return record;
}

}  // namespace

ScenarioRecord RecordOf(const Scenario& scenario) { return HeadOf(scenario); }
ScenarioRecord RecordOf(const ScenarioRecord& saved) { return HeadOf(saved); }

}  // namespace echocheck
