# SPDX-License-Identifier: BSL-1.0
"""Inputs that are more than a file in a folder: links, pipes, files that are too large, names that steer a terminal."""
import argparse
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

usher = ""

POLICY = "usher: 1\ninclude: [rules.yaml]\ndepartments: {care: {}, billing: {}}\ndefault: {department: care}\n"
RULES = "rules: [{name: refunds, when: {text: refund}, then: {department: billing}}]\n"
ALONE = POLICY.replace("include: [rules.yaml]\n", "") + RULES
MARK = b"\xef\xbb\xbf"


class Inputs(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)
        (self.folder / "alone.yaml").write_text(ALONE, encoding="utf-8")

    def run_usher(self, *arguments, stdin=b"", more=()):
        return subprocess.run([usher, *arguments], cwd=self.folder, input=stdin, capture_output=True, check=False,
                              timeout=60, pass_fds=more)

    def test_a_link_to_a_release(self):
        (self.folder / "releases" / "7").mkdir(parents=True)
        (self.folder / "current").mkdir()
        (self.folder / "releases" / "7" / "policy.yaml").write_text(POLICY, encoding="utf-8")
        (self.folder / "releases" / "7" / "rules.yaml").write_text(RULES, encoding="utf-8")
        os.symlink("../releases/7/policy.yaml", self.folder / "current" / "policy.yaml")
        for name in ("current", "current/policy.yaml"):
            made = self.run_usher("triage", name, stdin=b'{"id": "m", "text": "refund"}\n')
            self.assertEqual((made.returncode, json.loads(made.stdout)["department"]), (0, "billing"), made.stderr)

    def test_a_policy_from_a_pipe(self):
        read, write = os.pipe()
        os.write(write, ALONE.encode())
        os.close(write)
        made = self.run_usher("check", f"/dev/fd/{read}", more=(read,))
        os.close(read)
        self.assertEqual((made.returncode, made.stderr), (0, f"usher: /dev/fd/{read}: no findings\n".encode()))
        made = self.run_usher("check", "/dev/stdin", stdin=ALONE.encode())
        self.assertEqual((made.returncode, made.stderr), (0, b"usher: /dev/stdin: no findings\n"))
        with open(self.folder / "alone.yaml", "rb") as file:
            made = subprocess.run([usher, "check", "/dev/stdin"], stdin=file, capture_output=True, check=False)
        self.assertEqual((made.returncode, made.stderr), (0, b"usher: /dev/stdin: no findings\n"))

    def test_a_sample_that_is_too_large(self):
        with open(self.folder / "large.jsonl", "wb") as file:
            file.truncate(300_000_000)
        for command in (["check", "alone.yaml"], ["compile", "alone.yaml", "-o", "out.usher"]):
            made = self.run_usher(*command, "--sample", "large.jsonl")
            self.assertEqual((made.returncode, made.stdout), (3, b""))
            self.assertEqual(made.stderr, b"usher: large.jsonl is larger than 268435456 bytes\n")

    def test_a_byte_order_mark(self):
        (self.folder / "marked.jsonl").write_bytes(MARK + b'{"text": "refund"}\n')
        made = self.run_usher("compile", "alone.yaml", "-o", "out.usher", "--sample", "marked.jsonl")
        self.assertEqual((made.returncode, made.stderr), (0, b"usher: out.usher: 1 rule\n"))
        event = b'{"type": "message", "time": "2026-03-20T09:00:00Z", "conversation": "c", "text": "refund"}\n'
        (self.folder / "events.jsonl").write_bytes(MARK + event)
        made = self.run_usher("run", "alone.yaml", "events.jsonl", "--journal", "day.jsonl")
        self.assertEqual(made.returncode, 0, made.stderr)
        journal = (self.folder / "day.jsonl").read_bytes()
        shown = []
        for mark in (b"", MARK):
            (self.folder / "day.jsonl").write_bytes(mark + journal)
            made = self.run_usher("desk", "--follow", "day.jsonl", "--policy", "alone.yaml", "--once")
            self.assertEqual(made.returncode, 0, made.stderr)
            shown.append(made.stdout)
        self.assertEqual(*shown)

    def test_names_that_steer_a_terminal(self):
        bad = "no\x1b[31m\u202e"
        (self.folder / bad).write_text('{"text": 7\n', encoding="utf-8")
        (self.folder / (bad + ".yaml")).write_text("usher: 1\n", encoding="utf-8")
        for command in (["explain", "alone.yaml", "missing" + bad], ["explain", "alone.yaml", bad],
                        ["triage", "alone.yaml", bad], ["run", "alone.yaml", bad], ["replay", "alone.yaml", bad],
                        ["check", bad + ".yaml"], ["triage", bad + ".yaml"], ["simulate", bad + ".yaml"],
                        ["simulate", "missing" + bad], ["compile", "alone.yaml", "-o", bad + ".usher"],
                        ["check", "alone.yaml", "--nothing" + bad], [bad]):
            with self.subTest(command=command):
                made = self.run_usher(*command)
                self.assertNotIn(b"\x1b", made.stderr)
                self.assertNotIn("\u202e".encode(), made.stderr)
                self.assertIn(b"\\u001b[31m", made.stderr)

    def test_names_that_look_like_lines(self):
        bad = "no\nusher: all is fine"
        for command in (["explain", "alone.yaml", bad], ["run", "alone.yaml", bad], ["desk", bad],
                        ["compile", "alone.yaml", "-o", f"{bad}/file"],
                        ["run", "alone.yaml", "--journal", f"{bad}/file"]):
            with self.subTest(command=command):
                made = self.run_usher(*command)
                self.assertNotEqual(made.returncode, 0)
                self.assertEqual(made.stderr.count(b"\n"), 1, made.stderr)
                self.assertIn(b"no\\nusher", made.stderr)

    def test_what_ends_a_run_is_one_line(self):
        bad = "m\nusher: all is well"
        (self.folder / bad).write_text('{"text": 7\n', encoding="utf-8")
        for command, code in ((["triage", "alone.yaml", bad], 3), (["run", "alone.yaml", bad], 3),
                              (["replay", "alone.yaml", bad], 3), (["compile", "alone.yaml", "-o", f"o{bad}"], 0)):
            with self.subTest(command=command):
                made = self.run_usher(*command)
                self.assertEqual(made.returncode, code)
                self.assertNotIn(b"\nusher: all", made.stderr)
                self.assertIn(b"m\\nusher: all is well", made.stderr)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--usher", required=True)
    options, rest = parser.parse_known_args()
    usher = str(pathlib.Path(options.usher).resolve())
    unittest.main(argv=[__file__, *rest])
