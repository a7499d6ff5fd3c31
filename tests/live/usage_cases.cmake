# SPDX-License-Identifier: MIT
# Messages and exit codes: 0 conforms, 1 does not, 2 the environment failed us, 3 bad usage.

# usage_case(name text argument ...): nothing is judged, and `text` says why.
# In Japanese, too, nothing that it says is English.
function(usage_case NAME TEXT)
  echocheck_live_test(NAME "usage.${NAME}" EXPECT --exit 3 --no-report --says "${TEXT}" RUN ${ARGN})
  echocheck_live_test(NAME "usage.${NAME}_in_japanese" EXPECT --exit 3 --no-report --japanese
                      RUN ${ARGN} --lang ja)
endfunction()

usage_case(target_not_there nothere --target ./nothere "${basic}")
usage_case(target_not_executable "README.md" --target "${PROJECT_SOURCE_DIR}/README.md" "${basic}")
usage_case(scenario_not_there nothere.json --target "${reference}" nothere.json)
usage_case(unknown_step "unknown step \"sendd\", did you mean \"send\"?" --target "${reference}"
           "${live}/bad_scenarios/unknown_step.json")
echocheck_live_test(NAME usage.not_json
                    EXPECT --exit 3 --no-report --says "bad_scenarios/not_json.json:7:1: expected"
                    RUN --target "${reference}" "${live}/bad_scenarios/not_json.json")
usage_case(unknown_command "no command is called \"lisst\", did you mean \"list\"?" lisst)
usage_case(unknown_option "did you mean \"--target\"?" --targett "${reference}" "${basic}")

echocheck_live_test(NAME exits.bin_false EXPECT --exit 1 --fails target.starts
                    RUN --target /bin/false "${basic}")
echocheck_live_test(NAME exits.sleep EXPECT --exit 1 --fails target.listens
                    RUN --start-timeout-ms 300 --target "sleep 100" "${basic}")

# A folder without scenarios: nothing was judged, and that is not a pass.
echocheck_live_test(NAME exits.no_scenario_matched EXPECT --exit 2 --no-report
                    RUN --target "${reference}" "${live}/servers")

echocheck_live_test(NAME doctor EXPECT --no-report --says "namespace" COMMAND doctor)
echocheck_live_test(NAME doctor_in_a_container CONTAINER bare
                    EXPECT --exit 2 --no-report --says MISSING --says max_user_namespaces
                    COMMAND doctor)
echocheck_live_test(NAME help_of_no_command EXPECT --exit 3 --no-report
                    --says "no command is called \"lisst\", did you mean \"list\"?" COMMAND help lisst)
echocheck_live_test(NAME version_and_more EXPECT --exit 3 --no-report --says "\"run\" is one word too many"
                    COMMAND --version run)
echocheck_live_test(NAME list_in_no_language EXPECT --exit 3 --no-report --says "--lang: expected one of en, ja, not \"fr\""
                    COMMAND list causes --lang fr)
echocheck_live_test(NAME help EXPECT --no-report --says "echocheck explain FILE" COMMAND help)
echocheck_live_test(NAME help_of_a_command EXPECT --no-report --says "Exit codes: 0 listed"
                    COMMAND help list)
echocheck_live_test(NAME help_in_japanese
                    EXPECT --no-report --japanese --says "サーバーを検査する" --never-says "check a server"
                    COMMAND help --lang ja)
foreach(command run replay render watch explain list doctor)
  echocheck_live_test(NAME help_in_japanese.${command}
                      EXPECT --no-report --japanese --says "使い方: echocheck ${command}" COMMAND ${command} --help --lang ja)
endforeach()
echocheck_live_test(NAME list_checks EXPECT --no-report --says echo.bytes --says close.fin
                    COMMAND list checks)
echocheck_live_test(NAME list_causes EXPECT --no-report --says cut-at-nul COMMAND list causes)
echocheck_live_test(NAME list_checks_in_japanese
                    EXPECT --no-report --says "サーバーは先に閉じません。" --never-says "The server"
                    COMMAND list checks --lang ja)
echocheck_live_test(NAME list_causes_in_japanese
                    EXPECT --no-report --says "最初の NUL での切断" --says "メッセージのエコーが" --never-says "The "
                    COMMAND list causes --lang ja)
echocheck_live_test(NAME list_scenarios EXPECT --no-report --says basic COMMAND list scenarios "${scenarios}")
echocheck_live_test(NAME list_scenarios_in_japanese
                    EXPECT --no-report --says "1 つのクライアントが hoge を 2 回送って閉じる"
                           --never-says "One client sends hoge"
                    COMMAND list scenarios "${scenarios}" --lang ja)
echocheck_live_test(NAME list_scenarios_for_programs
                    EXPECT --no-report --says "\"name\": \"close/half_close\"" --never-says "\"load/"
                    COMMAND list scenarios "${scenarios}" --json --profile course)
echocheck_live_test(NAME list_scenarios_by_name_alone
                    EXPECT --no-report --says "close/half_close" --never-says "close/half_close "
                    COMMAND list scenarios "${scenarios}" --names --tag basic)
echocheck_live_test(NAME list_causes_has_no_names EXPECT --exit 3 --no-report --says "are for scenarios"
                    COMMAND list causes --names)
echocheck_live_test(NAME list_no_scenarios EXPECT --exit 2 --no-report --says "did you mean \"basic\"?"
                    COMMAND list scenarios "${scenarios}" --json --tag basik)
echocheck_live_test(NAME list_checks_has_no_json EXPECT --exit 3 --no-report --says "are for scenarios"
                    COMMAND list checks --json)

# Where all was skipped, and only there, the exit code may be the caller's.
set(no_udp "'${PROJECT_BINARY_DIR}/bin/zoo/thread_per_client' {port}")
echocheck_live_test(NAME exits.all_skipped EXPECT --exit 2 --says skipped
                    RUN --target "${no_udp}" "${scenarios}/udp/all_values.json")
echocheck_live_test(NAME exits.all_skipped_as_asked EXPECT --exit 77
                    RUN --skipped-exit-code 77 --target "${no_udp}" "${scenarios}/udp/all_values.json")
echocheck_live_test(NAME exits.some_skipped EXPECT --exit 0
                    RUN --skipped-exit-code 77 --target "${no_udp}" "${scenarios}/udp/all_values.json"
                        "${basic}")
usage_case(skipped_exit_code_of_another_meaning "--skipped-exit-code: expected 4 to 125, not \"1\""
           --skipped-exit-code 1 --target "${no_udp}" "${basic}")

# A report that cannot be written is an error, whatever the verdict was.
echocheck_live_test(NAME exits.json_to_a_full_disk
                    EXPECT --exit 2 --no-report --says "writing /dev/full: No space left on device"
                    COMMAND --no-reports --json /dev/full --target "${reference}" "${basic}")
