# SPDX-License-Identifier: MIT
# What a new user types first, and what goes wrong then.

set(programs "${PROJECT_BINARY_DIR}/bin")
set(server "${programs}/reference_server")

# A server and nothing else: the profile course of the scenarios that came along.
echocheck_live_test(NAME first_minute.one_word
                    EXPECT --says "page: " --says "report.html" --says "--profile full"
                           --passes close.fin --scenarios 28
                    RUN "${server}")
echocheck_live_test(NAME first_minute.target_alone
                    EXPECT --scenarios 28 --says "--profile full" RUN --target "${reference}")
echocheck_live_test(NAME first_minute.scenario_by_name EXPECT --scenarios 1 --says "next: "
                    RUN "${server}" basic)
echocheck_live_test(NAME first_minute.folder_and_name EXPECT --scenarios 17
                    RUN "${server}" close/ bytes/utf8)
echocheck_live_test(NAME first_minute.run_and_one_word EXPECT --scenarios 1 RUN run "${server}" basic)
echocheck_live_test(NAME first_minute.command_in_quotes EXPECT --scenarios 1
                    RUN "'${server}' --quiet {host}:{port}" basic)
echocheck_live_test(NAME first_minute.what_failed_alone
                    EXPECT --exit 1 --fails echo.complete --says "next: " --says "bytes/all_values"
                    RUN "'${faulty}/cuts_at_nul' {port}" bytes/)

# What is named is played, whatever its tags; of a whole catalogue those tagged load are left out.
echocheck_live_test(NAME first_minute.load_by_folder EXPECT --scenarios 2
                    RUN --target "${reference}" "${scenarios}/load")
echocheck_live_test(NAME first_minute.load_is_no_default EXPECT --no-report --never-says "load/"
                    COMMAND list scenarios "${scenarios}" --json --skip nosuch)

# --cwd: the server is looked for there first, then here.
echocheck_live_test(NAME first_minute.server_in_cwd EXPECT --scenarios 1
                    RUN --target ./reference_server --cwd "${programs}" basic)
echocheck_live_test(NAME first_minute.server_beside_cwd EXPECT --scenarios 1
                    RUN --target "${reference}" --cwd / basic)
usage_case(cwd_names_both_places "neither ${programs}/nothere nor /"
           --target ./nothere --cwd "${programs}" basic)

# No server, or something that is none.
usage_case(no_server "no server: which server is to be checked? e.g. echocheck ./myserver basic"
           --verbose)
usage_case(scenario_and_no_server "basic stands for scenarios: which server is to be checked?" basic)
usage_case(scenario_file_and_no_server "stands for scenarios: which server" "${basic}")
usage_case(address_and_no_server "e.g. echocheck --connect 127.0.0.1:50000" 127.0.0.1:7 basic)
usage_case(program_without_its_right "not executable (chmod +x" "${PROJECT_SOURCE_DIR}/LICENSE" basic)
string(REPEAT x 300 long_word)
usage_case(a_very_long_word "File name too long" "./${long_word}" basic)
usage_case(arguments_without_quotes "is one word: echocheck \"python3 no_such.py 50000\"" python3
           no_such.py 50000 basic)
usage_case(no_such_scenario "no scenario has this name, did you mean \"basic\"?" "${server}" basik)
usage_case(two_servers "is one word: echocheck" "${server}" "${server}")
usage_case(source_of_c "build it first, e.g. cc -o "
           "${PROJECT_SOURCE_DIR}/tests/faulty_servers/blocked_by_slow_reader.c" basic)
usage_case(source_of_python "this is a Python program; name its interpreter, too: echocheck \"python3 "
           --target "${live}/run_case.py" basic)

# The name alone: five lines, and no verdict.
echocheck_live_test(NAME first_minute.nothing_typed
                    EXPECT --exit 3 --no-report --says "checks your echo server (RFC 862)"
                           --says "echocheck ./myserver" --says "echocheck help" --at-most-lines 5
                    COMMAND)
