# SPDX-License-Identifier: BSL-1.0
"""Makes the declarations of the PHP, Ruby and Node bindings from usher.h.

generate.py [--cc CC]              writes bindings/*/generated anew
generate.py --check [--cc CC]      compares them with a fresh generation; says which differ, and exits 1
generate.py --self-test            the parser refuses what it does not know
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import emit_node
import emit_php
import emit_ruby
import header
import meanings

ROOT = pathlib.Path(__file__).resolve().parents[2]
PUBLIC = ROOT / "include" / "usher" / "usher.h"
FOLDERS = {"php": ROOT / "bindings/php/generated", "ruby": ROOT / "bindings/ruby/lib/usher/generated",
           "node": ROOT / "bindings/node/generated"}


def generated(preprocessed):
    model = meanings.Model(header.describe(preprocessed))
    made = {"php": emit_php.emit(model), "ruby": emit_ruby.emit(model), "node": emit_node.emit(model)}
    return {FOLDERS[host] / name: text for host, files in made.items() for name, text in files.items()}


def write(files):
    for folder in FOLDERS.values():
        folder.mkdir(parents=True, exist_ok=True)
        for old in set(folder.iterdir()) - set(files):
            old.unlink()
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    print(f"{len(files)} files written")


def check(files):
    there = {path for folder in FOLDERS.values() if folder.is_dir() for path in folder.iterdir()}
    wrong = sorted(there ^ set(files))
    wrong += [path for path, text in files.items() if path in there and path.read_text(encoding="utf-8") != text]
    for path in wrong:
        print(f"{path.relative_to(ROOT)}: not as usher.h has it; type: python3 bindings/abi/generate.py")
    print(f"{len(files) - len(wrong)} of {len(files)} generated files are as usher.h has it")
    return not wrong


def check_layout(compiler, description):
    """Sizes, offsets and constants as the compiler has them."""
    with tempfile.TemporaryDirectory() as folder:
        source, program = pathlib.Path(folder) / "layout.c", pathlib.Path(folder) / "layout"
        source.write_text(header.layout_program(description), encoding="utf-8")
        subprocess.run([compiler, "-I", ROOT / "include", source, "-o", program], check=True)
        lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.split("\n")
    said = dict(line.split() for line in lines if line)
    wanted = {name: value for group in description.groups for name, value in group}
    for struct in description.structs.values():
        wanted[struct.name] = struct.size
        wanted |= {f"{struct.name}.{member.name}": member.offset for member in struct.members}
    wrong = [name for name in wanted if int(said[name]) != wanted[name]]
    for name in wrong:
        print(f"{name}: {said[name]} for the compiler, {wanted[name]} for the generator")
    print(f"{len(wanted) - len(wrong)} of {len(wanted)} sizes, offsets and constants as the compiler has them")
    return not wrong


REFUSED = {  # what is wrong: declarations
    "a type": "long usher_x(void);",
    "a struct before its time": "usher_y usher_x(void);",
    "an array": "typedef struct usher_y { size_t a[2]; } usher_y;",
    "a union": "union usher_y { size_t a; };",
    "a bit-field": "typedef struct usher_y { uint32_t a : 1; } usher_y;",
    "an enumeration without a number": "enum { USHER_A };",
    "a constant that is an expression": "enum { USHER_A = 1 << 2 };",
    "a callback": "int32_t usher_x(void (*f)(void));",
    "a name that is another": "typedef struct usher_y { size_t a; } usher_z;",
    "an attribute": "__attribute__((nothrow)) int32_t usher_x(void);",
    "an ellipsis": "int32_t usher_x(const char *a, ...);",
    "no end": "int32_t usher_x(void)",
}


def self_test(preprocessed):
    wrong = 0
    for what, text in REFUSED.items():
        try:
            header.describe(text)
            print(f"not refused: {what}")
            wrong += 1
        except header.HeaderError:
            pass
    changed = {
        "a struct without a meaning": preprocessed + "typedef struct usher_new { size_t struct_size; } usher_new;",
        "an enumeration without a name": preprocessed + "enum { USHER_NEW_ONE = 1 };",
        "a member that may mean several things": preprocessed.replace("  int32_t by_rule;", "  int32_t by_rule; int64_t new_one;"),
        "a list without a count": preprocessed.replace("size_t skill_count;", "size_t skills_there;"),
    }
    for what, text in changed.items():
        try:
            meanings.Model(header.describe(text))
            print(f"not refused: {what}")
            wrong += 1
        except header.HeaderError:
            pass
    total = len(REFUSED) + len(changed)
    print(f"{total - wrong} of {total} headers refused")
    return wrong == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    preprocessed = header.preprocess(options.cc, PUBLIC)
    if options.self_test:
        return 0 if self_test(preprocessed) else 1
    files = generated(preprocessed)
    if not options.check:
        write(files)
        return 0
    return 0 if all([check(files), check_layout(options.cc, header.describe(preprocessed))]) else 1


if __name__ == "__main__":
    sys.exit(main())
