# SPDX-License-Identifier: BSL-1.0
"""Preprocessed with -DUSHER_FFI the header is plain declarations: no attribute, no macro, no include is left.

check_ffi.py COMPILER HEADER
"""
import re
import subprocess
import sys


def main() -> int:
    compiler, header = sys.argv[1:3]
    text = subprocess.run([compiler, "-E", "-P", "-DUSHER_FFI", "-x", "c", header], check=True,
                          capture_output=True, text=True).stdout
    problems = []
    for word in ("__attribute__", "#", "noexcept", "extern", "USHER_API", "USHER_NOTHROW", "size_t;", "inline"):
        if word in text:
            problems.append(f"{word!r} is left")
    # What the declarations use beyond their own names must be what FFI parsers know.
    known = {"enum", "typedef", "struct", "const", "void", "char", "double", "size_t", "int32_t", "uint32_t",
             "int64_t", "uint64_t"}
    own = set(re.findall(r"\b(?:USHER_\w+|usher_\w+)\b", text))
    fields = set(re.findall(r"[\s*](\w+)(?:\[\d+\])?\s*[;,)]", text))
    for word in sorted(set(re.findall(r"\b[A-Za-z_]\w*\b", text)) - known - own - fields):
        problems.append(f"the word {word!r} is not a plain declaration's")
    if "usher_triage(" not in text:
        problems.append("no declarations are left")
    print("\n".join(problems) or f"{len(text.splitlines())} lines of plain declarations")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
