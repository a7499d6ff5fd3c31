# SPDX-License-Identifier: MIT
# What scripts/package makes: a package for Debian (cpack -G DEB), and an archive that runs anywhere
# (cpack -G TGZ, of a build with ECHOCHECK_STATIC).
set(CPACK_PACKAGE_NAME echocheck)
set(CPACK_PACKAGE_VENDOR "The echocheck authors")
# The address is reserved for examples (RFC 2606): it is nobody's.
set(CPACK_PACKAGE_CONTACT "The echocheck authors <echocheck@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "conformance checker for echo servers (RFC 862)")
set(CPACK_PACKAGE_DESCRIPTION
    "echocheck starts an echo server in a network of its own, plays clients against\nit, captures every segment, and judges bytes, segments, close and process. It\nshows what TCP did, packet by packet, and says what is wrong and by which rule.\nThe package has a reference server to compare with.")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_SOURCE_GENERATOR "")

set(CPACK_GENERATOR DEB)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/package/debian-files.cmake")

if(ECHOCHECK_STATIC)
  string(TOLOWER "${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}" system)
  set(CPACK_GENERATOR TGZ)
  set(CPACK_PACKAGE_FILE_NAME "echocheck-${PROJECT_VERSION}-${system}")
  # The licences of what is in the program, from the packages that it came from.
  file(GLOB licences /usr/share/doc/libboost*-dev/copyright /usr/share/doc/libstdc++-*-dev/copyright)
  foreach(package libc6-dev libcli11-dev libfmt-dev libnl-3-dev libpcap-dev libpugixml-dev
          libseccomp-dev nettle-dev nlohmann-json3-dev zlib1g-dev)
    list(APPEND licences "/usr/share/doc/${package}/copyright")
  endforeach()
  foreach(licence IN LISTS licences)
    cmake_path(GET licence PARENT_PATH package)
    cmake_path(GET package FILENAME package)
    install(FILES "${licence}" DESTINATION "${CMAKE_INSTALL_DOCDIR}/licences" RENAME "${package}" OPTIONAL)
  endforeach()
endif()
include(CPack)
