# SPDX-License-Identifier: MIT
# Each faulty server fails the checks that are there for its fault, and no other.

# faulty_case(server scenario expectation ...)
function(faulty_case SERVER SCENARIO)
  echocheck_live_test(NAME "faulty.${SERVER}" EXPECT --exactly ${ARGN}
                      RUN --target "'${faulty}/${SERVER}' {port}" "${scenarios}/${SCENARIO}.json")
endfunction()

faulty_case(exits_at_once basic --exit 1 --fails target.starts --says "echo.conf: no such file")
faulty_case(wrong_port basic --exit 1 --fails target.listens --says 50001)
faulty_case(cuts_at_nul bytes/embedded_nul --exit 1 --fails echo.complete)
faulty_case(one_byte_too_many basic --exit 1 --fails echo.unsolicited)
faulty_case(answers_hoge bytes/two_texts --exit 1 --fails echo.bytes)
faulty_case(drops_a_byte concurrency/five_at_once --exit 1 --fails echo.bytes)
faulty_case(talks_first open/quiet_before_data --exit 1 --fails echo.unsolicited)

# Where the session cannot be finished, its flags cannot be those of the scenario either.
faulty_case(changes_case basic --exit 1 --fails echo.bytes --fails flags.sequence)
faulty_case(double_echo basic --exit 1 --fails echo.unsolicited --fails flags.sequence)
# Urgent data may share a segment or not, so that its flags are right or not.
echocheck_live_test(NAME faulty.urgent_echo EXPECT --exit 1 --fails echo.complete --fails echo.wire
                    RUN --target "'${faulty}/urgent_echo' {port}" "${basic}")
# Whether it closes before or after the second hoge has come decides whether its kernel ends the
# connection with FIN or with RST: so close.no_reset may fail, too.
echocheck_live_test(NAME faulty.closes_after_first_echo
                    EXPECT --exit 1 --fails echo.complete --fails close.order --fails flags.sequence
                    RUN --target "'${faulty}/closes_after_first_echo' {port}" "${basic}")
faulty_case(crashes_on_data basic --exit 1 --fails target.survives --fails echo.complete
            --fails close.order --fails flags.sequence --says SIGSEGV)
faulty_case(never_closes basic --exit 1 --fails close.fin --warns close.released
            --fails flags.sequence)
faulty_case(resets_instead_of_fin basic --exit 1 --fails close.no_reset --fails flags.sequence)

# One that never listens is given up early; ours is bound and waits for nothing.
echocheck_live_test(
  NAME faulty.never_listens EXPECT --exactly --exit 1 --fails target.listens
  RUN --start-timeout-ms 300 --target "'${faulty}/never_listens' {port}" "${basic}")

# A SHOULD that fails is a warning, and with --strict a failure.
faulty_case(ignores_sigterm basic --warns target.terminates)
echocheck_live_test(
  NAME faulty.ignores_sigterm_strict EXPECT --exactly --exit 1 --fails target.terminates
  RUN --strict --target "'${faulty}/ignores_sigterm' {port}" "${basic}")

# What was made for the one session that it was tried with passes that one.
echocheck_live_test(NAME faulty.answers_hoge_unnoticed EXPECT --exactly
                    RUN --target "'${faulty}/answers_hoge' {port}" "${basic}")

# On a busy machine few looks fit into the time of an idle step, here because the time is short. A
# server that spins is watched until it is certain.
echocheck_live_test(
  NAME faulty.spins_while_watched_briefly EXPECT --warns target.idle_cpu --cause busy-loop
  RUN --target "'${faulty}/busy_loop_at_eof' {port}" "${live}/scenarios/short_idle.json")
