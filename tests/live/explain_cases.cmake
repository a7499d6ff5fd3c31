# SPDX-License-Identifier: MIT
# `echocheck explain` on captures by tcpdump, tshark, editcap and made up ones, against tshark.
foreach(case captures differences mischief links editcap real damage mistakes choice html)
  add_test(NAME live.explain.${case}
           COMMAND "${ECHOCHECK_PYTHON}" "${live}/explain/explain_test.py" --echocheck
                   "${PROJECT_BINARY_DIR}/bin/echocheck" ${case})
  set_tests_properties(live.explain.${case} PROPERTIES LABELS "live;explain" TIMEOUT 300)
endforeach()
# A hundred runs of tshark.
set_tests_properties(live.explain.captures PROPERTIES TIMEOUT 900)
foreach(case comments interfaces mistakes)
  add_test(NAME live.explain.annotate.${case}
           COMMAND "${ECHOCHECK_PYTHON}" "${live}/explain/annotate_test.py" --echocheck
                   "${PROJECT_BINARY_DIR}/bin/echocheck" ${case})
  set_tests_properties(live.explain.annotate.${case} PROPERTIES LABELS "live;explain" TIMEOUT 300)
endforeach()
