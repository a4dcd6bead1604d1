#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Holds the source tree to its layers.

    check_layers.py [ROOT]     checks the project in ROOT (default: the folder above this one)
    check_layers.py --self-test

A folder of lib/ is a layer and may include itself and the layers below it. bindings/ and examples/ know usher
by <usher/...> alone. Prints FILE:LINE: REASON for each violation and then exits 1.
"""

import contextlib
import io
import re
import sys
import tempfile
from pathlib import Path

# Low to high. A layer that does not exist yet may stand here; a folder that does not stand here is an error.
LAYERS = ["base", "text", "calendar", "policy", "rules", "desk", "check", "store", "staffing", "simulate",
          "learn", "import", "c_api"]

# What is wrapped by one layer is seen by that layer only; `tests` is no layer, so no file of lib.
THIRD_PARTY = [("yaml-cpp/", "policy"), ("re2/", "text"), ("unicode/", "text"), ("libstemmer.h", "text"),
               ("sha2.h", "base"), ("cctz/", "tests")]

LINES_NOTED = 400
LINES_ALLOWED = 450
# The manual of the library is one file on purpose.
LINES_FREE = {"include/usher/usher.h"}

SOURCES = {".c", ".cpp", ".h", ".hpp", ".inc"}
INCLUDE = re.compile(r'\s*#\s*include\s*(["<])([^">]+)[">]')


class Checker:
    def __init__(self, root):
        self.root = root
        self.violations = []
        self.notes = []
        self.graph = {}  # file -> [(line, included file)]

    def violation(self, file, line, reason):
        self.violations.append(f"{file}:{line}: {reason}")

    def files_of(self, folder):
        found = (path for path in (self.root / folder).rglob("*") if path.suffix in SOURCES and path.is_file())
        return sorted(path.relative_to(self.root) for path in found)

    def run(self):
        for folder in ("lib", "include", "bindings", "examples"):
            for file in self.files_of(folder):
                self.check_file(folder, file)
        self.check_circles()

    def check_file(self, folder, file):
        lines = (self.root / file).read_text(encoding="utf-8", errors="replace").splitlines()
        includes = [(number, match[1] == '"', match[2]) for number, line in enumerate(lines, 1)
                    if (match := INCLUDE.match(line))]
        self.graph[file] = []
        # Tables that a program writes are as long as they are.
        if folder != "examples" and "generated" not in file.parts and file.as_posix() not in LINES_FREE:
            self.check_length(file, len(lines))
        {"lib": self.check_lib, "include": self.check_public}.get(folder, self.check_outside)(file, includes)
        self.check_own_header_first(file, includes)

    def check_length(self, file, count):
        if count > LINES_ALLOWED:
            self.violation(file, count, f"{count} lines; look for the second idea in it (at most {LINES_ALLOWED})")
        elif count > LINES_NOTED:
            self.notes.append(f"{file}:{count}: note: {count} lines, aim at {LINES_NOTED}")

    def check_lib(self, file, includes):
        if len(file.parts) < 3 or file.parts[1] not in LAYERS:
            self.violation(file, 1, "stands in no layer; the layers are " + ", ".join(LAYERS))
            return
        layer = file.parts[1]
        for line, quoted, target in includes:
            self.check_third_party(file, line, target, layer)
            if quoted:
                self.check_lib_include(file, line, target, layer)
            elif target.startswith("usher/") and layer != "c_api":
                self.violation(file, line, f"<{target}> is for lib/c_api; below it nothing knows the C ABI")
            elif (self.root / "lib" / target).is_file():
                self.violation(file, line, f'<{target}> is a file of lib; write "{target}"')

    def check_lib_include(self, file, line, target, layer):
        path = Path("lib") / target
        # CMake makes version.hpp of version.hpp.in.
        if not any((self.root / (str(path) + ending)).is_file() for ending in ("", ".in")):
            self.violation(file, line, f'no file lib/{target}; includes are relative to lib/')
            return
        self.graph[file].append((line, path))
        other = path.parts[1]
        if other in LAYERS and LAYERS.index(other) > LAYERS.index(layer):
            self.violation(file, line, f"layer {layer} includes {target} of the higher layer {other}")

    def check_third_party(self, file, line, target, layer):
        for prefix, owner in THIRD_PARTY:
            if target.startswith(prefix) and layer != owner:
                self.violation(file, line, f"<{target}> is for lib/{owner} only")

    def check_public(self, file, includes):
        for line, _, target in includes:
            path = Path("include") / target
            if (self.root / path).is_file():
                self.graph[file].append((line, path))
            elif (self.root / "lib" / target).is_file():
                self.violation(file, line, f"a public header includes {target} of lib")
            elif "/" in target:
                self.violation(file, line, f"a public header includes {target}; only usher/ and the standard library")

    def check_outside(self, file, includes):
        """bindings/ and examples/: a file's own folder, <usher/...>, and nothing else of ours."""
        home = Path(*file.parts[:2]) if len(file.parts) > 2 else file.parent
        for line, quoted, target in includes:
            if quoted:
                path = next((base / target for base in (file.parent, home)
                             if (self.root / base / target).is_file()), None)
                if path is None or ".." in Path(target).parts:
                    self.violation(file, line, f'"{target}" is not in {home}; of usher include only <usher/...>')
                else:
                    self.graph[file].append((line, path))
            elif (self.root / "lib" / target).is_file():
                self.violation(file, line, f"<{target}> is inside the library; include only <usher/...>")
            elif target.startswith("usher/") and not (self.root / "include" / target).is_file():
                self.violation(file, line, f"no file include/{target}")

    def check_own_header_first(self, file, includes):
        own = file.with_suffix(".hpp")
        if file.suffix != ".cpp" or not (self.root / own).is_file():
            return
        wanted = own.relative_to("lib").as_posix() if file.parts[0] == "lib" else own.name
        if not includes or includes[0][1:] != (True, wanted):
            self.violation(file, includes[0][0] if includes else 1, f'the first include must be "{wanted}"')

    def check_circles(self):
        done = set()

        def visit(file, trail):
            if file in trail:
                names = " -> ".join(str(each) for each in trail[trail.index(file):] + [file])
                before = trail[-1]
                line = next(number for number, target in self.graph[before] if target == file)
                self.violation(before, line, f"circle of includes: {names}")
            elif file not in done:
                for _, target in self.graph.get(file, []):
                    visit(target, trail + [file])
                done.add(file)

        for file in sorted(self.graph):
            visit(file, [])


# Each case: files, and the start of the one line that must be reported (None: nothing).
CASES = [
    ({"lib/base/a.hpp": "", "lib/text/b.hpp": '#include "base/a.hpp"\n#include <re2/re2.h>\n'}, None),
    ({"lib/base/a.hpp": '#pragma once\n#include "text/b.hpp"\n', "lib/text/b.hpp": ""},
     "lib/base/a.hpp:2: layer base includes text/b.hpp of the higher layer text"),
    ({"lib/odd/a.hpp": ""}, "lib/odd/a.hpp:1: stands in no layer"),
    ({"lib/base/a.hpp": '#include "base/gone.hpp"\n'}, "lib/base/a.hpp:1: no file lib/base/gone.hpp"),
    ({"lib/base/a.hpp": '#include "base/made.hpp"\n', "lib/base/made.hpp.in": ""}, None),
    ({"lib/base/a.hpp": "", "lib/base/b.hpp": "#include <base/a.hpp>\n"}, "lib/base/b.hpp:1: <base/a.hpp> is a file"),
    ({"lib/base/a.hpp": "#include <usher/usher.h>\n", "include/usher/usher.h": ""},
     "lib/base/a.hpp:1: <usher/usher.h> is for lib/c_api"),
    ({"lib/c_api/a.cpp": "#include <usher/usher.h>\n", "include/usher/usher.h": ""}, None),
    ({"lib/rules/a.cpp": "#include <yaml-cpp/yaml.h>\n"}, "lib/rules/a.cpp:1: <yaml-cpp/yaml.h> is for lib/policy"),
    ({"lib/policy/a.cpp": "#include <re2/re2.h>\n"}, "lib/policy/a.cpp:1: <re2/re2.h> is for lib/text"),
    ({"lib/base/a.cpp": "#include <unicode/uchar.h>\n"}, "lib/base/a.cpp:1: <unicode/uchar.h> is for lib/text"),
    ({"lib/policy/a.cpp": "#include <sha2.h>\n"}, "lib/policy/a.cpp:1: <sha2.h> is for lib/base"),
    ({"lib/base/a.hpp": "", "lib/base/a.cpp": '#include <string>\n#include "base/a.hpp"\n'},
     'lib/base/a.cpp:1: the first include must be "base/a.hpp"'),
    ({"lib/base/a.hpp": "", "lib/base/a.cpp": '// why\n#include "base/a.hpp"\n#include <string>\n'}, None),
    ({"lib/base/a.hpp": '#include "base/b.hpp"\n', "lib/base/b.hpp": '\n#include "base/a.hpp"\n'},
     "lib/base/b.hpp:2: circle of includes: lib/base/a.hpp -> lib/base/b.hpp -> lib/base/a.hpp"),
    ({"include/usher/usher.hpp": "#include <usher/usher.h>\n#include <string>\n", "include/usher/usher.h": ""}, None),
    ({"include/usher/usher.hpp": "#include <fmt/format.h>\n"}, "include/usher/usher.hpp:1: a public header includes"),
    ({"bindings/cli/main.cpp": '#include "options.hpp"\n', "bindings/cli/options.hpp": ""}, None),
    ({"bindings/cli/main.cpp": '#include "base/a.hpp"\n', "lib/base/a.hpp": ""},
     'bindings/cli/main.cpp:1: "base/a.hpp" is not in bindings/cli'),
    ({"bindings/cli/main.cpp": '#include "../../lib/base/a.hpp"\n', "lib/base/a.hpp": ""},
     'bindings/cli/main.cpp:1: "../../lib/base/a.hpp" is not in bindings/cli'),
    ({"examples/embed/a.cpp": "#include <base/a.hpp>\n", "lib/base/a.hpp": ""},
     "examples/embed/a.cpp:1: <base/a.hpp> is inside the library"),
    ({"lib/base/a.cpp": "\n" * (LINES_ALLOWED + 1)}, f"lib/base/a.cpp:{LINES_ALLOWED + 1}: "),
    ({"lib/base/a.cpp": "\n" * LINES_NOTED}, None),
]


def self_test():
    failures = 0
    for number, (files, wanted) in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "lib").mkdir()
            for name, text in files.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            with contextlib.redirect_stdout(io.StringIO()) as output:
                code = main([folder])
        found = output.getvalue().splitlines()[:-1]
        if wanted is None:
            good = code == 0 and not found
        else:
            good = code == 1 and len(found) == 1 and found[0].startswith(wanted)
        if not good:
            failures += 1
            print(f"case {number}: wanted {wanted or 'nothing'}, found {found}")
    print(f"{len(CASES) - failures} of {len(CASES)} cases as they should be")
    return 1 if failures else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) > 1 or (arguments and arguments[0].startswith("-")):
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(arguments[0] if arguments else Path(__file__).resolve().parent.parent)
    if not (root / "lib").is_dir():
        print(f"{root}: no folder lib here", file=sys.stderr)
        return 2
    checker = Checker(root)
    checker.run()
    for line in checker.notes + checker.violations:
        print(line)
    print(f"{len(checker.graph)} files, {len(checker.violations)} violations")
    return 1 if checker.violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
