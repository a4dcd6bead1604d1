# SPDX-License-Identifier: BSL-1.0
# Two interface targets: what every file of usher is compiled with, and what hardens the shared library.
find_program(USHER_CCACHE ccache)
if(USHER_CCACHE AND PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${USHER_CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER "${USHER_CCACHE}")
endif()

add_library(usher_compile_options INTERFACE)
target_compile_options(usher_compile_options INTERFACE
  -fstack-protector-strong
  # The desk compares numbers over compilers: a fused multiply-add would make two builds differ.
  -ffp-contract=off)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(usher_compile_options INTERFACE -fcf-protection)
endif()
if(USHER_DEVELOPER)
  target_compile_options(usher_compile_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor> -Werror)
endif()
if(USHER_SANITIZE)
  target_compile_options(usher_compile_options INTERFACE
    -fsanitize=${USHER_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(usher_compile_options INTERFACE -fsanitize=${USHER_SANITIZE})
elseif(CMAKE_BUILD_TYPE MATCHES "Rel")
  target_compile_options(usher_compile_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
if(USHER_FUZZ)
  target_compile_options(usher_compile_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(USHER_COVERAGE)
  target_compile_options(usher_compile_options INTERFACE --coverage -O0)
  target_link_options(usher_compile_options INTERFACE --coverage)
endif()

# A message or an event goes through much code once, so much of its time is spent on bringing code to the processor. A build
# that knows what is typical puts that together and the rest elsewhere. Both steps have one folder, as what is written down
# has the names of its objects.
if(USHER_PROFILE)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR NOT USHER_PROFILE MATCHES "^(write|use)$")
    message(FATAL_ERROR "USHER_PROFILE is write or use, and needs g++")
  endif()
  set(profile "${PROJECT_BINARY_DIR}/profile")
  if(USHER_PROFILE STREQUAL "write")
    target_compile_options(usher_compile_options INTERFACE -fprofile-generate "-fprofile-dir=${profile}")
    target_link_options(usher_compile_options INTERFACE -fprofile-generate)
  else()
    set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
    target_compile_options(usher_compile_options INTERFACE
      "-fprofile-use=${profile}" -fprofile-partial-training -Wno-missing-profile)
  endif()
endif()

# Nothing of the library runs before main or at exit: it may be loaded at any time and before a fork.
function(usher_no_static_objects target)
  if(USHER_DEVELOPER)
    target_compile_options(${target} PRIVATE
      $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:Clang>>:-Wglobal-constructors>)
  endif()
endfunction()
