# SPDX-License-Identifier: BSL-1.0
"""Every constant of usher.h has its number in layout.c: one that changes would be another ABI.

check_layout.py COMPILER HEADER LAYOUT
"""
import pathlib
import re
import sys

import header


def main():
    compiler, path, layout = sys.argv[1:]
    asserted = set(re.findall(r"\b(USHER_\w+) == -?\w+", pathlib.Path(layout).read_text(encoding="utf-8")))
    missing = [name for name in header.read(compiler, path).constants if name not in asserted]
    for name in missing:
        print(f"{layout}: {name} is not held to its number", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
