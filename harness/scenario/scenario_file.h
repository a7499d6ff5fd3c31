// SPDX-License-Identifier: MIT
// A scenario file's text, read with care: what is named may be anything.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "harness/base/error.h"
#include "harness/base/result.h"

namespace echocheck {

// 10000 steps take about 300 kB; literal payloads larger than the rest belong into "random".
constexpr std::size_t kLargestFile = std::size_t{1} << 20;

// Refuses folders, devices, pipes and files over kLargestFile before reading them.
Result<std::string> ReadScenarioFile(const std::filesystem::path& file);

// For a path that is not there: which part of it is missing, and the neighbour that was meant.
Error MissingPathError(const std::filesystem::path& path);

}  // namespace echocheck
