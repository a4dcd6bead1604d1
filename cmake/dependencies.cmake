# SPDX-License-Identifier: BSL-1.0
# System packages only; docs/dependencies.md says why each is here. A parent project may supply a target first.
set(Boost_NO_WARN_NEW_VERSIONS ON)
if(NOT TARGET Boost::headers)
  find_package(Boost 1.81 REQUIRED)
endif()
if(NOT TARGET fmt::fmt-header-only)
  find_package(fmt 9 REQUIRED)
endif()
if(NOT TARGET ICU::uc)
  find_package(ICU 70 REQUIRED COMPONENTS uc)
endif()

find_package(yaml-cpp 0.7 REQUIRED)
# Version 0.7 calls its target yaml-cpp, 0.8 yaml-cpp::yaml-cpp.
add_library(usher_yaml INTERFACE)
target_link_libraries(usher_yaml INTERFACE
  $<IF:$<TARGET_EXISTS:yaml-cpp::yaml-cpp>,yaml-cpp::yaml-cpp,yaml-cpp>)

find_package(PkgConfig REQUIRED)
pkg_check_modules(usher_re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(usher_md REQUIRED IMPORTED_TARGET libmd)

# libstemmer has neither a CMake config nor a .pc file.
find_path(STEMMER_INCLUDE_DIR libstemmer.h REQUIRED)
find_library(STEMMER_LIBRARY stemmer REQUIRED)
add_library(usher_stemmer INTERFACE)
target_include_directories(usher_stemmer SYSTEM INTERFACE "${STEMMER_INCLUDE_DIR}")
target_link_libraries(usher_stemmer INTERFACE "${STEMMER_LIBRARY}")
