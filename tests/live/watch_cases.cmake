# SPDX-License-Identifier: MIT
# `echocheck watch`: in a pipe, beside other programs on a loopback, and in a terminal.

# watch_case(name argument ...): of watch_case.py, as an ordinary user and as root.
function(watch_case NAME)
  foreach(user IN ITEMS ordinary root)
    set(name "live.watch.${NAME}")
    if(user STREQUAL "root")
      set(name "live.root.watch.${NAME}")
    endif()
    add_test(NAME "${name}" COMMAND "${ECHOCHECK_PYTHON}" "${live}/watch_case.py" ${the_command} --user
                                    ${user} ${ARGN})
    set_tests_properties("${name}" PROPERTIES LABELS live TIMEOUT 300 SKIP_RETURN_CODE 77)
  endforeach()
endfunction()

watch_case(session --writes --input "hoge\\nfuga\\n"
           --says "listens on 127.0.0.1:50000" --says "handshake 3 of 3" --says "you     hoge"
           --says "--- PSH+ACK \"hoge" --says "back    \"hoge\\n\"  5 bytes" --says "you     fuga"
           --says "back    \"fuga\\n\"  5 bytes" --says "you closed your side"
           --says "closes first: FIN" --says "closed by the client first, then by the server"
           --says "10 bytes sent, all came back unchanged"
           -- --target "${reference}")
watch_case(another_port --input "hoge\\n" --says "server 127.0.0.1:7"
           -- --port 7 --target "${reference} 127.0.0.1:{port}")
watch_case(nothing_typed --says "nothing was sent" -- --target "${reference}")
watch_case(in_japanese --input "hoge\\n" --says "受信    \"hoge\\n\"" --says "クライアントが先に閉じ"
           -- --lang ja --target "${reference}")
watch_case(printable_utf8 --input "こんにちは\\n" --says "PSH+ACK \"こんにちは\\n\""
           --says "back    \"こんにちは\\n\"  16 bytes" -- --target "${reference}")

# Those with a fault: what the learner is told.
watch_case(resets --input "hoge\\n" --says "aborts: RST instead of FIN"
           --says "the server's side reset the connection: RST" --says "aborted by the server's side: RST"
           --says "SO_LINGER" -- --target "'${faulty}/reset_with_linger' {port}")
string(REPEAT "x" 200 long_line)
watch_case(unread_data --input "${long_line}\\n" --says "aborted by the server's side: RST"
           --says "bytes did not come back: when a server closes before it has read all bytes"
           -- --target "'${faulty}/closes_with_unread_data' {port}")
watch_case(crashes --input "hoge\\n" --says "the server's program closes first: FIN"
           --says "the server died: signal 11 (SIGSEGV)" --says "nothing came back"
           -- --target "'${faulty}/crashes_on_data' {port}")
watch_case(exits --input "hoge\\n" --says "both closed" --says "the server ended by itself: exit status 0"
           -- --target "'${faulty}/exits_after_first_client' {port}")
watch_case(never_closes --input "hoge\\n" --says "the server did not close its side within"
           --says "closed by the client alone" --says-not "the server closed its side, too"
           -- --target "'${faulty}/never_closes' {port}")
watch_case(holds_until_eof --input "hoge\\nfuga\\n" --says "you     fuga" --says "you closed your side"
           --says "back    \"hoge\\nfuga\\n\"" -- --target "'${faulty}/held_until_eof' {port}")
watch_case(cuts_at_nul --input "hoge\\nfuga\\n" --says "all came back unchanged"
           -- --target "'${faulty}/cuts_at_nul' {port}")
watch_case(never_reads --input "${long_line}\\n" --input-times 60000
           --says "the connection accepts no more data" --says "nothing came back"
           -- --target "'${field}/never_reads' {port}")
watch_case(prints_garbage --input "hoge\\n" --says "server  " -- --target
           "'${field}/prints_garbage' {port}")

# Those that do not come up.
watch_case(never_listens --exit 1 --says "did not listen on 127.0.0.1:50000 within 300.0 ms"
           -- --start-timeout-ms 300 --target "sleep 100")
watch_case(exits_at_once --exit 1 --says "the server never listened: it ended with exit status 1"
           -- --target /bin/false)
watch_case(listens_elsewhere --exit 1 --says "instead of 127.0.0.1:50000"
           -- --target "'${faulty}/wrong_port' {port}")

# Bad usage.
watch_case(target_not_there --exit 3 --says "./nothere: no such file" -- --target ./nothere)
watch_case(no_such_port --exit 3 "--says=--port" -- --port 70000)
watch_case(unknown_option --exit 3 --says "did you mean \"--target\"?" -- --targett x)
watch_case(interface_of_a_target --exit 3 "--says=--interface"
           -- --interface lo --target "${reference}")
watch_case(address_without_target --exit 3 "--says=--address needs --target" -- --address none)
watch_case(write_to_nowhere --exit 2 --says "/nowhere/w.pcap: No such file or directory"
           -- --write /nowhere/w.pcap --target "${reference}")
watch_case(write_to_a_full_disk --exit 2 --says "writing the capture file: No space left on device"
           -- --write /dev/full --target "${reference}")

# Ctrl-C, and its end of the input is still to come.
watch_case(interrupted --writes --input "hoge\\n" --interrupt-after "back    \"hoge"
           --says "you ended the watch" --says "still open: client ESTABLISHED, server ESTABLISHED"
           -- --target "${reference}")
# On a loopback that others use, too.
foreach(kind IN ITEMS capturing bare)
  set(in_${kind} "${live}/in_container" ${kind} "${ECHOCHECK_PYTHON}")
endforeach()
add_test(NAME live.watch.ports COMMAND ${in_capturing} "${live}/watch_ports_case.py" --echocheck
                                       "${PROJECT_BINARY_DIR}/bin/echocheck" --server
                                       "${PROJECT_BINARY_DIR}/bin/reference_server")
add_test(NAME live.watch.ports_without_the_right
         COMMAND ${in_bare} "${live}/watch_case.py" ${the_command} --exit 2
                 --says "no right to capture (CAP_NET_RAW)" --says "setcap cap_net_raw+ep"
                 --says "echocheck watch --target" -- --port 50000)
add_test(NAME live.watch.interface_not_there
         COMMAND ${in_bare} "${live}/watch_case.py" ${the_command} --exit 3
                 --says "there is no eth7 here; there is lo" -- --interface eth7)
add_test(NAME live.watch.target_on_the_host
         COMMAND ${in_capturing} "${live}/watch_case.py" ${the_command} --writes --input "hoge\\n"
                 --says "without a private arena" --says "all came back unchanged"
                 -- --target "${reference}")
add_test(NAME live.watch.target_without_any_right
         COMMAND ${in_bare} "${live}/watch_case.py" ${the_command} --exit 2
                 --says "no private arena" --says "max_user_namespaces" --says "setcap"
                 -- --target "${reference}")

# In a terminal, of two sizes.
find_program(ECHOCHECK_TMUX tmux)
if(NOT ECHOCHECK_TMUX)
  message(FATAL_ERROR "there is no tmux, which the live tests need: install tmux, or configure with "
                      "-DBUILD_TESTING=OFF")
endif()
set(in_terminal live.watch.terminal_80x24 live.watch.terminal_80x50)
foreach(size IN ITEMS 80x24 80x50)
  add_test(NAME live.watch.terminal_${size}
           COMMAND "${ECHOCHECK_PYTHON}" "${live}/watch_tmux_case.py" --size ${size} --echocheck
                   "${PROJECT_BINARY_DIR}/bin/echocheck" --server
                   "${PROJECT_BINARY_DIR}/bin/reference_server" --crashing-server
                   "${faulty}/crashes_on_data")
endforeach()
add_test(NAME live.watch.screen_of_the_docs
         COMMAND "${ECHOCHECK_PYTHON}" "${PROJECT_SOURCE_DIR}/scripts/make_watch_screen" --check --build
                 "${PROJECT_BINARY_DIR}")
list(APPEND in_terminal live.watch.screen_of_the_docs)
set_tests_properties(
  live.watch.ports live.watch.ports_without_the_right live.watch.interface_not_there
  live.watch.target_on_the_host live.watch.target_without_any_right ${in_terminal}
  PROPERTIES LABELS live TIMEOUT 300)
