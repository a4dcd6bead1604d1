# SPDX-License-Identifier: BSL-1.0
"""usher.h is the manual: every declaration in it is told what it is.

check_documented.py HEADER

A comment above a declaration, or behind it on its line, speaks for it and for the declarations that follow without an
empty line between. What begins and ends a handle (_create, _destroy) is told by the rules at the head of the header. A
field or a constant that says all by its name needs none, but its struct or enumeration does. No line is wider than a
screen, which the formatter does not see to in comments.
"""
import re
import sys

WIDEST = 120
RULED = re.compile(r"usher_\w+_(create|destroy)$")


def blocks_of(text):
    """Pieces of the header between empty lines, outside of comments and braces; each with the number of its line."""
    found, piece, start, depth, comment = [], [], 1, 0, False
    for number, line in enumerate(text.split("\n") + [""], 1):
        if not line.strip() and depth == 0 and not comment:
            if piece:
                found.append((start, "\n".join(piece)))
            piece, start = [], number + 1
            continue
        piece.append(line)
        bare = line
        if comment:
            comment = "*/" not in bare
            bare = bare.partition("*/")[2] if not comment else ""
        bare = re.sub(r"/\*.*?\*/", "", bare)
        if "/*" in bare:
            comment = True
            bare = bare.partition("/*")[0]
        depth += bare.count("{") - bare.count("}")
        if 'extern "C" {' in line or (line.startswith("}") and depth < 0):
            depth = 0
    return found


def undocumented(text):
    found = []
    told_before = False  # a comment stands alone above
    for start, block in blocks_of(text):
        is_title = re.match(r"/\* ---- ", block)
        code = re.sub(r"/\*.*?\*/", lambda match: "\n" * match[0].count("\n"), block, flags=re.S)
        code = re.sub(r"^#.*", "", code, flags=re.M)
        has_comment = "/*" in block and not is_title
        names = re.findall(r"\b(usher_\w+)\s*\(", code)
        types = re.findall(r"^typedef struct (usher_\w+) \{|^\} (usher_\w+);", code, flags=re.M)
        for name in names:
            if not has_comment and not told_before and not RULED.match(name):
                found.append((start, name))
        if types and not has_comment and not told_before:
            found.append((start, types[0][0] or types[0][1]))
        if re.search(r"\benum \{", code) and not has_comment and not told_before:
            first = re.search(r"\b(USHER_\w+)", code)
            found.append((start, first[1] if first else "enum"))
        told_before = has_comment and not code.strip()
    return found


def main():
    path = sys.argv[1]
    text = open(path, encoding="utf-8").read()
    body = text[text.index("/* ---- Version"):]
    offset = text[:len(text) - len(body)].count("\n")
    found = undocumented(body)
    for line, name in found:
        print(f"{path}:{line + offset}: {name} is told nothing of; write above it what it does, and its errors")
    wide = [(number, len(line)) for number, line in enumerate(text.split("\n"), 1) if len(line) > WIDEST]
    for line, width in wide:
        print(f"{path}:{line}: {width} columns; no line has more than {WIDEST}")
    count = len(set(re.findall(r"\b(usher_\w+)\s*\(", re.sub(r"/\*.*?\*/", "", body, flags=re.S))))
    print(f"{count} functions, {len(found)} declarations without a word")
    return 1 if found or wide or count < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
