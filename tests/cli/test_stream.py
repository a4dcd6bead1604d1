# SPDX-License-Identifier: BSL-1.0
"""The command line at a terminal and in a pipe: what a file with the expected output cannot hold."""
import argparse
import errno
import json
import os
import pathlib
import pty
import select
import subprocess
import sys
import tempfile
import time
import unittest

SHARED = pathlib.Path(__file__).resolve().parent.parent / "golden" / "cli" / "shared"
MESSAGE = b'{"text":"I want my money back","account":"@northwind"}\n'
SECONDS = 60
usher = ""


def start(*arguments, env=None, **files):
    return subprocess.Popen([usher, *arguments], cwd=SHARED, env={**os.environ, **(env or {})}, **files)


def read_terminal(descriptor):
    """Everything until the program at the other end has closed the terminal."""
    text = b""
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError as error:  # how Linux says that the other end is closed
            if error.errno != errno.EIO:
                raise
            return text
        if not part:
            return text
        text += part


def on_terminal(*arguments, env=None, stdout=None, stdin=subprocess.DEVNULL):
    """Runs with stderr, and stdout unless it is given, on a terminal; gives its text and the exit code."""
    ours, theirs = pty.openpty()
    environment = {"NO_COLOR": "", "TERM": "xterm", **(env or {})}
    process = start(*arguments, env=environment, stdin=stdin, stderr=theirs,
                    stdout=theirs if stdout is None else stdout)
    os.close(theirs)
    text = read_terminal(ours)
    os.close(ours)
    return text, process.wait(SECONDS)


class Pipes(unittest.TestCase):
    def test_line_buffered_answers_at_once(self):
        with start("triage", "shop.yaml", "--line-buffered",
                   stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            for _ in range(3):
                process.stdin.write(MESSAGE)
                process.stdin.flush()
                ready, _, _ = select.select([process.stdout], [], [], SECONDS)
                self.assertTrue(ready, "no answer before the next message")
                self.assertEqual(json.loads(process.stdout.readline())["department"], "care")
            process.stdin.close()
            self.assertEqual(process.wait(SECONDS), 0)

    def test_ends_quietly_when_the_reader_goes(self):
        with tempfile.TemporaryFile() as messages, tempfile.TemporaryFile() as talk:
            messages.write(MESSAGE * 3000)  # their decisions are far more than a pipe holds
            messages.seek(0)
            process = start("triage", "shop.yaml", stdin=messages, stdout=subprocess.PIPE, stderr=talk)
            process.stdout.readline()
            process.stdout.close()
            self.assertEqual(process.wait(SECONDS), 0)
            talk.seek(0)
            self.assertEqual(talk.read(), b"")

    def test_full_disk_is_said(self):
        with open("/dev/full", "wb") as full:
            process = start("dump", "shop.yaml", stdout=full, stderr=subprocess.PIPE)
            _, talk = process.communicate(timeout=SECONDS)
            self.assertEqual(talk, b"usher: cannot write the output: No space left on device\n")
            self.assertEqual(process.returncode, 3)

    def test_dump_can_be_loaded(self):
        dumped = subprocess.run([usher, "dump", "shop.yaml"], cwd=SHARED,
                                capture_output=True, check=True).stdout
        again = subprocess.run([usher, "dump", "-"], input=dumped, capture_output=True, check=True).stdout
        self.assertEqual(dumped, again)
        texts = []
        for policy in ("shop.yaml", "-"):
            tests = subprocess.run([usher, "test", policy, "--format", "json"], cwd=SHARED, input=dumped,
                                   capture_output=True, check=True)
            texts.append(json.loads(tests.stdout)["passed"])
        self.assertEqual(texts[0], texts[1])
        self.assertGreater(texts[0], 0)

    def test_now_system_is_the_clock(self):
        # A message without a time is in no year, and with the clock in this one.
        year = time.strftime("%Y", time.gmtime())
        policy = ("usher: 1\n"
                  "departments: {care: {}, this_year: {}}\n"
                  "rules:\n"
                  "  - name: now\n"
                  f"    when: {{time: {{at_least: {year}-01-01}}}}\n"
                  "    then: {department: this_year}\n"
                  "default: {department: care}\n")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "policy.yaml"
            path.write_text(policy, encoding="utf-8")
            for arguments, department in (([], "care"), (["--now", "system"], "this_year")):
                done = subprocess.run([usher, "triage", str(path), *arguments], input=b'{"text":"hello"}',
                                      capture_output=True)
                self.assertEqual(done.stderr, b"")
                self.assertEqual(json.loads(done.stdout)["department"], department)


class Terminal(unittest.TestCase):
    def test_color_on_a_terminal_only_and_when_wanted(self):
        for env, arguments, colored in (({}, [], True),
                                        ({"NO_COLOR": "1"}, [], False),
                                        ({"TERM": "dumb"}, [], False),
                                        ({}, ["--color", "never"], False),
                                        ({"NO_COLOR": "1"}, ["--color", "always"], True)):
            text, code = on_terminal("check", "broken.yaml", *arguments, env=env)
            self.assertEqual(code, 1)
            self.assertIn(b"error:", text)
            self.assertEqual(b"\033[" in text, colored, (env, arguments))

    def test_progress_is_shown_and_taken_away(self):
        text = b""
        count = 10000
        while not text and count < 5000000:  # a run that is over in half a second shows none
            with tempfile.TemporaryDirectory() as folder, open(os.devnull, "wb") as nowhere:
                messages = pathlib.Path(folder) / "messages.jsonl"
                messages.write_bytes(MESSAGE * count)
                text, code = on_terminal("triage", "shop.yaml", str(messages), stdout=nowhere)
                self.assertEqual(code, 0)
            count *= 4
        self.assertRegex(text, rb"\d+ lines, \d+ per second, \d+:\d\d left")
        self.assertTrue(text.endswith(b"\r\033[K"))

    def test_no_progress_between_the_decisions(self):
        with tempfile.TemporaryFile() as messages:
            messages.write(MESSAGE * 3)
            messages.seek(0)
            text, code = on_terminal("triage", "shop.yaml", stdin=messages)
        self.assertEqual(code, 0)
        self.assertEqual([json.loads(line)["department"] for line in text.splitlines()], ["care"] * 3)

    def test_says_that_it_waits_for_typing(self):
        ours, theirs = pty.openpty()
        process = start("text", "shop.yaml", stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.close(theirs)
        ready, _, _ = select.select([process.stderr], [], [], SECONDS)
        self.assertTrue(ready)
        self.assertEqual(process.stderr.readline(), b"usher: reading from the terminal; Ctrl-D ends\n")
        os.write(ours, b"hello\n\x04")
        out, _ = process.communicate(timeout=SECONDS)
        os.close(ours)
        self.assertIn(b"hello", out)
        self.assertEqual(process.returncode, 0)


def main():
    global usher
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--usher", required=True, type=lambda path: str(pathlib.Path(path).resolve()))
    options, rest = parser.parse_known_args()
    usher = options.usher
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
