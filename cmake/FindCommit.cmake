# SPDX-License-Identifier: MIT
# Run by the build: `cmake -D SOURCE_DIR=DIR -D OUTPUT=FILE.cc -P FindCommit.cmake` writes the commit of
# the sources and its date as C++. It asks git; in an archive that git made, it reads commit.txt. OUTPUT
# is left as it is when nothing has changed.
set(commit "")
set(date "")
if(EXISTS "${SOURCE_DIR}/.git")
  find_program(git git)
  if(git)
    set(in_source "${git}" -C "${SOURCE_DIR}")
    execute_process(COMMAND ${in_source} describe --always --dirty --exclude=*
                    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    execute_process(COMMAND ${in_source} log -1 --format=%cs
                    OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
else()
  file(STRINGS "${SOURCE_DIR}/cmake/commit.txt" archived LIMIT_COUNT 1)
  if(archived MATCHES "^([0-9a-f]+) ([0-9-]+)$")
    set(commit "${CMAKE_MATCH_1}")
    set(date "${CMAKE_MATCH_2}")
  endif()
endif()
if(NOT commit MATCHES "^[0-9a-f]+(-dirty)?$")
  set(commit "unknown")
endif()
if(NOT date MATCHES "^[0-9]+-[0-9]+-[0-9]+$")
  string(TIMESTAMP date "%Y-%m-%d" UTC)  # obeys SOURCE_DATE_EPOCH
endif()
file(CONFIGURE OUTPUT "${OUTPUT}" @ONLY CONTENT [[
// Made by cmake/FindCommit.cmake.
#include "harness/cli/built_commit.h"

namespace echocheck {

const std::string_view kBuiltCommit = "@commit@";
const std::string_view kBuiltCommitDate = "@date@";

}  // namespace echocheck
]])
