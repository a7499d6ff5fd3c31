# SPDX-License-Identifier: MIT
# What a confined server can do: --confine, --allow.

# confine_case(case user ...): of confine_test.py.
function(confine_case CASE)
  foreach(user IN LISTS ARGN)
    set(name "live.confine.${CASE}")
    if(user STREQUAL "root")
      set(name "live.root.confine.${CASE}")
    endif()
    add_test(NAME "${name}"
             COMMAND "${ECHOCHECK_PYTHON}" "${live}/confine_test.py"
                     --echocheck "${PROJECT_BINARY_DIR}/bin/echocheck" --server "${field}/tries_to_break_out"
                     --reference "${PROJECT_BINARY_DIR}/bin/reference_server" --user ${user} ${CASE})
    set_tests_properties("${name}" PROPERTIES LABELS live TIMEOUT 300 SKIP_RETURN_CODE 77)
  endforeach()
endfunction()

foreach(case IN ITEMS files calls environment servers watched not_offered)
  confine_case(${case} ordinary root)
endforeach()
confine_case(usage ordinary)
confine_case(sanitizers ordinary root)
confine_case(user root)
confine_case(user_of_ordinary ordinary)
