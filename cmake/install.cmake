# SPDX-License-Identifier: BSL-1.0
# What `cmake --install` puts where: the library with its two headers, a CMake package (usher::usher, usher::cpp),
# a pkg-config file, and the command line. The installed tree may be moved: nothing in it names its place.
include(CMakePackageConfigHelpers)

if(TARGET usher AND TARGET usher_cpp)
  set_target_properties(usher_cpp PROPERTIES EXPORT_NAME cpp)
  install(TARGETS usher usher_cpp EXPORT usher-targets
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT runtime NAMELINK_COMPONENT development
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development)

  set(usher_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/usher")
  install(EXPORT usher-targets NAMESPACE usher:: DESTINATION "${usher_cmake_dir}" COMPONENT development)
  configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/usher-config.cmake.in"
    "${PROJECT_BINARY_DIR}/usher-config.cmake" INSTALL_DESTINATION "${usher_cmake_dir}")
  # The number of the C interface is that of the library; before 1.0 a minor version may break the C++ header above it.
  write_basic_package_version_file("${PROJECT_BINARY_DIR}/usher-config-version.cmake" COMPATIBILITY SameMinorVersion)
  install(FILES "${PROJECT_BINARY_DIR}/usher-config.cmake" "${PROJECT_BINARY_DIR}/usher-config-version.cmake"
    DESTINATION "${usher_cmake_dir}" COMPONENT development)

  # usher.pc finds the prefix from its own place; folders given as absolute paths are written as they are.
  set(usher_pc_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
  set(usher_pc_prefix "${CMAKE_INSTALL_PREFIX}")
  if(NOT IS_ABSOLUTE "${usher_pc_dir}")
    file(RELATIVE_PATH usher_pc_up "/${usher_pc_dir}" "/")
    string(REGEX REPLACE "/$" "" usher_pc_up "${usher_pc_up}")
    set(usher_pc_prefix "\${pcfiledir}/${usher_pc_up}")
  endif()
  foreach(dir LIBDIR INCLUDEDIR)
    set(usher_pc_${dir} "${CMAKE_INSTALL_${dir}}")
    if(NOT IS_ABSOLUTE "${usher_pc_${dir}}")
      set(usher_pc_${dir} "\${prefix}/${usher_pc_${dir}}")
    endif()
  endforeach()
  configure_file("${CMAKE_CURRENT_LIST_DIR}/usher.pc.in" "${PROJECT_BINARY_DIR}/usher.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/usher.pc" DESTINATION "${usher_pc_dir}" COMPONENT development)
endif()

if(TARGET usher_cli)
  # The command line finds the library beside it in any prefix. A distribution that forbids run paths builds with
  # -DCMAKE_SKIP_INSTALL_RPATH=ON.
  if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" AND NOT IS_ABSOLUTE "${CMAKE_INSTALL_BINDIR}")
    file(RELATIVE_PATH usher_lib_from_bin "/${CMAKE_INSTALL_BINDIR}" "/${CMAKE_INSTALL_LIBDIR}")
    set_target_properties(usher_cli PROPERTIES INSTALL_RPATH "$ORIGIN/${usher_lib_from_bin}")
  endif()
  install(TARGETS usher_cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT command)
  # Whoever builds the command alone, without `all`, installs it alone.
  if(USHER_MANUAL)
    set(usher_manual_pages "*.1")
    set(usher_zsh_dir zsh/site-functions)
    if(USHER_PACKAGES) # as Debian has them
      set(usher_manual_pages "*.1.gz")
      set(usher_zsh_dir zsh/vendor-completions)
    endif()
    install(DIRECTORY "${USHER_MANUAL}/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT command OPTIONAL
      FILES_MATCHING PATTERN "${usher_manual_pages}")
    install(FILES "${USHER_MANUAL}/usher.bash" RENAME usher OPTIONAL
      DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" COMPONENT command)
    install(FILES "${USHER_MANUAL}/_usher" OPTIONAL
      DESTINATION "${CMAKE_INSTALL_DATADIR}/${usher_zsh_dir}" COMPONENT command)
    install(FILES "${USHER_MANUAL}/usher.fish" OPTIONAL
      DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" COMPONENT command)
  endif()
endif()

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/NOTICE"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT license)
