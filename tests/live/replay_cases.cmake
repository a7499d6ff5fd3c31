# SPDX-License-Identifier: MIT
# A saved run judged again gives the same findings, wherever its folder and its scenarios are by
# then; a damaged one is told.

# replay_case(name [expectation ...] RUN argument ...)
function(replay_case NAME)
  cmake_parse_arguments(ARG "" "" "RUN" ${ARGN})
  if(ECHOCHECK_SANITIZE)
    list(APPEND ARG_RUN --timeout-scale 4)
  endif()
  add_test(NAME "live.replay.${NAME}"
           COMMAND "${ECHOCHECK_PYTHON}" "${live}/replay_case.py" ${the_command} --user ordinary
                   ${ARG_UNPARSED_ARGUMENTS} -- ${ARG_RUN} --out "{out}")
  set_tests_properties("live.replay.${NAME}" PROPERTIES LABELS live TIMEOUT 300)
endfunction()

replay_case(reference RUN --target "${reference}" "${basic}" "${scenarios}/bytes/all_values.json"
                          "${scenarios}/close/half_close.json" "${scenarios}/open/quiet_before_data.json"
                          "${scenarios}/concurrency/five_at_once.json" "${scenarios}/udp/all_values.json"
                          "${scenarios}/process/stops_on_sigint.json")
# Of these only the first 128, or 512, bytes of each frame were kept.
replay_case(bulk --headers-only RUN --target "${reference}" "${scenarios}/stream/slow_reader.json"
                                    "${scenarios}/concurrency/five_hundred_in_a_row.json")
replay_case(faulty_bulk --headers-only --exit 1
            RUN --target "'${faulty}/short_write_ignored' {port}" "${scenarios}/stream/slow_reader.json")
replay_case(two_of_one_name RUN --target "${reference}" "${basic}" "${basic}")
replay_case(without_a_capture RUN --capture off --target "${reference}" "${basic}")
replay_case(with_comments RUN --pcapng --target "${reference}" "${basic}")
replay_case(strict --exit 1 RUN --strict --stop-timeout-ms 500 --target "'${faulty}/ignores_sigterm' {port}"
                            "${basic}")
replay_case(flaky --exit 1 --attempts 2
            RUN -j 1 --repeat 2 --target "'${field}/every_second_launch_fails' {port} {folder}" "${basic}")
replay_case(flaky_allowed --attempts 2
            RUN -j 1 --repeat 2 --allow-flaky
                --target "'${field}/every_second_launch_fails' {port} {folder}" "${basic}")
replay_case(known_failure --known 2
            RUN --known-failures "${live}/known_failures/resets.txt"
                --target "'${faulty}/resets_instead_of_fin' {port}" "${basic}"
                "${scenarios}/close/half_close.json")
replay_case(never_listened --exit 1 RUN --target /bin/false "${basic}" "${basic}" "${basic}")
foreach(server cuts_at_nul changes_case double_echo never_closes closes_after_first_echo crashes_on_data
               urgent_echo)
  replay_case(${server} --exit 1 RUN --target "'${faulty}/${server}' {port}" "${basic}"
                                     "${scenarios}/bytes/embedded_nul.json")
endforeach()
replay_case(in_japanese --exit 1 RUN --lang ja --target "'${faulty}/cuts_at_nul' {port}"
                                     "${scenarios}/bytes/embedded_nul.json")

foreach(damage no-capture cut-capture short-capture no-evidence cut-evidence long-evidence no-scenario
               cut-scenario)
  replay_case(damage.${damage} --damage ${damage} RUN --target "${reference}" "${basic}"
                                                      "${scenarios}/bytes/two_texts.json")
endforeach()

function(replay_usage_case NAME TEXT)
  echocheck_live_test(NAME "replay.usage.${NAME}" EXPECT --exit 3 --no-report --says "${TEXT}"
                      COMMAND replay ${ARGN})
endfunction()
replay_usage_case(no_folder "RUN_DIR is missing")
replay_usage_case(not_there "nowhere: no such file or folder" nowhere)
replay_usage_case(no_run_folder "it has no report.json" "${scenarios}")
replay_usage_case(a_file "expected a run folder" "${basic}")
replay_usage_case(unknown_option "did you mean \"--scenario\"?" --scenari basic nowhere)
