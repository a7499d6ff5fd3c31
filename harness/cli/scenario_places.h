// SPDX-License-Identifier: MIT
// Finds the files and folders that a user means by words such as `basic`, `close/`,
// `scenarios/basic.json`.
#pragma once

#include <filesystem>
#include <string>

#include "harness/base/result.h"

namespace echocheck {

struct ScenarioPlace {
  std::filesystem::path path;  // a file, or a folder
  // All of a catalogue (a folder called scenarios/), so that no scenario in it was named.
  bool whole_catalogue = false;
};

// Looks for `word` in the working directory, in its folder scenarios/, and then in the catalogue
// that came with echocheck; a scenario's file may be named without its ending .json. Usage error:
// there is nothing of that name, with the nearest that is there; or it is a program.
Result<ScenarioPlace> FindScenarioPlace(const std::string& word);

// True when `word` leads to a scenario's file (*.json), or to a folder with scenarios below it.
bool NamesScenarios(const std::string& word);

// Finds the catalogue that came with echocheck; without one, scenarios/ in the working directory.
Result<ScenarioPlace> FindCatalogue();

}  // namespace echocheck
