# SPDX-License-Identifier: BSL-1.0
# Run with cmake -P by the test `install`, whose CMakeLists.txt gives the variables.
set(first "${WORK}/first")
set(prefix "${WORK}/moved")
set(policy "${CMAKE_CURRENT_LIST_DIR}/policy.yaml")

# run(OUT COMMAND...): the command's standard output without the end of line; a failing command ends the test.
function(run out)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE error RESULT_VARIABLE result
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "failed (${result}): ${command}\n${output}\n${error}")
  endif()
  set(${out} "${output}" PARENT_SCOPE)
endfunction()

function(expect what found wanted)
  if(NOT found STREQUAL wanted)
    message(FATAL_ERROR "${what}: wanted `${wanted}`, found `${found}`")
  endif()
  message(STATUS "${what}: ${found}")
endfunction()

# The installed tree is moved before it is used: nothing in it may remember where it was made.
file(REMOVE_RECURSE "${WORK}")
run(ignored "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${first}")
file(RENAME "${first}" "${prefix}")
file(GLOB_RECURSE texts "${prefix}/*.cmake" "${prefix}/*.pc" "${prefix}/*.h" "${prefix}/*.hpp")
foreach(file IN LISTS texts)
  file(READ "${file}" text)
  foreach(place "${first}" "${BUILD}")
    string(FIND "${text}" "${place}" at)
    if(NOT at EQUAL -1)
      message(FATAL_ERROR "${file} names ${place}")
    endif()
  endforeach()
endforeach()

# C, by pkg-config.
set(ENV{PKG_CONFIG_PATH} "${prefix}/${LIBDIR}/pkgconfig")
run(found "${PKG_CONFIG}" --modversion usher)
expect("pkg-config version" "${found}" "${VERSION}")
run(flags "${PKG_CONFIG}" --cflags --libs usher)
separate_arguments(flags UNIX_COMMAND "${flags}")
run(ignored "${C_COMPILER}" -std=c99 -Wall -Wextra -Wpedantic -Wconversion -Werror -o "${WORK}/outside_c"
  "${CMAKE_CURRENT_LIST_DIR}/c/main.c" ${flags} "-Wl,-rpath,${prefix}/${LIBDIR}")
run(found "${WORK}/outside_c" "${policy}")
expect("department in C" "${found}" "billing")

# C++, by find_package.
run(ignored "${CMAKE_COMMAND}" -G Ninja -S "${CMAKE_CURRENT_LIST_DIR}/cpp" -B "${WORK}/cpp"
  "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DCMAKE_PREFIX_PATH=${prefix}" -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
run(ignored "${CMAKE_COMMAND}" --build "${WORK}/cpp")
run(found "${WORK}/cpp/outside" "${policy}")
expect("department in C++" "${found}" "billing")

# The command line finds its library without help.
if(CLI)
  unset(ENV{LD_LIBRARY_PATH})
  run(found "${prefix}/${BINDIR}/usher" --version)
  string(FIND "${found}" "${VERSION}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "usher --version: `${found}` does not name ${VERSION}")
  endif()
  message(STATUS "usher --version: ${found}")
endif()
