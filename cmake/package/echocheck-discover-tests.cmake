# SPDX-License-Identifier: MIT
# Read by ctest as it begins, through a file that echocheck_add_tests() made: asks echocheck which
# scenarios there are, and makes each a test.
cmake_policy(PUSH)
cmake_policy(VERSION 3.19)

# A scenario that does not concern this server has an exit code that nothing else has.
set(skipped 77)

# As a shell would read it.
function(_echocheck_quote WORD RESULT)
  string(REPLACE "'" "'\\''" quoted "${WORD}")
  set(${RESULT} "'${quoted}'" PARENT_SCOPE)
endfunction()

# A name that no test has yet: files of the same name may come from different folders.
function(_echocheck_new_name WANTED USED RESULT)
  set(name "${WANTED}")
  set(number 2)
  while(name IN_LIST USED)
    set(name "${WANTED}-${number}")
    math(EXPR number "${number} + 1")
  endwhile()
  set(${RESULT} "${name}" PARENT_SCOPE)
endfunction()

# The strings of a JSON list, as a list of CMake's.
function(_echocheck_strings JSON RESULT)
  string(JSON left LENGTH "${JSON}")
  set(strings "")
  while(left GREATER 0)
    math(EXPR left "${left} - 1")
    string(JSON item GET "${JSON}" ${left})
    list(PREPEND strings "${item}")
  endwhile()
  set(${RESULT} "${strings}" PARENT_SCOPE)
endfunction()

if(server)
  _echocheck_quote("${server}" command)
endif()
foreach(word IN LISTS arguments)
  _echocheck_quote("${word}" word)
  string(APPEND command " ${word}")
endforeach()

set(names "")
foreach(path IN LISTS scenarios)
  set(list_command "${echocheck}" list scenarios "${path}" --profile "${profile}" --json)
  execute_process(COMMAND ${list_command} OUTPUT_VARIABLE found ERROR_QUIET RESULT_VARIABLE failed)
  if(NOT failed STREQUAL "0")
    # A test that fails with echocheck's own words: where nothing was found, nothing has passed.
    _echocheck_new_name("scenarios" "${names}" name)
    list(APPEND names "${name}")
    add_test("${prefix}${name}" ${list_command})
    set_tests_properties("${prefix}${name}" PROPERTIES LABELS "echocheck;${labels}")
    continue()
  endif()
  string(JSON count LENGTH "${found}")
  set(index 0)
  while(index LESS count)
    string(JSON scenario GET "${found}" ${index})
    math(EXPR index "${index} + 1")
    string(JSON name GET "${scenario}" name)
    string(JSON file GET "${scenario}" path)
    string(JSON alone GET "${scenario}" alone)
    string(JSON tags GET "${scenario}" tags)
    _echocheck_strings("${tags}" tags)
    _echocheck_new_name("${name}" "${names}" name)
    list(APPEND names "${name}")
    add_test("${prefix}${name}" "${echocheck}" run --target "${command}" ${options}
             --out "${reports}/${name}" --skipped-exit-code ${skipped} "${file}")
    set_tests_properties(
      "${prefix}${name}"
      PROPERTIES LABELS "echocheck;${tags};${labels}" SKIP_RETURN_CODE ${skipped}
                 TIMEOUT "${timeout}" WORKING_DIRECTORY "${folder}" RUN_SERIAL "${alone}")
  endwhile()
endforeach()
cmake_policy(POP)
