# SPDX-License-Identifier: BSL-1.0
"""What was compiled with the previous usher.h goes on with the library of this one.

check_previous.py COMPILER HEADER [PREVIOUS]
check_previous.py --self-test COMPILER HEADER

PREVIOUS, by default previous/usher.h beside this file, is the header of the last interface that was given out. Held to
it are: every size, offset and constant, which may only be added to at the end; and, where abidiff is installed, every
function with its types, asked of two stub libraries that are made from the two headers. What may break is a new
interface: then previous/usher.h is replaced, and CHANGELOG.md says so under ABI.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from header import read

ABIDIFF_ERROR, ABIDIFF_USAGE, ABIDIFF_CHANGE, ABIDIFF_INCOMPATIBLE = 1, 2, 4, 8


def table_of(compiler, header, wanted, folder):
    """{"usher_str.data": 0, "usher_str": 16, "USHER_OK": 0}, asked of a compiler; None for what it does not know."""
    known = read(compiler, header)
    lines, names = [], []
    for name, fields in wanted.structs.items():
        if name not in known.structs:
            continue
        names.append(name)
        lines.append(f"sizeof({name})")
        for field in fields:
            if field in known.structs[name]:
                names.append(f"{name}.{field}")
                lines.append(f"offsetof({name}, {field}) * 1000 + sizeof((({name} *)0)->{field})")
    for name in wanted.constants:
        if name in known.constants:
            names.append(name)
            lines.append(name)
    source, program = folder / "table.c", folder / "table"
    prints = "".join(f'  printf("%lld\\n", (long long)({line}));\n' for line in lines)
    source.write_text(f'#include <stdio.h>\n#include "{header}"\nint main(void) {{\n{prints}  return 0;\n}}\n')
    subprocess.run([compiler, "-std=c99", source, "-o", program], check=True)
    values = subprocess.run([program], check=True, capture_output=True, text=True).stdout.split()
    return dict(zip(names, map(int, values)))


def compare_tables(compiler, previous, header, folder):
    wanted = read(compiler, previous)
    before, after = table_of(compiler, previous, wanted, folder), table_of(compiler, header, wanted, folder)
    growable = {name for name, fields in wanted.structs.items() if fields[0] == "struct_size"}
    problems = []
    for name, value in before.items():
        found = after.get(name)
        if found is None:
            problems.append(f"{name} is gone")
        elif name in growable:
            if found < value:
                problems.append(f"{name} has become smaller: {value} bytes, now {found}")
        elif found != value:
            problems.append(f"{name} has moved or changed: {value}, now {found}")
    now = read(compiler, header)
    for name, fields in wanted.structs.items():
        if now.structs.get(name, fields)[:len(fields)] != fields:
            problems.append(f"{name}: fields are only ever appended")
    return len(before), problems


def stub(compiler, header, folder, name):
    """A library with the functions of the header, which do nothing, and all of its types."""
    functions = read(compiler, header).functions
    lines = [f'#include "{header}"']
    for function, (result, parameters) in functions.items():
        body = "" if result == "void" else "return 0;"
        lines.append(f"{result} {function}({parameters}) {{ {body} }}")
    source, library = folder / f"{name}.c", folder / f"lib{name}.so"
    source.write_text("\n".join(lines) + "\n")
    subprocess.run([compiler, "-std=c99", "-g", "-shared", "-fPIC", "-Wno-unused-parameter", "-Wl,-soname,libusher.so.1",
                    source, "-o", library], check=True)
    return library, len(functions)


def compare_functions(compiler, previous, header, folder):
    before, count = stub(compiler, previous, folder, "before")
    after, _ = stub(compiler, header, folder, "after")
    done = subprocess.run(["abidiff", "--no-show-locs", before, after], capture_output=True, text=True, check=False)
    if done.returncode & (ABIDIFF_ERROR | ABIDIFF_USAGE):
        return count, [f"abidiff fails: {done.stdout}{done.stderr}"]
    if done.returncode & ABIDIFF_INCOMPATIBLE:
        return count, [f"abidiff finds it incompatible:\n{done.stdout}"]
    # It calls a changed type of a parameter and a grown struct alike: growing is judged by the tables.
    functions = read(compiler, previous).functions
    now = read(compiler, header).functions
    return count, [f"{name}: {functions[name]}, now {now.get(name)}" for name in functions
                   if now.get(name) != functions[name]]


def check(compiler, header, previous):
    """(what was compared, problems)"""
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        values, problems = compare_tables(compiler, previous, header, folder)
        if problems:
            said = "functions not looked at"
        elif shutil.which("abidiff"):
            count, more = compare_functions(compiler, previous, header, folder)
            said = f"{count} functions"
            problems += more
        else:
            said = "functions: skipped, no abidiff (Debian: abigail-tools)"
    return f"{values} sizes, offsets and constants, {said}", problems


BREAKS = {  # what must be found: (pattern, what stands there then)
    "a field in the middle": (r"(typedef struct usher_finding \{\s*size_t struct_size;)", r"\1 int64_t fresh;"),
    "a field less": (r"usher_str hint; +/\*[^*]*\*/", ""),
    "another order": (r"int32_t severity;\s*uint32_t line;", "uint32_t line; int32_t severity;"),
    "a frozen struct that grew": (r"(size_t size; /\* bytes, without the NUL \*/)", r"\1 int64_t fresh;"),
    "a constant with another number": (r"USHER_MEMORY = 12", "USHER_MEMORY = 120"),
    "a constant less": (r"USHER_FORKED = 25,", ""),
    "a function less": (r"USHER_API uint32_t usher_abi\(void\) USHER_NOTHROW;", ""),
    "a parameter more": (r"usher_report_count\(const usher_report \*report\)",
                         "usher_report_count(const usher_report *report, int32_t fresh)"),
    "another type of a parameter": (r"usher_status_name\(usher_status status\)", "usher_status_name(int64_t status)"),
    "another result": (r"USHER_API uint32_t usher_abi", "USHER_API uint64_t usher_abi"),
}
GROWTH = {  # what is allowed
    "nothing": (r"\Z", ""),
    "a function more": (r"(USHER_API uint32_t usher_abi\(void\) USHER_NOTHROW;)",
                        r"\1 USHER_API uint32_t usher_fresh(void) USHER_NOTHROW;"),
    "a field at the end": (r"(usher_str hint; +/\*[^*]*\*/)", r"\1 int64_t fresh;"),
    "a constant more": (r"(USHER_INTERNAL = 26)", r"\1, USHER_FRESH = 27"),
}


def self_test(compiler, header):
    text = pathlib.Path(header).read_text(encoding="utf-8")
    failed = 0
    for broken, changes in ((True, BREAKS), (False, GROWTH)):
        for name, (pattern, instead) in changes.items():
            made, count = re.subn(pattern, instead, text, count=1)
            with tempfile.TemporaryDirectory() as folder:
                changed = pathlib.Path(folder) / "usher.h"
                changed.write_text(made, encoding="utf-8")
                _, problems = check(compiler, changed, pathlib.Path(header).resolve())
            if count != 1 or bool(problems) != broken:
                failed += 1
                print(f"{name}: {'not found' if broken else problems}{'' if count == 1 else ' (not tried)'}")
    print(f"{len(BREAKS) + len(GROWTH) - failed} of {len(BREAKS) + len(GROWTH)} changes judged rightly")
    return 1 if failed else 0


def main():
    words = sys.argv[1:]
    if words[0] == "--self-test":
        return self_test(*words[1:3])
    compiler, header = words[0], pathlib.Path(words[1]).resolve()
    previous = pathlib.Path(words[2] if len(words) > 2 else pathlib.Path(__file__).parent / "previous/usher.h").resolve()
    said, problems = check(compiler, header, previous)
    print("\n".join(problems) or f"{said}: as in the previous interface")
    if problems:
        print("If this is meant: a new interface replaces tests/c_abi/previous/usher.h, and CHANGELOG.md says so under ABI.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
