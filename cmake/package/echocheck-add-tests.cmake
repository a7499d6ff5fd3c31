# SPDX-License-Identifier: MIT
# echocheck_add_tests(TARGET target | COMMAND "command"
#                     [SCENARIOS path ...] [PROFILE basic|course|full|load]
#                     [ARGS word ...] [OPTIONS option ...]
#                     [PREFIX prefix] [TIMEOUT seconds] [LABELS label ...] [REPORTS folder])
#
# Judges a server by scenarios, each a test of CTest. Which there are is looked up when ctest
# begins, so a new scenario file needs no new configuration.
#
# TARGET     the server, an executable of this project
# COMMAND    or one that is not: as in echocheck --target
# SCENARIOS  files, or folders of them; default: those that came with echocheck. A relative path is
#            one of this project's, or else of those: scenarios/close is there without a copy of it
# PROFILE    which of them, as in echocheck --profile; default: full, which is all but load
# ARGS       words after the server's name, e.g. -p {port}. Default: echocheck finds out how it takes
#            its address
# OPTIONS    of echocheck run, e.g. --strict, --capture required
# PREFIX     of the tests' names; default: the target's name and a dot
# TIMEOUT    of each test, in seconds; default 300. Scenarios have limits of their own
# LABELS     of the tests; their scenarios' tags and "echocheck" are labels anyway
# REPORTS    where each test leaves its run folder; default: echocheck/<prefix> in the build folder
#
# Exit code 1 (does not conform) fails a test, and so do 2 (inconclusive, or the machine failed us)
# and 3 (bad usage): none of them may pass for a pass. Only a scenario that is skipped as a whole,
# because it does not concern the server, is skipped in CTest, too.

include_guard()

set(_ECHOCHECK_DISCOVER "${CMAKE_CURRENT_LIST_DIR}/echocheck-discover-tests.cmake")

# The absolute path of a scenario file or folder.
function(_echocheck_find_scenarios PATH RESULT)
  foreach(place IN ITEMS "${CMAKE_CURRENT_SOURCE_DIR}" "${echocheck_SHARE_DIR}")
    get_filename_component(absolute "${PATH}" ABSOLUTE BASE_DIR "${place}")
    if(EXISTS "${absolute}")
      set(${RESULT} "${absolute}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "echocheck_add_tests: no scenarios ${PATH}, neither in "
                      "${CMAKE_CURRENT_SOURCE_DIR} nor in ${echocheck_SHARE_DIR}")
endfunction()

function(echocheck_add_tests)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "TARGET;COMMAND;PROFILE;PREFIX;TIMEOUT;REPORTS"
                        "SCENARIOS;ARGS;OPTIONS;LABELS")
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "echocheck_add_tests: what is \"${ARG_UNPARSED_ARGUMENTS}\"?")
  endif()
  if(ARG_TARGET AND NOT ARG_COMMAND)
    if(NOT TARGET "${ARG_TARGET}")
      message(FATAL_ERROR "echocheck_add_tests: no target is called ${ARG_TARGET}")
    endif()
    set(server "$<TARGET_FILE:${ARG_TARGET}>")
    set(name "${ARG_TARGET}")
  elseif(ARG_COMMAND AND NOT ARG_TARGET)
    set(server "")
    set(name "echocheck")
  else()
    message(FATAL_ERROR "echocheck_add_tests: expected TARGET, or COMMAND")
  endif()
  if(NOT DEFINED ARG_PREFIX)
    set(ARG_PREFIX "${name}.")
  endif()
  if(NOT ARG_PROFILE)
    set(ARG_PROFILE full)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  if(NOT ARG_SCENARIOS)
    set(ARG_SCENARIOS "${echocheck_SCENARIOS_DIR}")
  endif()
  string(MAKE_C_IDENTIFIER "${ARG_PREFIX}" id)
  if(NOT ARG_REPORTS)
    string(REGEX REPLACE "_+$" "" below "${id}")
    set(ARG_REPORTS "${CMAKE_CURRENT_BINARY_DIR}/echocheck/${below}")
  endif()
  set(scenarios "")
  foreach(path IN LISTS ARG_SCENARIOS)
    _echocheck_find_scenarios("${path}" path)
    list(APPEND scenarios "${path}")
  endforeach()

  get_property(used DIRECTORY PROPERTY _ECHOCHECK_IDS)
  if(id IN_LIST used)
    message(FATAL_ERROR "echocheck_add_tests: PREFIX ${ARG_PREFIX} twice: tests would share names")
  endif()
  set_property(DIRECTORY APPEND PROPERTY _ECHOCHECK_IDS "${id}")

  set(file "${CMAKE_CURRENT_BINARY_DIR}/echocheck-tests-${id}")
  file(GENERATE OUTPUT "${file}-$<CONFIG>.cmake" CONTENT "# Made by echocheck_add_tests().
set(echocheck [==[${echocheck_EXECUTABLE}]==])
set(server [==[${server}]==])
set(command [==[${ARG_COMMAND}]==])
set(arguments [==[${ARG_ARGS}]==])
set(options [==[${ARG_OPTIONS}]==])
set(scenarios [==[${scenarios}]==])
set(profile [==[${ARG_PROFILE}]==])
set(prefix [==[${ARG_PREFIX}]==])
set(labels [==[${ARG_LABELS}]==])
set(reports [==[${ARG_REPORTS}]==])
set(folder [==[${CMAKE_CURRENT_BINARY_DIR}]==])
set(timeout [==[${ARG_TIMEOUT}]==])
include([==[${_ECHOCHECK_DISCOVER}]==])
")
  get_property(multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(multi_config)
    file(WRITE "${file}.cmake" "if(NOT CTEST_CONFIGURATION_TYPE)
  message(FATAL_ERROR \"which configuration is to be tested? e.g. ctest -C Debug\")
endif()
include(\"${file}-\${CTEST_CONFIGURATION_TYPE}.cmake\")
")
  else()
    file(WRITE "${file}.cmake" "include(\"${file}-${CMAKE_BUILD_TYPE}.cmake\")\n")
  endif()
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${file}.cmake")
endfunction()
