// SPDX-License-Identifier: MIT
// Names CLI11's classes without including them: CLI11 costs each file that includes it seconds. A
// file that declares options includes <CLI/CLI.hpp> itself.
#pragma once

namespace CLI {

class App;
class Option;

}  // namespace CLI
