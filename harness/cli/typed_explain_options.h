// SPDX-License-Identifier: MIT
// The options of `echocheck explain` as they are typed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "harness/base/result.h"
#include "harness/cli/cli11_names.h"

namespace echocheck {

struct TypedExplainOptions {
  std::string file;
  std::string port;
  std::optional<std::uint64_t> stream;
  std::string html;
  std::string annotate;
  bool all = false;
  bool verbose = false;
  std::string language;  // empty: as the environment asks for
  std::string color = "auto";
};

// Declares them all to `app`, which writes into `words`: borrowed for as long as it parses.
void DeclareExplainOptions(CLI::App& app, TypedExplainOptions& words);

// Returns a usage error when --annotate names a place where nothing can be written, or a file that
// is needed otherwise. To be called before anything is read.
Status CheckAnnotatePlace(const TypedExplainOptions& words);

}  // namespace echocheck
