# SPDX-License-Identifier: MIT
# What makes a fault of memory in our programs hard to use: they read bytes of hostile servers. For builds
# that users run; the sanitizers of the others find more.
include(CheckCXXCompilerFlag)

set(hardened $<CONFIG:Release,RelWithDebInfo,MinSizeRel>)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT ECHOCHECK_STATIC) # there -static-pie says it
  add_link_options($<$<AND:${hardened},$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>>:-pie>)
endif()
add_link_options($<${hardened}:LINKER:-z,relro,-z,now,-z,noexecstack>)
add_compile_options($<${hardened}:-fstack-protector-strong>)
# Debian's own packages begin with a definition of 2, which some compilers have built in.
add_compile_options($<${hardened}:-U_FORTIFY_SOURCE> $<${hardened}:-D_FORTIFY_SOURCE=3>)
foreach(flag stack-clash-protection cf-protection)
  string(MAKE_C_IDENTIFIER "ECHOCHECK_HAS_${flag}" known)
  check_cxx_compiler_flag("-f${flag}" ${known}) # Intel's CET is not everywhere
  if(${known})
    add_compile_options($<${hardened}:-f${flag}>)
  endif()
endforeach()
