# SPDX-License-Identifier: BSL-1.0
# Debian packages of a build that is configured with -DUSHER_PACKAGES=ON (the preset `package`, which ./run package
# takes): libusher1, libusher-dev, usher, and python3-usher where bindings/python is built.
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
set(usher_package_dir "${PROJECT_BINARY_DIR}/debian")
set(usher_debian_version "${PROJECT_VERSION}-1")

# The number in a library's package is that of its SONAME.
get_target_property(usher_soversion usher SOVERSION)
set(usher_package_runtime "libusher${usher_soversion}")
set(usher_package_development libusher-dev)
set(usher_package_command usher)
set(usher_package_python python3-usher)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME usher)
set(CPACK_PACKAGE_VENDOR "usher")
set(CPACK_PACKAGE_CONTACT "${USHER_PACKAGE_CONTACT}")
# Else the project's stands before the description of each package.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_NAME} built using CMake")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGING_INSTALL_PREFIX "${CMAKE_INSTALL_PREFIX}")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL runtime development command)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${CMAKE_LIBRARY_OUTPUT_DIRECTORY}")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME "${usher_package_runtime}")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA
  "${usher_package_dir}/shlibs;${usher_package_dir}/symbols;${usher_package_dir}/triggers")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_RUNTIME_DESCRIPTION
  "triage and routing of customer conversations - shared library
usher decides, inside a CRM, where each customer conversation goes: which
department and person, how urgent, answered in public or in private, and which
rule says so. The rules are a policy in YAML that a care team writes.
.
This package has the shared library.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME "${usher_package_development}")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${usher_package_runtime} (= ${usher_debian_version})")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION
  "triage and routing of customer conversations - development files
usher decides, inside a CRM, where each customer conversation goes: which
department and person, how urgent, answered in public or in private, and which
rule says so.
.
This package has the headers for C and C++20, and the files by which CMake and
pkg-config find the library.")

set(CPACK_DEBIAN_COMMAND_PACKAGE_NAME "${usher_package_command}")
set(CPACK_DEBIAN_COMMAND_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_COMMAND_PACKAGE_DEPENDS "${usher_package_runtime} (= ${usher_debian_version})")
set(CPACK_DEBIAN_COMMAND_DESCRIPTION
  "triage and routing of customer conversations - command line
usher decides where each customer conversation goes: which department and
person, how urgent, answered in public or in private, and which rule says so.
.
This package has the command that checks and tests policies, triages messages,
runs a desk, replays what was recorded and simulates what would be. Its manual
pages and completions are in it too.")

# The module for Debian's Python, where bindings/python is built: the limited API fits every version from 3.11 on.
set(usher_packaged runtime development command)
if(TARGET usher_python)
  set(usher_python_dir lib/python3/dist-packages/usher)
  install(TARGETS usher_python LIBRARY DESTINATION "${usher_python_dir}" COMPONENT python)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/bindings/python/usher/" DESTINATION "${usher_python_dir}" COMPONENT python
    FILES_MATCHING PATTERN "*.py" PATTERN "*.pyi" PATTERN "py.typed")
  list(APPEND CPACK_COMPONENTS_ALL python)
  list(APPEND usher_packaged python)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME "${usher_package_python}")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_CONTROL_EXTRA
    "${PROJECT_SOURCE_DIR}/cmake/package/python/postinst;${PROJECT_SOURCE_DIR}/cmake/package/python/prerm")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS
    "${usher_package_runtime} (= ${usher_debian_version}), python3 (>= 3.11)")
  set(CPACK_DEBIAN_PYTHON_DESCRIPTION
    "triage and routing of customer conversations - Python module
usher decides, inside a CRM, where each customer conversation goes: which
department and person, how urgent, answered in public or in private, and which
rule says so.
.
This package has the module usher for Python 3.")
endif()

# What every Debian package has: whose it is, and what changed.
file(MAKE_DIRECTORY "${usher_package_dir}")
string(TIMESTAMP usher_package_date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE "${usher_package_dir}/changelog" "usher (${usher_debian_version}) unstable; urgency=medium

  * Release ${PROJECT_VERSION}; its changes are in changelog.gz.

 -- ${USHER_PACKAGE_CONTACT}  ${usher_package_date}
")
# By these dpkg-shlibdeps finds the package of the library; a symbol asks for the version that has it.
file(WRITE "${usher_package_dir}/shlibs"
  "libusher ${usher_soversion} ${usher_package_runtime} (>= ${PROJECT_VERSION})\n")
file(WRITE "${usher_package_dir}/triggers" "activate-noawait ldconfig\n")
set(usher_symbols "libusher.so.${usher_soversion} ${usher_package_runtime} #MINVER#\n")
file(STRINGS "${PROJECT_SOURCE_DIR}/lib/c_api/usher.map" usher_map_lines)
foreach(line IN LISTS usher_map_lines)
  if(line MATCHES "^(USHER_[0-9.]+) { # since ([0-9.]+)$")
    set(usher_node "${CMAKE_MATCH_1}")
    set(usher_node_since "${CMAKE_MATCH_2}")
    string(APPEND usher_symbols " ${usher_node}@${usher_node} ${usher_node_since}\n")
  elseif(line MATCHES "^USHER_")
    message(FATAL_ERROR "usher.map: ${line}: say since which release, as in USHER_1 { # since 0.1.0")
  elseif(line MATCHES "^ +(usher_[a-z0-9_]+)")
    string(APPEND usher_symbols " ${CMAKE_MATCH_1}@${usher_node} ${usher_node_since}\n")
  endif()
endforeach()
file(WRITE "${usher_package_dir}/symbols" "${usher_symbols}")
foreach(pair "${usher_package_dir}/changelog|changelog.Debian.gz" "${PROJECT_SOURCE_DIR}/CHANGELOG.md|changelog.gz")
  string(REGEX MATCH "^(.*)[|](.*)$" ignored "${pair}")
  execute_process(COMMAND gzip -9nc "${CMAKE_MATCH_1}" OUTPUT_FILE "${usher_package_dir}/${CMAKE_MATCH_2}"
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
execute_process(COMMAND "${Python3_EXECUTABLE}" -B "${CMAKE_CURRENT_LIST_DIR}/make_sbom.py" "${PROJECT_VERSION}"
  "${PROJECT_BINARY_DIR}/usher.spdx.json" COMMAND_ERROR_IS_FATAL ANY)
foreach(component IN LISTS usher_packaged)
  set(usher_doc_dir "${CMAKE_INSTALL_DATADIR}/doc/${usher_package_${component}}")
  install(FILES "${CMAKE_CURRENT_LIST_DIR}/copyright" "${PROJECT_SOURCE_DIR}/NOTICE"
    "${usher_package_dir}/changelog.Debian.gz" "${usher_package_dir}/changelog.gz"
    DESTINATION "${usher_doc_dir}" COMPONENT ${component})
endforeach()
install(FILES "${PROJECT_BINARY_DIR}/usher.spdx.json"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${usher_package_runtime}" COMPONENT runtime)

include(CPack)
