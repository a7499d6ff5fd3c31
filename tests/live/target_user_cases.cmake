# SPDX-License-Identifier: MIT
# As whom a server runs, and in which environment: --user, sudo, --env.

# target_user_case(case user ...): of target_user_test.py.
function(target_user_case CASE)
  foreach(user IN LISTS ARGN)
    set(name "live.target_user.${CASE}")
    if(user STREQUAL "root")
      set(name "live.root.target_user.${CASE}")
    endif()
    add_test(NAME "${name}"
             COMMAND "${ECHOCHECK_PYTHON}" "${live}/target_user_test.py"
                     --echocheck "${PROJECT_BINARY_DIR}/bin/echocheck" --server "${field}/tells_who_it_is"
                     --reference "${PROJECT_BINARY_DIR}/bin/reference_server" --user ${user} ${CASE})
    set_tests_properties("${name}" PROPERTIES LABELS live TIMEOUT 300 SKIP_RETURN_CODE 77)
  endforeach()
endfunction()

target_user_case(environment ordinary root)
target_user_case(user_of_ordinary ordinary)
foreach(case IN ITEMS sudo user watched closed rights)
  target_user_case(${case} root)
endforeach()
if(NOT ECHOCHECK_SANITIZE)  # its own memory is not the server's, and grows with the clients
  target_user_case(whole root)
endif()
