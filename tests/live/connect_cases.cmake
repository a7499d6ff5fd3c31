# SPDX-License-Identifier: MIT
# --connect: servers that run already. Each case has a loopback that nobody else uses (in_container).

set(served "--serve" "'${programs}/reference_server' --quiet 127.0.0.1:50000")

echocheck_live_test(NAME connect.reference_server CONTAINER capturing
                    EXPECT ${served} --exactly --passes flags.sequence --passes close.fin --scenarios 1
                           --never-says "launch the server: "
                    RUN --connect 127.0.0.1:50000 basic)
# Six times the same fixed ports: what is in TIME-WAIT is stepped over.
echocheck_live_test(NAME connect.again_and_again CONTAINER capturing
                    EXPECT ${served} --exactly --scenarios 6 --passes flags.sequence
                    RUN --connect localhost:50000 basic basic basic basic basic basic)
# Without the right to capture: what the sockets saw is judged, the wire is skipped.
echocheck_live_test(NAME connect.no_right_to_capture CONTAINER bare
                    EXPECT ${served} --exactly --capture-was off --passes echo.complete
                           --says "no right to capture"
                    RUN --connect 127.0.0.1:50000 basic)
echocheck_live_test(NAME connect.course CONTAINER capturing
                    EXPECT ${served} --exactly --scenarios 28 --not-played 7
                           --says "it acts on the server's process"
                    RUN --connect 127.0.0.1:50000)
echocheck_live_test(NAME connect.socat CONTAINER capturing
                    EXPECT --serve "socat TCP-LISTEN:50000,bind=127.0.0.1,reuseaddr,fork EXEC:cat"
                           --passes echo.complete --passes flags.sequence --exactly
                    RUN --connect 127.0.0.1:50000 basic)
echocheck_live_test(NAME connect.fault_is_found CONTAINER capturing
                    EXPECT --serve "'${faulty}/resets_instead_of_fin' 50000" --exit 1
                           --fails close.no_reset
                    RUN --connect 127.0.0.1:50000 basic)
echocheck_live_test(NAME connect.process_scenarios_are_skipped CONTAINER capturing
                    EXPECT ${served} --exit 2 --not-played 1 --says "it acts on the server's process"
                    RUN --connect 127.0.0.1:50000 process/restarts_after_sigterm)
echocheck_live_test(NAME connect.nobody_there CONTAINER capturing
                    EXPECT --exit 3 --no-report --says "nothing listens on 127.0.0.1:50000"
                    RUN --connect 127.0.0.1:50000 basic)

# A port of another program is one of the clients' fixed ports: another one stands in.
echocheck_live_test(NAME connect.port_of_a_client CONTAINER capturing
                    EXPECT --serve "'${ECHOCHECK_PYTHON}' '${live}/servers/holds_a_clients_port.py' 127.0.0.1 50000 50001"
                           --exactly --passes flags.sequence
                    RUN --connect 127.0.0.1:50000 basic)
echocheck_live_test(NAME connect.ipv6 CONTAINER capturing
                    EXPECT --serve "'${programs}/reference_server' --quiet [::1]:50000" --exactly
                           --passes flags.sequence --scenarios 2
                    RUN --connect "[::1]:50000" basic ipv6/basic)
echocheck_live_test(NAME connect.ipv6_by_localhost CONTAINER capturing
                    EXPECT --serve "'${programs}/reference_server' --quiet [::1]:50000" --exactly
                    RUN --connect localhost:50000 basic)

usage_case(connect_to_every_address "stands for every address" --connect 0.0.0.0:7 basic)
usage_case(connect_without_a_port "has no port, expected HOST:PORT" --connect 127.0.0.1 basic)
usage_case(connect_to_a_name "is not an IP address" --connect example:7 basic)
usage_case(connect_and_launch "--cwd is about launching a server" --connect 127.0.0.1:1 --cwd / basic)
usage_case(interface_without_connect "--interface needs --connect" --interface lo "${server}" basic)
usage_case(no_such_interface "this machine has no such interface" --connect 127.0.0.1:1 --interface
           nosuch0 basic)

# On another host: its address, its interface, and the segments of both.
function(veth_case NAME)
  add_test(NAME "live.connect.${NAME}"
           COMMAND "${live}/across_a_veth" "'${programs}/reference_server' --quiet 10.200.0.2:50000"
                   ${run_case} --isolation-was host ${the_command} ${ARGN})
  set_tests_properties("live.connect.${NAME}" PROPERTIES LABELS live TIMEOUT 300)
endfunction()
veth_case(on_another_host --exactly --passes flags.sequence --passes close.fin -- --connect
          10.200.0.2:50000 basic --out "{out}")
veth_case(on_another_host_twice --exactly --scenarios 2 --passes flags.sequence -- --connect
          10.200.0.2:50000 --interface here basic basic --out "{out}")
veth_case(own_address --exactly --passes flags.sequence --serve
          "'${programs}/reference_server' --quiet 10.200.0.1:50000" -- --connect 10.200.0.1:50000 basic
          --out "{out}")
veth_case(nobody_on_another_host --exit 3 --no-report --says "nobody takes a connection" -- --connect
          10.200.0.2:50007 basic --out "{out}")
veth_case(udp_on_another_host --exit 2 --says "cannot see whether" -- --connect 10.200.0.2:50000
          udp/all_values --out "{out}")
