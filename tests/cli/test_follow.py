# SPDX-License-Identifier: BSL-1.0
"""usher desk --follow where a golden case cannot hold it: test_follow.py --usher PATH

A journal that grows while it is followed, with lines that are written half; a terminal of several sizes with names of all
kinds, keys and signals; journals that are broken, cut, replaced, or told by another desk.
"""
import argparse
import json
import os
import pathlib
import re
import select
import signal
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from terminal import Terminal  # noqa: E402

SHARED = pathlib.Path(__file__).resolve().parent.parent / "golden" / "cli" / "shared"
POLICY, DAY = SHARED / "desk.yaml", SHARED / "day.jsonl"
SECONDS = 60
QUICK = ("--every", "50ms")
usher = ""

# More of everything than a small screen has room for, and names that a terminal could stumble over.
CROWD = """usher: 1
sla: {fast: {first_response: 30m, resolution: 2d}}
departments:
  "support for customers with very long names of departments": {sla: fast, goals: {first_response: {p50: 10m, p90: 20m}}}
  "客服部門客服部門客服部門客服部門": {sla: fast, goals: {sla: 95%%}}
  legal: {}
%s
default: {department: "support for customers with very long names of departments"}
topics: {threat: {en: [lawyer]}}
rules: [{name: threats, when: {topic: threat}, then: {ask: [{department: legal, within: 1h}]}}]
agents:
  "سارا کریمی": {departments: ["客服部門客服部門客服部門客服部門"]}
%s
""" % ("\n".join(f"  d{i}: {{sla: fast}}" for i in range(15)),
       "\n".join(f"  person-{i}: {{departments: [d{i % 15}, legal]}}" for i in range(30)))
NAMES = ["c-1", "گفتگو با مشتری", "会話会話会話会話会話会話会話会話会話会話", "e\u0301\u0301", "tab\tand\nfeed",
         "steer \u001b[2J me", "👍👍👍👍👍👍👍👍👍👍👍👍👍👍", "x" * 300, "\u202eturned"]


def message(minute, name, text="hello"):
    return json.dumps({"type": "message", "time": f"2026-03-20T09:{minute:02}:00Z", "conversation": name,
                       "message": {"text": text}})


def run(*arguments, code=0, **more):
    done = subprocess.run([usher, *arguments], capture_output=True, timeout=SECONDS, check=False, **more)
    if done.returncode != code:
        raise AssertionError(f"exit {done.returncode}\n{done.stderr.decode()}{done.stdout.decode()}")
    return done


def journal_of(policy, events, *more):
    return run("run", policy, "-", "--journal", "-", *more, input=events).stdout


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.journal = self.folder / "day.journal"
        self.lines = journal_of(POLICY, DAY.read_bytes()).splitlines(keepends=True)

    def write(self, data, mode="ab"):
        with open(self.journal, mode) as file:
            file.write(data)

    def once(self, *arguments, code=0):
        return run("desk", "--follow", self.journal, "--once", *arguments, code=code)


class Growing(Folder):
    """Pages on a pipe."""

    def follow(self, *arguments):
        process = subprocess.Popen([usher, "desk", "--follow", self.journal, "--policy", POLICY, *QUICK, *arguments],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def read(self, process, seconds=SECONDS):
        """What comes, until nothing more does for a moment."""
        text = b""
        while select.select([process.stdout], [], [], seconds)[0]:
            more = os.read(process.stdout.fileno(), 1 << 16)
            if not more:
                break
            text += more
            seconds = 0.3
        return text.decode()

    def test_a_page_for_each_change_and_none_for_half_a_line(self):
        self.write(self.lines[0] + self.lines[1])
        process = self.follow()
        self.assertIn("2 events in ", self.read(process).splitlines()[0])
        half = len(self.lines[2]) // 2
        self.write(self.lines[2][:half])
        self.assertEqual(self.read(process, 0.5), "")
        self.write(self.lines[2][half:-1])
        self.assertEqual(self.read(process, 0.5), "")
        self.write(self.lines[2][-1:] + self.lines[3])
        page = self.read(process)
        self.assertIn("4 events in ", page)
        self.assertEqual(page.count(" events in "), 1)
        for line in self.lines[4:]:
            self.write(line)
        page = ""
        while f"{len(self.lines)} events" not in page:
            more = self.read(process)
            self.assertTrue(more, page)
            page += more
        # The last page is the one of somebody who came late.
        self.assertTrue(page.endswith("\n" + self.once("--policy", POLICY).stdout.decode()))
        self.assertIsNone(process.poll())

    def test_a_broken_line_ends_it_with_its_number(self):
        self.write(b"".join(self.lines[:3]))
        process = self.follow()
        self.read(process)
        self.write(b'{"format":1,"n":4,\n')
        self.assertEqual(process.wait(SECONDS), 3)
        error = process.stderr.read().decode()
        self.assertIn(f"{self.journal}:4: this is no JSON", error)
        self.assertIn("usher run POLICY EVENTS --journal FILE", error)

    def test_an_instant_of_several_lines_is_waited_for(self):
        first = next(i for i, line in enumerate(self.lines) if json.loads(line)["effects"] is None)
        self.write(b"".join(self.lines[:first]))
        process = self.follow()
        self.read(process)
        self.write(self.lines[first])
        self.assertEqual(self.read(process, 0.5), "")
        end = next(i for i in range(first, len(self.lines)) if json.loads(self.lines[i])["effects"] is not None)
        self.write(b"".join(self.lines[first + 1:end + 1]))
        self.assertIn(f"{end + 1} events", self.read(process))

    def test_json_is_a_line_for_each_change(self):
        self.write(self.lines[0])
        process = self.follow("--format", "json")
        first = json.loads(self.read(process))
        self.write(self.lines[1])
        self.assertGreater(json.loads(self.read(process))["time"], first["time"])

    def test_metrics_are_written_anew(self):
        self.write(self.lines[0])
        metrics = self.folder / "usher.prom"
        process = self.follow("--metrics", metrics)
        self.read(process)
        self.assertIn("usher_desk_conversations_total 1\n", metrics.read_text("utf-8"))
        self.write(self.lines[1])
        self.read(process)
        self.assertIn("usher_desk_conversations_total 2\n", metrics.read_text("utf-8"))

    def test_a_journal_that_is_another_one_ends_it(self):
        for begin_again, why in ((lambda: self.write(self.lines[0], "wb"), "became shorter"),
                                 (lambda: (self.folder / "other").rename(self.journal), "was replaced")):
            self.write(b"".join(self.lines[:3]), "wb")
            (self.folder / "other").write_bytes(self.lines[0])
            process = self.follow()
            self.read(process)
            begin_again()
            self.assertEqual(process.wait(SECONDS), 3)
            self.assertIn(why, process.stderr.read().decode())

    def test_a_pipe_ends_it(self):
        command = [usher, "desk", "--follow", "-", "--policy", POLICY, *QUICK]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            process.stdin.write(self.lines[0])
            process.stdin.flush()
            self.assertIn("1 event in stdin\n", self.read(process))
            process.stdin.write(self.lines[1].rstrip(b"\n"))  # a last line without a line feed is one
            process.stdin.close()
            self.assertIn("2 events in stdin\n", self.read(process))
            self.assertEqual(process.wait(SECONDS), 0)


class Journals(Folder):
    """What is told, and what is not believed."""

    def test_the_desk_is_the_one_of_the_run(self):
        self.write(b"".join(self.lines))
        shown = json.loads(self.once("--policy", POLICY, "--format", "json").stdout)
        self.assertEqual(shown, json.loads(run("run", POLICY, DAY, "--view").stdout))
        metrics = self.once("--policy", POLICY, "--metrics", "-", "--metrics-format", "json").stdout
        self.assertEqual(metrics, run("run", POLICY, DAY, "--metrics", "-", "--metrics-format", "json").stdout)
        queue = self.once("--policy", POLICY, "--queue", "care").stdout
        desk = self.folder / "day.desk"
        run("run", POLICY, DAY, "--snapshot", desk)
        self.assertEqual(queue, run("desk", desk, "--queue", "care").stdout)

    def test_from_a_snapshot_what_it_has_seen_is_passed_over(self):
        events = DAY.read_bytes().splitlines(keepends=True)
        desk = self.folder / "noon.desk"
        half = len(events) // 2
        self.write(b"".join(self.lines))
        whole = self.once("--policy", POLICY).stdout
        run("run", POLICY, "-", "--snapshot", desk, input=b"".join(events[:half]))
        self.assertEqual(self.once(desk).stdout, whole)
        # And from a journal that begins behind it.
        rest = run("run", POLICY, "-", "--from", desk, "--journal", "-", input=b"".join(events[half:])).stdout
        self.write(rest, "wb")
        later = self.once(desk).stdout.decode().splitlines()
        self.assertEqual(later[1:], whole.decode().splitlines()[1:])
        error = self.once("--policy", POLICY, code=3).stderr.decode()
        self.assertIn(f"{self.journal}:1: event {half + 1} stands where event 1 should", error)
        # Under another policy, as usher run --from would go on.
        other = self.folder / "other.yaml"
        other.write_text(POLICY.read_text("utf-8").replace("billing", "money"), "utf-8")
        self.write(run("run", other, "-", "--from", desk, "--journal", "-", input=b"".join(events[-1:])).stdout, "wb")
        self.assertIn(b"\nmoney ", self.once(desk, "--policy", other).stdout)

    def test_another_policy_on_the_way(self):
        events = DAY.read_bytes().splitlines(keepends=True)
        half = len(events) // 2
        desk, other = self.folder / "noon.desk", self.folder / "other.yaml"
        other.write_text(POLICY.read_text("utf-8").replace("billing", "money"), "utf-8")
        morning = run("run", POLICY, "-", "--snapshot", desk, "--journal", "-", input=b"".join(events[:half])).stdout
        rest = run("run", other, "-", "--from", desk, "--journal", "-", input=b"".join(events[half:])).stdout
        change = json.loads(rest.splitlines()[0])
        self.assertEqual((change["n"], change["event"]["type"], change["decision"]), (half + 1, "policy", None))
        self.write(morning + rest)
        page = self.once("--policy", POLICY, "--then", other).stdout
        self.assertIn(b"\nmoney ", page)
        self.write(rest, "wb")
        self.assertEqual(self.once(desk, "--then", POLICY, "--then", other).stdout.splitlines()[1:],
                         page.splitlines()[1:])
        error = self.once(desk, code=3).stderr.decode()
        self.assertIn(f"{self.journal}:1: the desk gets another policy here, with the hash "
                      f"{change['event']['policy']}; name its file by --then POLICY", error)
        self.assertIn("on the journal tells otherwise", self.once(desk, "--keep-going").stdout.decode())
        self.write(rest.replace(change["event"]["policy"].encode(), b""), "wb")
        self.assertIn("the policy has no hash", self.once(desk, code=3).stderr.decode())
        # Played again under policies of one's own, it is no event.
        self.write(morning + rest, "wb")
        run("replay", POLICY, self.journal)

    def test_another_policy_tells_otherwise(self):
        self.write(b"".join(self.lines))
        other = self.folder / "other.yaml"
        other.write_text(POLICY.read_text("utf-8").replace("offer: 20m", "offer: 21m"), "utf-8")
        error = self.once("--policy", other, code=3).stderr.decode()
        self.assertIn("the journal tells otherwise than the desk", error)
        self.assertIn("--keep-going", error)
        page = self.once("--policy", other, "--keep-going").stdout.decode()
        self.assertRegex(page, r"\nfrom line \d+ on the journal tells otherwise than this policy\n")

    def test_keys_in_another_order_tell_the_same(self):
        self.write(b"".join(self.lines))
        page = self.once("--policy", POLICY).stdout
        turned = [json.dumps(dict(reversed(json.loads(line).items()))) + "\r\n" for line in self.lines]
        self.write("".join(turned).encode(), "wb")
        self.assertEqual(self.once("--policy", POLICY).stdout, page)

    def test_a_line_that_is_missing(self):
        self.write(b"".join(self.lines[:5] + self.lines[6:]))
        self.assertIn(f"{self.journal}:6: event 7 stands where event 6 should",
                      self.once("--policy", POLICY, code=3).stderr.decode())

    def test_the_end_of_what_is_half_written(self):
        self.write(b"".join(self.lines[:3]) + self.lines[3][:40])
        done = self.once("--policy", POLICY)
        self.assertIn(f"{self.journal}:4: the last line is not whole yet", done.stderr.decode())
        self.assertIn(b"3 events", done.stdout)
        self.write(b"".join(self.lines[:3]) + self.lines[3].rstrip(b"\n"), "wb")
        self.assertIn(b"4 events", self.once("--policy", POLICY).stdout)

    def test_after_a_crash_the_desk_goes_on_from_its_journal(self):
        events = DAY.read_bytes().splitlines(keepends=True)
        whole = b"".join(self.lines)
        early, crashed, end = (self.folder / name for name in ("early.desk", "crashed.desk", "end.desk"))
        run("run", POLICY, "-", "--snapshot", early, input=b"".join(events[:9]))
        run("run", POLICY, DAY, "--snapshot", end)
        wanted = end.read_bytes()
        for size in range(len(b"".join(self.lines[:9])), len(whole), 997):  # in lines, in instants, in characters
            self.write(whole[:size], "wb")
            self.once(*((early,) if size % 2 else ("--policy", POLICY)), "--snapshot", crashed)
            on = ["run", POLICY, "-", "--from", crashed, "--journal", self.journal, "--snapshot", end]
            refused = subprocess.run([usher, *on], input=b"", capture_output=True, timeout=SECONDS, check=False)
            if refused.returncode != 0:
                half = int(re.search(r"cut off its last (\d+) bytes", refused.stderr.decode()).group(1))
                self.write(self.journal.read_bytes()[:-half], "wb")
            run(*on, input=b"".join(events[self.journal.read_bytes().count(b"\n"):]))
            self.assertEqual(self.journal.read_bytes(), whole)
            self.assertEqual(end.read_bytes(), wanted)

    def test_no_desk_is_put_away_of_a_journal_that_tells_otherwise(self):
        self.write(b"".join(self.lines))
        other = self.folder / "other.yaml"
        other.write_text(POLICY.read_text("utf-8").replace("offer: 20m", "offer: 21m"), "utf-8")
        error = self.once("--policy", other, "--keep-going", "--snapshot", self.folder / "x.desk", code=3).stderr
        self.assertIn("x.desk is not written", error.decode())
        self.assertFalse((self.folder / "x.desk").exists())

    def test_what_the_desk_refuses_has_its_place(self):
        line = json.loads(self.lines[3])
        line["event"]["type"] = "nonsense"
        self.write(b"".join(self.lines[:3]) + json.dumps(line).encode() + b"\n")
        self.assertIn(f"{self.journal}:4: the desk refuses the event: ",
                      self.once("--policy", POLICY, code=3).stderr.decode())

    def test_time_goes_on_without_the_journal(self):
        self.write(self.lines[0] + self.lines[1])
        policy = ("--policy", POLICY)
        self.assertTrue(self.once(*policy).stdout.startswith(b"2026-03-20 07:31:00 UTC "))
        page = self.once(*policy, "--now", "2026-03-20T10:30:00Z").stdout.decode()
        self.assertTrue(page.startswith("2026-03-20 10:30:00 UTC   "), page)
        self.assertIn("2 events up to 07:31:00", page)
        self.assertIn("overdue 01:", page)
        self.assertIn("offered to", page)  # their shifts have begun meanwhile
        # Months later, what is late is judged by the clock, and the desk is as it was.
        now = self.once(*policy, "--now", "system").stdout.decode()
        self.assertGreater(now[:4], "2025")
        self.assertRegex(now, r"night +first response overdue \d+d ")
        self.assertIn("held in care", now)
        self.assertEqual(self.once(*policy, "--now", "2026-03-20T06:00:00Z").stdout, self.once(*policy).stdout)


class Terminals(Folder):
    def setUp(self):
        super().setUp()
        self.policy = self.folder / "crowd.yaml"
        self.policy.write_text(CROWD, "utf-8")
        events = [message(i, name, "my lawyer" if i % 2 else "hello") for i, name in enumerate(NAMES)]
        events += [message(20, f"more-{i}") for i in range(60)]
        self.lines = journal_of(self.policy, "\n".join(events).encode(), "--line-buffered").splitlines(keepends=True)
        self.write(b"".join(self.lines[:-1]))

    def terminal(self, columns, rows, *more, env=None):
        command = [usher, "desk", "--follow", self.journal, "--policy", self.policy, *QUICK, *more]
        return Terminal(command, columns, rows, env)

    def assert_fits(self, terminal):
        self.assertEqual(terminal.screen.wrong, [])
        self.assertLessEqual(len(terminal.screen.text().splitlines()), terminal.screen.rows)

    def test_the_page_fits_whatever_the_size_is(self):
        for columns, rows in ((80, 24), (140, 40), (40, 10), (300, 100), (20, 3)):
            with self.subTest(columns=columns, rows=rows), self.terminal(columns, rows) as terminal:
                terminal.wait_for(lambda screen: "2026-03-20" in screen.text(), "the page")
                self.assertTrue(terminal.screen.modes[1049])
                self.assert_fits(terminal)
                if rows >= 24:
                    for part in ("department", "agent", "due next", "consultation of", "\u2026 and more"):
                        self.assertIn(part, terminal.screen.text())
                    self.assertGreaterEqual(len(terminal.screen.text().splitlines()), rows - 1)
                terminal.type(b"q")
                self.assertEqual(terminal.finish(), 0)
                self.assertEqual(terminal.screen.wrong, [])
                self.assertTrue(terminal.is_as_before())

    def test_it_is_drawn_anew_when_more_is_told_and_when_the_size_changes(self):
        with self.terminal(80, 24) as terminal:
            count = len(self.lines)
            terminal.wait_for(lambda screen: f"{count - 1} events" in screen.text(), "the page")
            self.write(self.lines[-1])
            terminal.wait_for(lambda screen: f"{count} events" in screen.text(), "the next page")
            self.assert_fits(terminal)
            terminal.resize(140, 40)
            terminal.wait_for(lambda screen: len(screen.text().splitlines()) > 24, "the larger page")
            self.assert_fits(terminal)
            terminal.resize(60, 12)
            terminal.wait_for(lambda screen: "events" in screen.text(), "the smaller page")
            self.assert_fits(terminal)
            terminal.type(b"x\x1bq")
            self.assertEqual(terminal.finish(), 0)

    def test_signals_leave_the_terminal_as_it_was(self):
        for send, code in ((lambda terminal: terminal.type(b"\x03"), 0),
                           (lambda terminal: terminal.signal(signal.SIGTERM), -signal.SIGTERM),
                           (lambda terminal: terminal.signal(signal.SIGHUP), -signal.SIGHUP)):
            with self.terminal(80, 24) as terminal:
                terminal.wait_for(lambda screen: "events" in screen.text(), "the page")
                self.assertFalse(terminal.is_as_before())
                send(terminal)
                self.assertEqual(terminal.finish(), code)
                self.assertTrue(terminal.is_as_before())

    def test_put_aside_and_taken_up_again(self):
        with self.terminal(80, 24) as terminal:
            terminal.wait_for(lambda screen: "events" in screen.text(), "the page")
            terminal.signal(signal.SIGTSTP)
            terminal.wait_for(lambda screen: not screen.modes[1049], "the end of the page")
            self.assertTrue(terminal.is_as_before())
            terminal.screen.lines = [[] for _ in range(24)]
            terminal.signal(signal.SIGCONT)
            terminal.wait_for(lambda screen: screen.modes[1049] and "events" in screen.text(), "the page again")
            terminal.type(b"q")
            self.assertEqual(terminal.finish(), 0)

    def test_an_error_leaves_the_terminal_as_it_was(self):
        with self.terminal(80, 24) as terminal:
            terminal.wait_for(lambda screen: "events" in screen.text(), "the page")
            self.write(b"nonsense\n")
            self.assertEqual(terminal.finish(), 3)
            self.assertTrue(terminal.is_as_before())
            self.assertIn("this is no JSON", terminal.process.stderr.read().decode())

    def test_colour(self):
        for env, is_painted in (({}, True), ({"NO_COLOR": "1"}, False)):
            with self.terminal(80, 24, "--now", "2026-03-20T12:00:00Z", env=env) as terminal:
                terminal.wait_for(lambda screen: "overdue" in screen.text(), "the page")
                self.assertEqual(terminal.screen.painted >= {"1", "1;31", "0"}, is_painted)
                self.assertEqual(bool(terminal.screen.painted), is_painted)

    def test_one_page_of_a_queue_is_cut_too(self):
        with self.terminal(80, 10, "--queue", "support for customers with very long names of departments") as terminal:
            terminal.wait_for(lambda screen: "\u2026 and more" in screen.text(), "the queue")
            self.assert_fits(terminal)
        with self.terminal(80, 24, "--conversation", "nobody") as terminal:
            terminal.wait_for(lambda screen: 'no conversation "nobody" at the desk yet' in screen.text(), "the word")

    def test_a_dumb_terminal_gets_pages(self):
        with self.terminal(80, 24, env={"TERM": "dumb"}) as terminal:
            terminal.screen.rows = 1000
            terminal.screen.lines = [[] for _ in range(1000)]
            terminal.wait_for(lambda screen: "due next" in screen.text(), "the page")
            self.assertFalse(terminal.screen.modes[1049])


def main():
    global usher
    parser = argparse.ArgumentParser(description="Runs usher desk --follow in ways that golden files cannot.")
    parser.add_argument("--usher", required=True, metavar="PATH")
    arguments, rest = parser.parse_known_args()
    usher = arguments.usher
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
