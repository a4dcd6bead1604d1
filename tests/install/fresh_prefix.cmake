# SPDX-License-Identifier: BSL-1.0
# Run with cmake -P by the test `install_prefix`: installs BUILD into PREFIX, and nothing else is there.
file(REMOVE_RECURSE "${PREFIX}")
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${PREFIX}" OUTPUT_QUIET
  COMMAND_ERROR_IS_FATAL ANY)
