# SPDX-License-Identifier: MIT
# The one way to declare a layer, a test and the warnings they are built with.

# Warnings are a property of our targets alone; the presets turn them into errors.
option(ECHOCHECK_WERROR "Treat warnings as errors" OFF)
set(ECHOCHECK_SANITIZE "" CACHE STRING "Value for -fsanitize=, e.g. address,undefined or thread")

add_library(echocheck_options INTERFACE)
target_compile_features(echocheck_options INTERFACE cxx_std_20)
target_include_directories(echocheck_options INTERFACE "${PROJECT_SOURCE_DIR}"
                                                       "${PROJECT_BINARY_DIR}/generated")
target_compile_options(
  echocheck_options
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
            -Wimplicit-fallthrough -Wswitch-enum $<$<BOOL:${ECHOCHECK_WERROR}>:-Werror>)
# False alarms of GCC 12: the frame of an inlined Asio coroutine as a mismatched allocation, and
# std::string's operator+ as an overlapping copy (GCC bug 105651).
target_compile_options(
  echocheck_options
  INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete> $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# In a unity build nothing is in the main file, which this warning of GCC's goes by.
if(CMAKE_UNITY_BUILD)
  target_compile_options(echocheck_options
                         INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(ECHOCHECK_SANITIZE)
  target_compile_options(echocheck_options INTERFACE -fsanitize=${ECHOCHECK_SANITIZE}
                                                     -fno-omit-frame-pointer)
  target_link_options(echocheck_options INTERFACE -fsanitize=${ECHOCHECK_SANITIZE})
endif()
# Counts what of our code an input reaches, for the targets of tests/fuzz. Clang alone can do this.
option(ECHOCHECK_FUZZ "Build the fuzz targets with libFuzzer" OFF)
if(ECHOCHECK_FUZZ)
  # Without a call at each comparison (trace-cmp, part of fuzzer-no-link): it took a third of the time, and the
  # dictionaries name what comparisons would.
  target_compile_options(echocheck_options INTERFACE -fsanitize-coverage=inline-8bit-counters,pc-table
                                                     -fno-sanitize-recover=all)
endif()

# Files in this folder are taken in place of those with the same path in the tree (scripts/mutants).
set(ECHOCHECK_MUTANTS "" CACHE PATH "A folder with changed copies of sources and headers")
if(ECHOCHECK_MUTANTS)
  target_include_directories(echocheck_options BEFORE INTERFACE "${ECHOCHECK_MUTANTS}")
endif()

# echocheck_layer(NAME SOURCES a.cc ... [DEPENDS layer ...] [LIBRARIES lib ...])
# A static library echocheck_NAME. DEPENDS lists other layers: the arrows of docs/design.md.
function(echocheck_layer NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBRARIES;PRECOMPILE" ${ARGN})
  if(ECHOCHECK_MUTANTS)
    foreach(source IN LISTS ARG_SOURCES)
      if(EXISTS "${ECHOCHECK_MUTANTS}/harness/${NAME}/${source}")
        list(TRANSFORM ARG_SOURCES REPLACE "^${source}$" "${ECHOCHECK_MUTANTS}/harness/${NAME}/${source}")
      endif()
    endforeach()
  endif()
  add_library(echocheck_${NAME} STATIC ${ARG_SOURCES})
  target_link_libraries(echocheck_${NAME} PUBLIC echocheck_options)
  foreach(layer IN LISTS ARG_DEPENDS)
    target_link_libraries(echocheck_${NAME} PUBLIC echocheck_${layer})
  endforeach()
  if(ECHOCHECK_STATIC)
    echocheck_static_forms(ARG_LIBRARIES)
  endif()
  target_link_libraries(echocheck_${NAME} PUBLIC ${ARG_LIBRARIES})
  if(ARG_PRECOMPILE)
    target_precompile_headers(echocheck_${NAME} PRIVATE ${ARG_PRECOMPILE})
  endif()
endfunction()

# echocheck_unit_test(LAYER SOURCES a_test.cc ... [DEPENDS layer ...])
# One GoogleTest binary LAYER_test per layer; each TEST becomes a CTest test.
function(echocheck_unit_test LAYER)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${LAYER}_test ${ARG_SOURCES})
  target_link_libraries(${LAYER}_test PRIVATE echocheck_${LAYER} GTest::gmock_main)
  foreach(layer IN LISTS ARG_DEPENDS)
    target_link_libraries(${LAYER}_test PRIVATE echocheck_${layer})
  endforeach()
  target_link_libraries(${LAYER}_test PRIVATE echocheck_test_options)
  target_precompile_headers(${LAYER}_test REUSE_FROM echocheck_test_headers)
  gtest_discover_tests(${LAYER}_test TEST_PREFIX "unit." NO_PRETTY_VALUES
                       DISCOVERY_TIMEOUT 60 PROPERTIES LABELS ${LAYER})
endfunction()

# What all unit tests are compiled with, and their common headers, precompiled once. A target can
# use them only if its own options are the same.
function(echocheck_unit_test_options)
  add_library(echocheck_test_options INTERFACE)
  target_compile_definitions(
    echocheck_test_options INTERFACE ECHOCHECK_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  # Optimising the bodies of tests takes most of the time that building them takes, and gains nothing.
  target_compile_options(echocheck_test_options INTERFACE -O0)
  file(WRITE "${PROJECT_BINARY_DIR}/generated/test_headers.cc" "// Holds the precompiled headers.\n")
  add_library(echocheck_test_headers STATIC "${PROJECT_BINARY_DIR}/generated/test_headers.cc")
  target_link_libraries(echocheck_test_headers PRIVATE echocheck_options echocheck_test_options
                                                       GTest::gmock)
  target_precompile_headers(echocheck_test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h> <string>
                                                           <vector>)
endfunction()
