# SPDX-License-Identifier: MIT
# Run by CPack before it packs: brings what is installed into the form that Debian's policy asks for.
# In other packages it changes nothing.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()

function(compress FILE)
  execute_process(COMMAND gzip -9nf "${FILE}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(usr "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr")
set(docs "${usr}/share/doc/${CPACK_PACKAGE_NAME}")

file(RENAME "${docs}/LICENSE" "${docs}/copyright")
# The changes are told in CHANGELOG.md; Debian's tools read this one.
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE "${docs}/changelog"
     "${CPACK_PACKAGE_NAME} (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium\n\n"
     "  * CHANGELOG.md tells what is new.\n\n"
     " -- ${CPACK_PACKAGE_CONTACT}  ${date}\n")
compress("${docs}/changelog")
file(GLOB_RECURSE manuals "${usr}/share/man/*.[1-9]")
foreach(manual IN LISTS manuals)
  compress("${manual}")
endforeach()
# Git knows no file that only its owner may read.
execute_process(COMMAND chmod -R u=rwX,go=rX "${usr}" COMMAND_ERROR_IS_FATAL ANY)
