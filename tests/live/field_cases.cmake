# SPDX-License-Identifier: MIT
# Servers that are none of ours, and ways to take an address, start, log and leave that are met in
# the field. All of them echo correctly.

# field_case(name target [expectation ...])
function(field_case NAME TARGET)
  echocheck_live_test(NAME "field.${NAME}" EXPECT --passes echo.bytes --passes flags.sequence ${ARGN}
                      RUN --target "${TARGET}" "${basic}")
endfunction()

field_case(socat "socat TCP-LISTEN:{port},fork,reuseaddr EXEC:cat" --exactly)
field_case(ncat "ncat -l -k -e /bin/cat 127.0.0.1 {port}" --exactly)
field_case(busybox_nc "busybox nc -ll -p {port} -e cat" --exactly)
field_case(python "'${ECHOCHECK_PYTHON}' '${live}/servers/socketserver_echo.py' {host} {port}"
           --exactly)
field_case(starts_slowly "'${ECHOCHECK_PYTHON}' '${live}/servers/slow_start.py' {host} {port} 3"
           --exactly)
if(CARGO)
  field_case(rust "'${field}/rust_echo'" --exactly)
endif()

# --address auto finds each, and says so.
field_case(takes_port "'${field}/takes_port'" --exactly --says "PORT")
field_case(takes_dash_p "'${field}/takes_dash_p'" --exactly --says "-p PORT")
field_case(fixed_8080 "'${field}/fixed_8080'" --exactly --says 8080)
# One that never rests is not waited for until the start limit is over, neither at first nor again.
echocheck_live_test(NAME field.spins_on_8080
                    EXPECT --warns target.idle_cpu --passes echo.bytes --scenarios 3 --says 8080
                    RUN --start-timeout-ms 600000
                        --target "'${ECHOCHECK_PYTHON}' '${live}/servers/spins_on_8080.py'" basic
                        close/half_close process/idle_without_clients)

field_case(daemonizes "'${field}/daemonizes' {port}")
field_case(forks_and_orphans "'${field}/forks_and_orphans' {port}" --warns target.terminates)
field_case(main_thread_leaves "'${field}/main_thread_leaves' {port}" --exactly)
echocheck_live_test(NAME field.main_thread_leaves_on_the_host CONTAINER capturing
                    EXPECT --exactly --passes echo.bytes --passes target.listens
                    RUN --isolation host --target "'${field}/main_thread_leaves' {port}" "${basic}")
field_case(opens_another_port_first "'${field}/opens_another_port_first' {port}" --exactly)
echocheck_live_test(NAME field.opens_another_port_and_takes_its_own
                    EXPECT --exactly --says "PORT as its last argument"
                    RUN --target "'${field}/opens_another_port_first'" "${basic}")
echocheck_live_test(NAME field.warms_up EXPECT --exactly --passes target.idle_cpu
                    RUN --target "'${field}/warms_up' {port}"
                        "${scenarios}/process/idle_without_clients.json")
# Ctrl-C in a terminal reaches the server behind its shell, too.
echocheck_live_test(NAME field.behind_a_shell EXPECT --exactly --passes target.terminates
                    RUN --target "sh -c '\"$0\" \"$1\" && true' '${PROJECT_BINARY_DIR}/bin/reference_server' {host}:{port}"
                        "${scenarios}/process/stops_on_sigint.json")
echocheck_live_test(NAME field.daemon_crashes
                    EXPECT --exit 1 --fails target.survives --says "its exit status is not known"
                           --never-says "exits-after"
                    RUN --target "'${field}/daemon_crashes' {port}" "${basic}")
echocheck_live_test(NAME field.forgets_to_exit
                    EXPECT --warns target.threads --cause process-leak
                    RUN --target "'${field}/forgets_to_exit' {port}"
                        "${scenarios}/process/descriptors_and_threads.json")
field_case(prints_garbage "'${field}/prints_garbage' {port}" --exactly)
field_case(floods_output "'${field}/floods_output' {port}" --exactly)

# Whatever the size of its buffer, as long as it has to read more than once.
foreach(size IN ITEMS 1024 4096 65536 262144)
  echocheck_live_test(NAME field.answers_the_gone_${size}
                      EXPECT --exit 1 --fails target.survives --cause killed-by-sigpipe
                      RUN --target "'${field}/answers_the_gone' {port} ${size}"
                          "${scenarios}/close/leaves_when_all_is_sent.json")
endforeach()
foreach(arguments IN ITEMS "2097152 once" "4096 ignore")
  string(REPLACE " " "_" name "${arguments}")
  echocheck_live_test(NAME field.answers_the_gone_${name} EXPECT --exactly
                      RUN --target "'${field}/answers_the_gone' {port} ${arguments}"
                          "${scenarios}/close/leaves_when_all_is_sent.json")
endforeach()
