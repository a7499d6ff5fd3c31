# SPDX-License-Identifier: MIT
# What could not be seen is said to be so: it neither fails nor passes.

# Without a capture nothing shows that this server resets its connections.
echocheck_live_test(NAME unseen.close CONTAINER bare
                    EXPECT --capture-was off --passes close.released --never-says "close pass"
                           --says "close skipped"
                           --says "not isolated: 1 of 1 scenarios ran on the host's network"
                           --says "packets not captured in 1 of 1 scenarios: "
                           --says "how connections close was not seen in 1 of 1 scenarios"
                    RUN --target "'${faulty}/resets_instead_of_fin' {port}" "${basic}")
# A client that half-closes sees it on its socket.
echocheck_live_test(NAME unseen.close_on_the_socket CONTAINER bare
                    EXPECT --capture-was off --exit 1 --fails close.no_reset --says "close fail"
                           --never-says "how connections close was not seen"
                    RUN --target "'${faulty}/resets_instead_of_fin' {port}"
                        "${scenarios}/close/half_close.json")

# A server whose descriptors are closed to us. In an arena of our own its sockets are known all the
# same, because nobody else has any there.
set(hides_udp "'${ECHOCHECK_PYTHON}' '${live}/servers/hides_udp.py' {port}")
echocheck_live_test(NAME unseen.udp_sockets USERS ordinary
                    EXPECT --exactly --passes target.listens --passes udp.complete
                    RUN --target "${hides_udp}" "${scenarios}/udp/one_octet.json")
echocheck_live_test(NAME unseen.udp_sockets_on_the_host CONTAINER bare
                    EXPECT --exactly --exit 2 --capture-was off --passes udp.complete
                           --says "a process listens on 127.0.0.1:50000" --says PR_SET_DUMPABLE
                    RUN --target "${hides_udp}" "${scenarios}/udp/one_octet.json")
# Of a port that it was not told nothing is known then.
echocheck_live_test(NAME unseen.another_port CONTAINER bare
                    EXPECT --exactly --exit 2 --capture-was off --passes target.starts
                           --says "echocheck could not see whether" --says PR_SET_DUMPABLE
                    RUN --start-timeout-ms 1000
                        --target "'${ECHOCHECK_PYTHON}' '${live}/servers/hides_udp.py' 50009"
                        "${scenarios}/udp/one_octet.json")

# Without /proc each target would look like one that has ended.
foreach(arena private host)
  add_test(NAME live.unseen.no_proc_${arena}
           COMMAND "${live}/without_proc" "${PROJECT_BINARY_DIR}/bin/echocheck" --isolation ${arena} --no-reports
                   --target "${reference}" "${basic}")
  set_tests_properties(live.unseen.no_proc_${arena} PROPERTIES LABELS live TIMEOUT 60
                       PASS_REGULAR_EXPRESSION "/proc shows no processes.*error: echocheck itself failed")
endforeach()

# What could not be done or seen is told in the language of the run, too.
echocheck_live_test(NAME unseen.in_japanese CONTAINER bare
                    EXPECT --capture-was off --passes close.released --japanese
                           --says "パケットのキャプチャなし: 1 件中 1 件のシナリオ: lo でのキャプチャ"
                           --says "(sysctl user.max_user_namespaces)"
                    RUN --lang ja --target "'${faulty}/resets_instead_of_fin' {port}" "${basic}")
echocheck_live_test(NAME unseen.given_up_in_japanese
                    EXPECT --exit 1 --japanese --not-played 1 --scenarios 3
                           --says "サーバーが一度も待ち受けなかったため、実行していません"
                    RUN --lang ja --start-timeout-ms 300 --target "sleep 100" "${basic}"
                        "${scenarios}/close/half_close.json" "${scenarios}/bytes/all_values.json")
