// SPDX-License-Identifier: MIT
// --port-file: tells a script which port it got, as soon as a client can connect.
#pragma once

#include <cstdint>
#include <filesystem>
#include <system_error>

namespace echocheck {

// Writes `port` and a newline. The file appears under its name complete, or not at all: who waits
// for it never reads half of it.
std::error_code WritePortFile(const std::filesystem::path& path, std::uint16_t port);

}  // namespace echocheck
