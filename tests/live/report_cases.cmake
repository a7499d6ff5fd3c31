# SPDX-License-Identifier: MIT
# Reports for machines: what a run writes, what `render` makes of it later, and what cannot be written.

foreach(tool xmllint prove perl cmark-gfm)
  find_program(has_${tool} ${tool})
  if(NOT has_${tool})
    message(FATAL_ERROR "no ${tool}, by which the reports for machines are read: scripts/setup.sh "
                        "names its package, or configure with -DBUILD_TESTING=OFF")
  endif()
endforeach()

# machine_reports_test(name exit argument ...): one run, all formats.
function(machine_reports_test NAME EXIT)
  add_test(NAME "live.reports.${NAME}"
           COMMAND "${ECHOCHECK_PYTHON}" "${live}/machine_reports.py" --echocheck
                   "${PROJECT_BINARY_DIR}/bin/echocheck" --user ordinary --exit ${EXIT} -- ${ARGN})
  set_tests_properties("live.reports.${NAME}" PROPERTIES LABELS live TIMEOUT 300)
endfunction()

machine_reports_test(conforms 0 --target "${reference}" "${basic}" "${scenarios}/bytes"
                     "${scenarios}/close")
machine_reports_test(same_scenario_twice 0 --target "${reference}" "${basic}" "${basic}")
machine_reports_test(three_faults 1 --stop-timeout-ms 500 --target "'${field}/three_faults' {port}"
                     --profile course "${scenarios}")
machine_reports_test(known_failure 0 --known-failures "${live}/known_failures/resets.txt"
                     --target "'${faulty}/resets_instead_of_fin' {port}" "${basic}")
machine_reports_test(flaky 1 -j 1 --repeat 2 --target
                     "'${field}/every_second_launch_fails' {port} {folder}" "${basic}")
machine_reports_test(never_comes_up 1 --target /bin/false "${basic}" "${basic}" "${basic}")
machine_reports_test(prints_garbage 0 --verbose --target "'${field}/prints_garbage' {port}" "${basic}")
machine_reports_test(in_japanese 1 --lang ja --target "'${faulty}/cuts_at_nul' {port}"
                     "${scenarios}/bytes/embedded_nul.json")
machine_reports_test(without_capture 0 --capture off --target "${reference}" "${basic}")

# One that cannot be written is an error, whatever the verdict was; the others are there all the same.
foreach(option junit tap gradescope check50 markdown)
  echocheck_live_test(NAME exits.${option}_to_a_full_disk USERS ordinary
                      EXPECT --exit 2 --no-report --says "writing /dev/full: No space left on device"
                             --says "the target conforms"
                      COMMAND --no-reports --${option} /dev/full --target "${reference}" "${basic}")
endforeach()

usage_case(report_to_no_folder "nowhere: no such file or folder" --junit
           "{folder}/nowhere/junit.xml" --target "${reference}" "${basic}")
usage_case(two_reports_one_file "--junit and --tap name the same file" --junit "{folder}/x" --tap
           "{folder}/./x" --target "${reference}" "${basic}")
usage_case(report_over_the_run_folders "is what the run folder gets as --junit" --tap
           "{out}/junit.xml" --target "${reference}" "${basic}")
usage_case(report_to_standard_output "let echocheck render print it later" --junit - --target
           "${reference}" "${basic}")

# render_case(name exit text argument ...)
function(render_case NAME EXIT TEXT)
  echocheck_live_test(NAME "render.${NAME}" USERS ordinary
                      EXPECT --exit ${EXIT} --no-report --says "${TEXT}" COMMAND render ${ARGN})
endfunction()

set(approved "${PROJECT_SOURCE_DIR}/tests/golden/report.json")
render_case(help 0 "whatever the run's verdict" --help)
render_case(file 0 "not ok 2 - echo/newlines" "${approved}" --tap -)
render_case(annotations_beside 0 "::stop-commands::echocheck-" "${approved}" --tap -
            --github-annotations)
render_case(no_format 3 "nothing to write: name a format" "${approved}")
render_case(no_name 3 "--tap: its value is missing (FILE)" "${approved}" --tap=)
render_case(not_there 3 "no such" "{folder}/nothere" --junit -)
render_case(no_run_folder 3 "is it a run folder?" "{folder}" --junit -)
render_case(two_formats_one_file 3 "--json and --junit name the same file" "${approved}" --json -
            --junit -)
render_case(full_disk 2 "writing /dev/full: No space left on device" "${approved}" --junit /dev/full)
render_case(not_json 2 "not_json.json:7:1: expected"
            "${live}/bad_scenarios/not_json.json" --junit -)
render_case(no_report 2 "basic.json:1:1: missing key \"run\"" "${basic}" --junit -)
render_case(unknown_option 3 "did you mean \"--junit\"?" "${approved}" --junti x)

# pcapng_case(name [expectation ...] RUN argument ...): captures with comments, as tshark shows them.
function(pcapng_case NAME)
  cmake_parse_arguments(ARG "" "" "RUN" ${ARGN})
  if(ECHOCHECK_SANITIZE)
    list(APPEND ARG_RUN --timeout-scale 4)
  endif()
  add_test(NAME "live.pcapng.${NAME}"
           COMMAND "${ECHOCHECK_PYTHON}" "${live}/pcapng_case.py" --echocheck
                   "${PROJECT_BINARY_DIR}/bin/echocheck" --user ordinary ${ARG_UNPARSED_ARGUMENTS} --
                   ${ARG_RUN} --pcapng --out "{out}")
  set_tests_properties("live.pcapng.${NAME}" PROPERTIES LABELS live TIMEOUT 300)
endfunction()

pcapng_case(reference RUN --target "${reference}" "${basic}" "${scenarios}/close/half_close.json")
pcapng_case(resets --exit 1 --names "the server's kernel aborts: RST instead of FIN"
                   --names "fail close.no_reset: " --names "cause reset-instead-of-fin: "
            RUN --target "'${faulty}/resets_instead_of_fin' {port}" "${basic}")
pcapng_case(in_japanese --exit 1 --names "fail close.no_reset: " --names "原因 reset-instead-of-fin: "
            RUN --lang ja --target "'${faulty}/resets_instead_of_fin' {port}" "${basic}")
# Of these only the first 128 bytes of each frame were kept, and of a long connection no segment
# from its middle.
pcapng_case(bulk --headers-only RUN --target "${reference}" "${scenarios}/stream/slow_reader.json")
pcapng_case(datagrams --no-comments RUN --target "${reference}" "${scenarios}/udp/all_values.json")

echocheck_live_test(NAME usage.pcapng_without_a_folder USERS ordinary
                    EXPECT --exit 3 --no-report --says "--no-reports and --pcapng contradict each other"
                    COMMAND --no-reports --pcapng --target "${reference}" "${basic}")
usage_case(pcapng_without_a_capture "--capture off and --pcapng contradict each other" --capture off
           --pcapng --target "${reference}" "${basic}")
# Nothing can be written where a folder is: an error, and all else is there all the same.
pcapng_case(not_written --in-the-way basic/capture.pcapng RUN --target "${reference}" "${basic}")
