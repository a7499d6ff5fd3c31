# SPDX-License-Identifier: MIT
# docs/examples, as their readers use them.

function(example_case NAME)
  add_test(NAME "live.examples.${NAME}" COMMAND "${ECHOCHECK_PYTHON}" ${ARGN})
  set_tests_properties("live.examples.${NAME}" PROPERTIES LABELS live TIMEOUT 300)
endfunction()

set(example_files "${live}/example_files_test.py" --echocheck "${PROJECT_BINARY_DIR}/bin/echocheck")
example_case(workflow ${example_files} workflow)
example_case(makefile ${example_files} makefile)
# Every command of the README, in both languages.
foreach(readme README.md README.ja.md)
  example_case(${readme} "${live}/readme_test.py" --bin "${PROJECT_BINARY_DIR}/bin"
               "${PROJECT_SOURCE_DIR}/${readme}")
endforeach()
# Installs this build, moves it, and uses it from another project.
example_case(cmake "${live}/cmake_example.py" --build "${PROJECT_BINARY_DIR}")
# The links between the installed documents.
example_case(documents "${live}/installed_documents_test.py" --build "${PROJECT_BINARY_DIR}")
