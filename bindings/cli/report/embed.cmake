# SPDX-License-Identifier: BSL-1.0
# Makes one page of the files beside this one and Chart.js, and of the page a C++ source:
#   cmake -DCHART=chart.min.js -DSCRIPTS=a.js,b.js -DOUTPUT=report_page.cpp -P embed.cmake
# Strings are in quotes all the way, as these files are full of what ends an argument or an element of a list.
set(here "${CMAKE_CURRENT_LIST_DIR}")
file(READ "${here}/page.html" page)
file(READ "${here}/style.css" style)
file(READ "${CHART}" chart)
# It names a file that is not there.
string(REGEX REPLACE "//# sourceMappingURL=[^\n]*" "" chart "${chart}")

set(scripts "")
string(REPLACE "," ";" names "${SCRIPTS}")
foreach(name IN LISTS names)
  file(READ "${here}/${name}" script)
  string(APPEND scripts "${script}")
endforeach()

foreach(part style chart scripts)
  string(TOUPPER "@USHER_${part}@" mark)
  string(FIND "${page}" "${mark}" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "page.html: there is no ${mark} in it")
  endif()
  # What goes into an element must not end it.
  string(FIND "${${part}}" "</script" closes)
  if(NOT closes EQUAL -1)
    message(FATAL_ERROR "${part}: it has </script in it, which would end the script")
  endif()
  string(REPLACE "${mark}" "${${part}}" page "${page}")
endforeach()

string(FIND "${page}" "@USHER_DATA@" found)
if(found EQUAL -1)
  message(FATAL_ERROR "page.html: there is no @USHER_DATA@ in it, where the results go")
endif()

file(WRITE "${OUTPUT}.html" "${page}")
file(READ "${OUTPUT}.html" bytes HEX)
string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
set(byte "\\\\x..")
set(line "${byte}${byte}${byte}${byte}${byte}${byte}${byte}${byte}")
set(line "${line}${line}${line}")
string(REGEX REPLACE "(${line})" "\\1\"\n    \"" bytes "${bytes}")
file(WRITE "${OUTPUT}" "// Made by bindings/cli/report/embed.cmake.
#include \"report_page.hpp\"

// Compilers need not take a text of this length; g++ and clang do.
#pragma GCC diagnostic ignored \"-Woverlength-strings\"

namespace usher::cli {
namespace {

constexpr char page[] =
    \"${bytes}\";

} // namespace

std::string_view report_page() noexcept { return {page, sizeof page - 1}; }

} // namespace usher::cli
")
