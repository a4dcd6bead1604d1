# SPDX-License-Identifier: BSL-1.0
"""The library exports exactly what the header declares and the version script lists, and the C tests use all of it.

check_symbols.py LIBRARY HEADER MAP TEST.c...
"""
import re
import subprocess
import sys


def main() -> int:
    library, header_file, map_file, *test_files = sys.argv[1:]
    header = open(header_file, encoding="utf-8").read()
    code = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    declared = set(re.findall(r"\b(usher_\w+)\s*\(", code))
    listed = set(re.findall(r"^\s+(usher_\w+);", open(map_file, encoding="utf-8").read(), flags=re.M))
    symbols = subprocess.run(["nm", "-D", "--defined-only", "--format=posix", library], check=True,
                             capture_output=True, text=True).stdout
    exported = {line.split()[0].split("@")[0] for line in symbols.splitlines()}
    exported = {name for name in exported if not name.startswith(("USHER_", "_init", "_fini"))}
    tests = "".join(open(each, encoding="utf-8").read() for each in test_files)
    used = set(re.findall(r"\b(usher_\w+)\s*\(", tests))

    failed = False

    def compare(what: str, left: set, other: str, right: set) -> None:
        nonlocal failed
        for name in sorted(left - right):
            failed = True
            print(f"{name}: {what} but not {other}")

    compare("declared", declared, "exported", exported)
    compare("exported", exported, "declared", declared)
    compare("declared", declared, "in the version script", listed)
    compare("in the version script", listed, "declared", declared)
    compare("declared", declared, "used by the C tests", used)
    print(f"{len(declared)} functions declared, {len(exported)} symbols exported")
    return 1 if failed or not declared else 0


if __name__ == "__main__":
    sys.exit(main())
