# SPDX-License-Identifier: MIT
# The reference server passes everything, everywhere.

add_test(NAME live.reference_server COMMAND "${ECHOCHECK_PYTHON}" "${live}/reference_server_test.py")
set_tests_properties(
  live.reference_server
  PROPERTIES LABELS live TIMEOUT 300 ENVIRONMENT
             "REFERENCE_SERVER=${PROJECT_BINARY_DIR}/bin/reference_server")

file(GLOB_RECURSE scenario_files CONFIGURE_DEPENDS RELATIVE "${scenarios}" "${scenarios}/*.json")
list(REMOVE_ITEM scenario_files scenario.schema.json)
if(ECHOCHECK_SANITIZE)
  # A sanitizer's own memory is not the server's, and it has neither the speed nor the room for these.
  list(FILTER scenario_files EXCLUDE REGEX "^load/|^process/memory_|thousand_idle")
  set(not_sanitized --skip "process/memory_*" --skip "concurrency/thousand_idle")
endif()
foreach(file IN LISTS scenario_files)
  string(REGEX REPLACE "\\.json$" "" name "${file}")
  set(tshark --tshark)
  if(name MATCHES "^udp/|datagram")
    set(tshark)  # its flags are TCP's
  endif()
  # As root, the whole of them below will do.
  echocheck_live_test(NAME "scenario.${name}" USERS ordinary EXPECT --exactly ${tshark}
                      RUN --target "${reference}" "${scenarios}/${file}")
endforeach()

echocheck_live_test(NAME all_scenarios EXPECT --exactly --says pass
                    RUN --target "${reference}" ${not_sanitized} "${scenarios}")

echocheck_live_test(NAME twenty_at_once EXPECT --exactly --at-once 20 --passes flags.sequence
                    RUN --target "${reference}" "${basic}")

# No address is "already in use" when the last run's connections are in TIME_WAIT.
echocheck_live_test(NAME host_twice_in_a_row CONTAINER capturing
                    EXPECT --exactly --times 2 --passes flags.sequence
                    RUN --isolation host --target "${reference}" "${basic}")

# Where namespaces are refused, what can still be done is done, and said.
echocheck_live_test(NAME falls_back_to_the_host CONTAINER capturing
                    EXPECT --exactly --says host --passes flags.sequence
                    RUN --target "${reference}" "${basic}")
echocheck_live_test(NAME judges_bytes_without_capture CONTAINER bare
                    EXPECT --exactly --says host --capture-was off --passes echo.bytes
                    RUN --target "${reference}" "${basic}")

foreach(user ordinary root)
  set(name live.kill_at_random)
  if(user STREQUAL "root")
    set(name live.root.kill_at_random)
  endif()
  add_test(NAME ${name}
           COMMAND "${ECHOCHECK_PYTHON}" "${live}/kill_at_random.py" ${the_command} --user ${user}
                   --rounds 25 -- --target "${reference}" "${basic}" --out "{out}")
  set_tests_properties(${name} PROPERTIES LABELS live TIMEOUT 300 SKIP_RETURN_CODE 77)
endforeach()
