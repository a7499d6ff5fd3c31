# SPDX-License-Identifier: MIT
# Links the programs with all their libraries, the C library included, so that they run on any
# distribution (docs/install.md). Nothing in them asks for names of hosts, for character sets or for
# locales, and accounts are read from their files (harness/target/accounts.cc), so nothing is missed of
# what a static C library lacks.
set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
add_link_options(-static-pie)

# The static form of a library that a layer names.
function(echocheck_static_forms LIBRARIES)
  set(forms ${${LIBRARIES}})
  list(TRANSFORM forms REPLACE "^fmt::fmt$" "fmt::fmt-header-only") # Debian has no libfmt.a
  list(TRANSFORM forms REPLACE "^pugixml::pugixml$" "pugixml::static")
  set(${LIBRARIES} ${forms} PARENT_SCOPE)
endfunction()

# In the program itself, not in a layer: what the linker has seen already it does not look for in libpcap.
function(echocheck_leave_out_dbus TARGET)
  target_sources(${TARGET} PRIVATE "${PROJECT_SOURCE_DIR}/cmake/static/libpcap_without_dbus.cc")
endfunction()
