# SPDX-License-Identifier: MIT
# Many scenarios in one run: side by side, again alone, chosen by profile, known to fail.

# Forty times the same scenario on the same ports, sixteen at a time.
set(forty_basics)
foreach(i RANGE 1 40)
  list(APPEND forty_basics "${basic}")
endforeach()
echocheck_live_test(NAME session.many_side_by_side
                    EXPECT --exactly --scenarios 40 --flaky 0 --passes flags.sequence
                           --at-most-lines 10
                    RUN -j 16 --target "${reference}" ${forty_basics})
echocheck_live_test(NAME session.repeat EXPECT --exactly --scenarios 1 --flaky 0 --says "12 times"
                    RUN -j 4 --repeat 12 --target "${reference}" "${basic}")
echocheck_live_test(NAME session.one_after_another EXPECT --exactly --scenarios 2 --flaky 0
                    RUN -j 1 --target "${reference}" "${basic}" "${scenarios}/bytes/two_texts.json")
echocheck_live_test(NAME session.one_at_a_time_on_the_host CONTAINER capturing
                    EXPECT --exactly --scenarios 3 --passes flags.sequence
                    RUN -j 8 --target "${reference}" "${basic}" "${basic}" "${basic}")

# One that works every second time: whatever is played again comes out differently.
set(flaky "'${field}/every_second_launch_fails' {port} {folder}")
echocheck_live_test(NAME session.flaky EXPECT --exit 1 --flaky 1 --fails echo.complete
                           --says "played 2 times: 1 pass, 1 fail"
                    RUN -j 1 --repeat 2 --target "${flaky}" "${basic}")
echocheck_live_test(NAME session.flaky_allowed EXPECT --exit 0 --flaky 1 --says flaky
                    RUN -j 1 --repeat 2 --allow-flaky --target "${flaky}" "${basic}")
# Of four, the first plays alone, and of the three beside each other launches 2 and 4 fail. One of
# them is played again: launch 5 works, so it is flaky. Then the other: launch 6 fails, so it does.
echocheck_live_test(NAME session.played_again_alone
                    EXPECT --exit 1 --scenarios 4 --flaky 1 --fails echo.complete --says flaky
                    RUN -j 4 --target "${flaky}" "${basic}" "${basic}" "${basic}" "${basic}")

# Three faults are three causes, the most basic first, whatever number of scenarios they spoil.
echocheck_live_test(NAME session.three_faults USERS ordinary
                    EXPECT --exit 1 --cause cut-at-nul --cause reset-instead-of-fin
                           --cause ignores-sigterm --says "3 causes, the most basic first"
                           --at-most-lines 60
                    RUN --stop-timeout-ms 500 --target "'${field}/three_faults' {port}"
                        --profile course "${scenarios}")
echocheck_live_test(NAME session.in_japanese USERS ordinary
                    EXPECT --exit 1 --cause cut-at-nul --says "オフセット" --says "ヒント"
                           --never-says "your server"
                    RUN --lang ja --target "'${faulty}/cuts_at_nul' {port}"
                        "${scenarios}/bytes/embedded_nul.json" "${scenarios}/bytes/utf8.json")
echocheck_live_test(NAME session.in_the_language_of_the_environment USERS ordinary
                    EXPECT --within "env LC_ALL=ja_JP.UTF-8" --says "pass: サーバーは適合しています"
                    RUN --target "${reference}" "${basic}")
echocheck_live_test(NAME session.in_the_language_that_was_typed USERS ordinary
                    EXPECT --within "env LC_ALL=ja_JP.UTF-8" --says "pass: the target conforms"
                    RUN --lang en --target "${reference}" "${basic}")
# Of one scenario alone the title is shown.
echocheck_live_test(NAME session.title_in_japanese USERS ordinary
                    EXPECT --says "basic: 1 つのクライアントが hoge を 2 回送って閉じる"
                           --says "サーバーは FIN を送りました" --never-says "the server sent"
                           --never-says "One client sends hoge"
                    RUN --lang ja --target "${reference}" "${basic}")

# Known failures do not count, and one that passes by now is told.
set(known "${live}/known_failures")
set(resets "'${faulty}/resets_instead_of_fin' {port}")
echocheck_live_test(NAME session.known_failures
                    EXPECT --fails close.no_reset --known 1 --says "known failure, does not count"
                    RUN --known-failures "${known}/resets.txt" --target "${resets}" "${basic}")
echocheck_live_test(NAME session.known_failures_that_pass
                    EXPECT --known 0 --says "no longer fails, remove the entry"
                           --says "resets.txt:2:1:"
                    RUN --known-failures "${known}/resets.txt" --target "${reference}" "${basic}"
                        "${basic}")
usage_case(known_failures_unknown_name "unknown_name.txt:2:1: no scenario is called \"basik\", did you mean"
           --known-failures "${known}/unknown_name.txt" --target "${reference}" "${basic}")
usage_case(known_failures_no_reason "no_reason.txt:1:21: no reason"
           --known-failures "${known}/no_reason.txt" --target "${reference}" "${basic}")

# A choice by tags and names.
echocheck_live_test(NAME session.profile_basic EXPECT --exactly --passes flags.sequence
                    RUN --profile basic --target "${reference}" "${scenarios}")
echocheck_live_test(NAME session.only_and_skip
                    EXPECT --exactly --scenarios 1 --says "note: no scenario has the tag \"nosuch\""
                    RUN --only bytes --skip "*nul" --skip crlf --tag nosuch --tag basic --only basic
                        --target "${reference}" "${basic}")
function(nothing_left NAME TEXT)
  echocheck_live_test(NAME "session.nothing_left_${NAME}" EXPECT --exit 2 --no-report --says "${TEXT}"
                      RUN --target "${reference}" ${ARGN})
endfunction()
nothing_left(by_tag "did you mean \"basic\"?" --tag basik "${basic}")
nothing_left(by_profile "by --profile load" --profile load "${basic}")
nothing_left(by_skip "nothing to play" --skip "*" "${basic}")

# One that never comes up is launched twice, not once a scenario.
echocheck_live_test(NAME session.never_comes_up
                    EXPECT --exit 1 --fails target.starts --scenarios 5 --not-played 3
                           --says "the target never listened"
                    RUN --target /bin/false "${basic}" "${basic}" "${basic}" "${basic}" "${basic}")

add_test(NAME live.session.killed_at_random
         COMMAND "${ECHOCHECK_PYTHON}" "${live}/kill_at_random.py" ${the_command} --user ordinary
                 --rounds 15 -- -j 4 --target "${reference}" "${basic}" "${basic}" "${basic}" "${basic}"
                 "${basic}" "${basic}" --out "{out}")
set_tests_properties(live.session.killed_at_random PROPERTIES LABELS live TIMEOUT 300)

# Told to stop, it ends its workers, writes its report, and says so.
foreach(signal INT TERM HUP QUIT)
  add_test(NAME live.session.interrupted_by_${signal}
           COMMAND "${ECHOCHECK_PYTHON}" "${live}/interrupt.py" ${the_command} --user ordinary
                   --signal SIG${signal} -- -j 4 --target "${reference}" ${forty_basics} ${forty_basics}
                   ${forty_basics} ${forty_basics} ${forty_basics} --repeat 50 --out "{out}")
  set_tests_properties(live.session.interrupted_by_${signal} PROPERTIES LABELS live TIMEOUT 300)
endforeach()

# A failure of ours is never scored against the target.
add_test(NAME live.session.zygote_dies
         COMMAND "${ECHOCHECK_PYTHON}" "${live}/zygote_dies.py" ${the_command} -- -j 4 --target
                 "${reference}" ${forty_basics} ${forty_basics} ${forty_basics} ${forty_basics}
                 --repeat 50 --out "{out}")
set_tests_properties(live.session.zygote_dies PROPERTIES LABELS live TIMEOUT 300)

# It closes while we hold it: the next client must not wait for us.
echocheck_live_test(NAME session.held_and_closing USERS ordinary
                    EXPECT --exit 1 --fails close.order --never-says "stops-serving"
                    RUN --target "'${ECHOCHECK_PYTHON}' '${live}/servers/reads_once.py' {port}"
                        "${scenarios}/close/leaves_while_answered.json")

# An empty datagram is answered with the one before it. That is no second answer to that one.
echocheck_live_test(NAME session.udp_stale_answer USERS ordinary
                    EXPECT --warns udp.complete --never-says "datagram-twice"
                    RUN --target "'${ECHOCHECK_PYTHON}' '${live}/servers/udp_replays_last.py' {port}"
                        "${scenarios}/udp/no_octet.json")
