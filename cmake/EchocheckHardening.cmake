# SPDX-License-Identifier: MIT
# What makes a fault of memory in our programs hard to use: they read bytes of hostile servers. For builds
# that users run; the sanitizers of the others find more.
include(CheckCXXCompilerFlag)

if(NOT CMAKE_BUILD_TYPE MATCHES "^(Release|RelWithDebInfo|MinSizeRel)$")
  return()
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT ECHOCHECK_STATIC) # there -static-pie says it
  add_link_options($<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie>)
endif()
add_link_options(LINKER:-z,relro,-z,now,-z,noexecstack)
# Some compilers define a lower level of _FORTIFY_SOURCE by themselves.
add_compile_options(-fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
foreach(flag stack-clash-protection cf-protection)
  string(MAKE_C_IDENTIFIER "ECHOCHECK_HAS_${flag}" known)
  check_cxx_compiler_flag("-f${flag}" ${known}) # Intel's CET is not everywhere
  if(${known})
    add_compile_options(-f${flag})
  endif()
endforeach()
