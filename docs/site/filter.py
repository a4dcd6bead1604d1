# SPDX-License-Identifier: BSL-1.0
"""Input filter of Doxygen: the comments of usher's headers in its form, line by line where they were.

Above a declaration `/* text */` and `/// text` become `/** \\verbatim text \\endverbatim */`, behind one `/**< ...`.
The text is given through as it stands; reference.py makes HTML of it.
"""
import re
import sys


def body_of(comment):
    """The text of /* ... */ without its frame."""
    lines = comment[2:-2].split("\n")
    return "\n".join([lines[0].strip()] + [re.sub(r"^\s*\*? ?", "", line).rstrip() for line in lines[1:]])


def framed(text, mark=""):
    return f"/**{mark} \\verbatim\n{text}\n\\endverbatim */"


def c_comments(source):
    """Comments of C. Where lines are kept, the text is one line for Doxygen, and its own lines are marked."""
    out, end = [], 0
    for found in re.finditer(r"/\*.*?\*/", source, flags=re.S):
        out.append(source[end:found.start()])
        end = found.end()
        before = source[source.rfind("\n", 0, found.start()) + 1:found.start()].strip()
        comment = found[0]
        if comment.startswith("/* ----") or "SPDX-License" in comment:
            out.append(comment)
            continue
        text = body_of(comment).replace("\n", "\ue000")
        lines = "\n" * comment.count("\n")
        if before.endswith("{"):  # of the whole enumeration: it goes in front
            place = "".join(out)
            at = max(place.rfind("enum {"), place.rfind("struct"))
            place = f"{place[:at]}/** \\verbatim {text} \\endverbatim */ {place[at:]}"
            out = [place, lines]
        else:
            out.append(f"/**{'<' if before else ''} \\verbatim {text} \\endverbatim */{lines}")
    return "".join(out) + source[end:]


def cpp_comments(source):
    """Runs of ///, and // behind a field or a constant."""
    lines, out, i = source.split("\n"), [], 0
    while i < len(lines):
        stripped = lines[i].strip()
        if stripped.startswith("///"):
            text = []
            while i < len(lines) and lines[i].strip().startswith("///"):
                text.append(lines[i].strip()[3:].removeprefix(" "))
                i += 1
            out.append("/** \\verbatim " + "\ue000".join(text) + " \\endverbatim */" + "\n" * (len(text) - 1))
            continue
        behind = re.match(r"(.*[;,}\w])\s+// (.*)$", lines[i])
        out.append(f"{behind[1]} /**< \\verbatim {behind[2]} \\endverbatim */" if behind else lines[i])
        i += 1
    return "\n".join(out)


def main():
    path = sys.argv[1]
    source = open(path, encoding="utf-8").read()
    sys.stdout.write((c_comments if path.endswith(".h") else cpp_comments)(source))
    return 0


if __name__ == "__main__":
    sys.exit(main())
