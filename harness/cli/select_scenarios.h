// SPDX-License-Identifier: MIT
// Which scenarios a run plays: what the paths hold, of that what profile, tags and names choose.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/enum_names.h"
#include "harness/base/result.h"
#include "harness/model/scenario.h"
#include "harness/schedule/known_failures.h"

namespace echocheck {

// basic: those tagged so; course: those tagged "basic" or "course"; full: all but those tagged
// "load"; load: those tagged so.
enum class Profile { kBasic, kCourse, kFull, kLoad };
constexpr auto EnumNames(Profile /*tag*/) {
  return std::to_array<std::string_view>({"basic", "course", "full", "load"});
}

struct Selection {
  std::optional<Profile> profile;
  std::vector<std::string> tags;  // any of them; empty: all
  std::vector<std::string> only;  // patterns of names, any of them; empty: all
  std::vector<std::string> skip;  // patterns of names, or tags

  // It names what it wants, so that it makes sense without a path.
  bool Chooses() const { return profile || !tags.empty() || !only.empty(); }
};

struct FoundScenario {
  Scenario scenario;
  bool named = false;  // its file or a folder was, and not only a whole catalogue
};

// Reads the scenarios that words such as `basic` and `close/` stand for (scenario_places.h). All
// files are read before anything is launched: a mistake in the last one is told at once.
Result<std::vector<FoundScenario>> LoadScenarios(std::span<const std::string> words);

// True when each name, typed instead of its scenario's path, leads to the same file.
bool NamesLead(std::span<const Scenario> scenarios);

// Reads all scenarios that came with echocheck.
Result<std::vector<FoundScenario>> LoadCatalogue();

// Those of `found` that are to be played, in their order. Without a profile load scenarios are left
// out, unless they were asked for by file, folder, tag or name. None left is an environment error:
// nothing was judged, which is not bad usage.
Result<std::vector<Scenario>> SelectScenarios(std::vector<FoundScenario> found,
                                              const Selection& selection);

// Of what was typed, a sentence for each word that fits no scenario: none that was found, nor, by
// its name, one that lies beside it in the same scenarios folder. No error: a list of words may be
// meant for more scenarios than these.
std::vector<Reason> Misfits(std::span<const FoundScenario> found, const Selection& selection);

// An entry may name any scenario that was found, or that lies beside it in the same scenarios
// folder.
Result<std::vector<KnownFailure>> ReadKnownFailures(const std::string& path,
                                                    std::span<const FoundScenario> found);

}  // namespace echocheck
