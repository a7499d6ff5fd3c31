# SPDX-License-Identifier: MIT
# Declares echocheck_commit: a library that says from which commit this is built. The commit is looked
# up in each build, and compiled again only when it has changed.
set(commit_source "${PROJECT_BINARY_DIR}/generated/harness/cli/built_commit.cc")
add_custom_target(
  find_commit
  COMMAND "${CMAKE_COMMAND}" -D "SOURCE_DIR=${PROJECT_SOURCE_DIR}" -D "OUTPUT=${commit_source}" -P
          "${PROJECT_SOURCE_DIR}/cmake/FindCommit.cmake"
  BYPRODUCTS "${commit_source}"
  COMMENT "Finding the commit")
add_library(echocheck_commit STATIC "${commit_source}")
set_property(TARGET echocheck_commit PROPERTY UNITY_BUILD OFF)
target_link_libraries(echocheck_commit PRIVATE echocheck_options)
add_dependencies(echocheck_commit find_commit)
