#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Every command says of a compiled policy what it says of the YAML, and of a damaged one that it is damaged.

    test_images.py USHER [ROOT]      USHER is the command line, ROOT the project (default: above this folder)
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

POLICIES = ("bank", "photo", "rental", "sportswear")


def main():
    usher = str(Path(sys.argv[1]).resolve())
    root = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).resolve().parents[2]
    wrong = []

    def run(folder, *arguments, stdin=b""):
        done = subprocess.run([usher, *arguments], cwd=folder, input=stdin, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def same(name, yaml, image):
        if yaml != image:
            wrong.append(f"{name}: the image says otherwise\n{yaml}\n{image}")

    compared = 0
    with tempfile.TemporaryDirectory() as folder:
        for policy in POLICIES:
            source = root / "examples" / "policies" / policy
            image = str(Path(folder) / f"{policy}.usher")
            code, _, talk = run(source, "compile", ".", "-o", image)
            if code != 0:
                wrong.append(f"{policy}: {talk.decode()}")
                continue
            messages = sorted(source.rglob("*.jsonl"))
            first = messages[0].read_bytes().splitlines()[0] if messages else b'{"text":"hello"}'
            for command in (["check"], ["check", "--format", "json"], ["test", "--format", "json"], ["dump"]):
                yaml, compiled = run(source, command[0], ".", *command[1:]), run(source, command[0], image, *command[1:])
                same(f"{policy}: {command}", yaml[:2], compiled[:2])
                compared += 1
            for form in ("text", "json"):
                same(f"{policy}: explain", run(source, "explain", ".", "-", "--format", form, stdin=first)[:2],
                     run(source, "explain", image, "-", "--format", form, stdin=first)[:2])
                compared += 1
            for file in messages:
                same(f"{policy}: triage {file.name}", run(source, "triage", ".", str(file))[:2],
                     run(source, "triage", image, str(file))[:2])
                compared += 1
            same(f"{policy}: from a pipe", run(source, "dump", ".")[:2],
                 run(source, "dump", "-", stdin=Path(image).read_bytes())[:2])
            compared += 1

        whole = Path(folder) / f"{POLICIES[0]}.usher"
        if (mode := whole.stat().st_mode & 0o777) != 0o666 & ~current_mask():
            wrong.append(f"the image has mode {mode:o}")
        left = [name for name in os.listdir(folder) if not name.endswith(".usher")]
        if left:
            wrong.append(f"left behind: {left}")
        bytes_of = whole.read_bytes()
        cut = Path(folder) / "cut.usher"
        cut.write_bytes(bytes_of[:-1])
        changed = Path(folder) / "changed.usher"
        changed.write_bytes(bytes_of[:-5000] + bytes([bytes_of[-5000] ^ 1]) + bytes_of[-4999:])
        for command, file in (("triage", cut), ("check", cut), ("check", changed)):
            code, out, talk = run(folder, command, str(file))
            if code != 3 or out or b"this compiled policy is damaged" not in talk:
                wrong.append(f"{command} {file.name}: {code} {talk.decode()}")

    print(f"{compared} outputs compared, {len(wrong)} complaints")
    for complaint in wrong:
        print(complaint)
    return 1 if wrong or compared < 30 else 0


def current_mask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


if __name__ == "__main__":
    sys.exit(main())
