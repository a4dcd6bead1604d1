# SPDX-License-Identifier: BSL-1.0
"""A program in a terminal of a given size, and what its screen shows.

The screen knows the sequences that a page drawn anew needs, and refuses any other. It notes what must not be: text past
the last column, and a line feed on the last row, which would scroll the page away.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unicodedata

SECONDS = 60
SEQUENCE = re.compile(r"\x1b\[(\??)([0-9;]*)([A-Za-z])")


class Screen:
    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.lines = [[] for _ in range(rows)]
        self.row = self.column = 0
        self.wrong = []
        self.modes = {1049: False, 25: True, 7: True}
        self.painted = set()

    def text(self):
        return "\n".join("".join(line).rstrip() for line in self.lines).rstrip()

    def feed(self, text):
        at = 0
        while at < len(text):
            if text[at] == "\x1b":
                found = SEQUENCE.match(text, at)
                if not found:
                    return text[at:]  # not all of it is here yet
                self.sequence(found[1] == "?", found[2], found[3])
                at = found.end()
            else:
                self.character(text[at])
                at += 1
        return ""

    def sequence(self, private, numbers, letter):
        if private and letter in "hl":
            self.modes[int(numbers)] = letter == "h"
        elif letter == "H" and not numbers:
            self.row = self.column = 0
        elif letter == "K" and not numbers:
            del self.lines[self.row][self.column:]
        elif letter == "J" and numbers == "2":
            self.lines = [[] for _ in range(self.rows)]
        elif letter == "J" and not numbers:
            del self.lines[self.row][self.column:]
            for row in range(self.row + 1, self.rows):
                self.lines[row] = []
        elif letter == "m":
            self.painted.add(numbers)
        else:
            self.wrong.append(f"sequence {numbers}{letter}")

    def character(self, c):
        if c == "\r":
            self.column = 0
        elif c == "\n":
            if self.row + 1 == self.rows:
                self.wrong.append("scrolled")
            else:
                self.row += 1
        elif ord(c) < 32 or 0x7F <= ord(c) < 0xA0:
            self.wrong.append(f"control {ord(c):#x}")
        elif unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Cf"):
            if self.column:
                self.lines[self.row][self.column - 1] += c
        else:
            width = 2 if unicodedata.east_asian_width(c) in "WF" else 1
            if self.column + width > self.columns:
                self.wrong.append(f"row {self.row}: {c!r} is past column {self.columns}")
                return
            line = self.lines[self.row]
            line += [" "] * (self.column - len(line))
            line[self.column:self.column + width] = [c] + [""] * (width - 1)
            self.column += width


class Terminal:
    """`with Terminal(["usher", ...], 80, 24) as terminal: ...`"""

    def __init__(self, command, columns, rows, env=None):
        outside = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        self.command, self.env = command, {**outside, "TERM": "xterm", **(env or {})}
        self.screen = Screen(columns, rows)
        self.rest = b""
        self.half = ""

    def __enter__(self):
        self.ours, self.theirs = pty.openpty()
        self.set_size()
        self.modes_before = termios.tcgetattr(self.theirs)
        self.process = subprocess.Popen(self.command, stdin=self.theirs, stdout=self.theirs, stderr=subprocess.PIPE,
                                        env=self.env, start_new_session=True, preexec_fn=self.take_terminal)
        return self

    def take_terminal(self):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stderr.close()
        os.close(self.ours)
        os.close(self.theirs)

    def set_size(self):
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", self.screen.rows, self.screen.columns, 0, 0))

    def resize(self, columns, rows):
        screen = Screen(columns, rows)
        screen.modes = self.screen.modes
        self.screen = screen
        self.set_size()

    def look(self, seconds):
        """Reads what comes until then; false when there was nothing."""
        if not select.select([self.ours], [], [], seconds)[0]:
            return False
        data = self.rest + os.read(self.ours, 1 << 16)
        end = len(data)
        while end and end > len(data) - 4 and data[end - 1] & 0xC0 == 0x80:
            end -= 1
        if end and data[end - 1] & 0xC0 == 0xC0:
            end -= 1
        else:
            end = len(data)
        self.rest = data[end:]
        self.half = self.screen.feed(self.half + data[:end].decode("utf-8"))
        return True

    def wait_for(self, is_right, what):
        end = time.monotonic() + SECONDS
        while not is_right(self.screen):
            if time.monotonic() > end or (self.process.poll() is not None and not self.look(0)):
                raise AssertionError(f"{what} never came:\n{self.screen.text()}")
            self.look(0.1)
        while self.look(0.05):  # the rest of the page
            pass

    def type(self, keys):
        os.write(self.ours, keys)

    def signal(self, number):
        os.kill(self.process.pid, number)

    def finish(self):
        """The exit code, with everything read that was still written."""
        end = time.monotonic() + SECONDS
        while self.process.poll() is None:
            if time.monotonic() > end:
                raise AssertionError("it does not end")
            self.look(0.05)
        while self.look(0.05):
            pass
        return self.process.returncode

    def is_as_before(self):
        """The modes of the terminal, and the sequences that turn them."""
        return (termios.tcgetattr(self.theirs) == self.modes_before
                and self.screen.modes == {1049: False, 25: True, 7: True})
