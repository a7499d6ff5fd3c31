// SPDX-License-Identifier: MIT
// What the user said about the target.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/endpoint.h"
#include "harness/model/target_outcome.h"
#include "harness/target/confinement.h"
#include "harness/target/target_environment.h"
#include "harness/target/target_user.h"

namespace echocheck {

struct TargetSpec {
  std::vector<std::string> words;                // of --target; words[0] as typed
  std::string executable;                        // what words[0] stands for: an absolute path
  std::string working_directory;                 // empty: ours
  std::vector<EnvironmentVariable> environment;  // added to ours (TargetEnvironment)
  std::optional<TargetUser> user;                // nothing: as we run
  std::optional<Confinement> confinement;        // --confine
  bool holdable = false;                         // a step of the scenario holds its calls

  // How it is told its address. More than one: tried in this order, the first that makes it listen
  // where asked is taken, otherwise the first that makes it listen at all.
  std::vector<AddressForm> forms;
  std::vector<std::string> custom_address;  // the words of --address, for kCustom
  bool any_port = false;                    // --port any: wherever it listens is right
  // Where a launch before this one found it listening, whatever it was told. With `any_port`, a
  // target that listens there again is not waited for any longer.
  std::optional<std::uint16_t> known_port;

  Milliseconds start_timeout{10'000};
  Milliseconds stop_timeout{2'000};
};

// Without placeholders in `words`: the forms of --address auto.
std::vector<AddressForm> AutomaticForms();

// The words to execute, and what to say of where it listens.
std::vector<std::string> CommandFor(const TargetSpec& spec, AddressForm form,
                                    const Endpoint& address);

}  // namespace echocheck
