# SPDX-License-Identifier: MIT
# What comes with the program: the man page, the completions, --version.

foreach(what page installed bash zsh fish)
  add_test(NAME "live.manual.${what}"
           COMMAND "${ECHOCHECK_PYTHON}" "${live}/manual_test.py" --echocheck
                   "${PROJECT_BINARY_DIR}/bin/echocheck" --share "${PROJECT_BINARY_DIR}/share"
                   --install "${PROJECT_BINARY_DIR}/harness/cli/manual/cmake_install.cmake" ${what})
  set_tests_properties("live.manual.${what}" PROPERTIES LABELS live TIMEOUT 300)
endforeach()

foreach(what text commit)
  add_test(NAME "live.version.${what}"
           COMMAND "${ECHOCHECK_PYTHON}" "${live}/version_test.py" --echocheck
                   "${PROJECT_BINARY_DIR}/bin/echocheck" --cmake "${CMAKE_COMMAND}" ${what})
  set_tests_properties("live.version.${what}" PROPERTIES LABELS live TIMEOUT 60)
endforeach()

# action.yml, and the example that uses it.
foreach(what inputs tarball release build example)
  add_test(NAME "live.action.${what}"
           COMMAND "${ECHOCHECK_PYTHON}" "${live}/action_test.py" --echocheck
                   "${PROJECT_BINARY_DIR}/bin/echocheck" --server "${PROJECT_BINARY_DIR}/bin/reference_server"
                   --broken "${field}/three_faults" ${what})
  set_tests_properties("live.action.${what}" PROPERTIES LABELS live TIMEOUT 300)
endforeach()
