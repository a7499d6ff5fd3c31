# SPDX-License-Identifier: MIT
# What find_package(echocheck) finds once this is installed. All paths in it are relative to where
# it lies, so the installed tree may be moved.
include(CMakePackageConfigHelpers)

set(package_source "${PROJECT_SOURCE_DIR}/cmake/package")
set(package_built "${PROJECT_BINARY_DIR}/package")
set(package_installed "${CMAKE_INSTALL_LIBDIR}/cmake/echocheck")

configure_package_config_file(
  "${package_source}/echocheck-config.cmake.in" "${package_built}/echocheck-config.cmake"
  INSTALL_DESTINATION "${package_installed}" PATH_VARS CMAKE_INSTALL_BINDIR CMAKE_INSTALL_DATADIR)
# A program, and files that any compiler's project can read.
write_basic_package_version_file(
  "${package_built}/echocheck-config-version.cmake" COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
install(FILES "${package_built}/echocheck-config.cmake"
              "${package_built}/echocheck-config-version.cmake"
              "${package_source}/echocheck-add-tests.cmake"
              "${package_source}/echocheck-discover-tests.cmake"
        DESTINATION "${package_installed}")
