# SPDX-License-Identifier: BSL-1.0
"""What the command line writes, to files and to readers that go: test_outputs.py --usher PATH

Nothing that is read or was written before is lost, files are whole when the reader of stdout has gone, and what cannot
be written is said before anything is done.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = ROOT / "tests" / "golden" / "cli" / "shared"
SECONDS = 60
SCENARIO = """scenario: short
policy: shop.yaml
horizon: {from: 2026-03-02, for: 8h}
replications: 1
demand:
  questions: {rate: 6/h, handle: {dist: exponential, mean: 10m}}
teams:
  crew: {agents: 2, departments: [care]}
assumed: [everything]
"""
usher = ""


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for name in ("desk.yaml", "day.jsonl", "shop.yaml", "broken.yaml", "failing.yaml"):
            shutil.copy(SHARED / name, self.folder)

    def run_usher(self, *arguments, code=0, **more):
        done = subprocess.run([usher, *arguments], cwd=self.folder, capture_output=True, timeout=SECONDS, check=False,
                              **more)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return done

    def refused(self, *arguments, code=2, says="", **more):
        done = self.run_usher(*arguments, code=code, **more)
        self.assertEqual(done.stdout, b"")
        talk = done.stderr.decode()
        self.assertEqual(talk.count("\n"), 1, talk)
        self.assertIn(says, talk)

    def many_events(self, count=3000):
        lines = [json.dumps({"type": "message", "time": f"2026-03-20T09:{n // 600:02}:{n // 10 % 60:02}.{n % 10}00Z",
                             "conversation": f"c-{n}", "message": {"text": "refund"}}) for n in range(count)]
        path = self.folder / "many.jsonl"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())


class ReaderGone(Folder):
    def without_reader(self, *arguments, lines=0, **more):
        """The exit code and stderr of a command whose reader goes after so many lines."""
        read, write = os.pipe()
        if lines == 0:
            os.close(read)
        with subprocess.Popen([usher, *arguments], cwd=self.folder, stdout=write, stderr=subprocess.PIPE,
                              **more) as process:
            os.close(write)
            if lines:
                with open(read, "rb") as reader:
                    for _ in range(lines):
                        reader.readline()
            talk = process.stderr.read().decode()
            return process.wait(SECONDS), talk

    def test_what_is_wrong_stays_wrong(self):
        for command in (["check", "broken.yaml"], ["check", "broken.yaml", "--format", "json"],
                        ["test", "failing.yaml"], ["check", "shop.yaml"], ["dump", "shop.yaml"], ["--help"]):
            done = subprocess.run([usher, *command], cwd=self.folder, capture_output=True, timeout=SECONDS, check=False)
            self.assertEqual(self.without_reader(*command), (done.returncode, done.stderr.decode()), command)

    def test_files_are_whole(self):
        events = self.many_events()
        self.run_usher("run", "desk.yaml", events, "--journal", "1.jsonl", "--snapshot", "1.desk", "--metrics",
                       "1.json")
        self.assertEqual(self.without_reader("run", "desk.yaml", events, "--journal", "2.jsonl", "--snapshot", "2.desk",
                                             "--metrics", "2.json", lines=1), (0, ""))
        for end in ("jsonl", "desk", "json"):
            self.assertEqual((self.folder / f"2.{end}").read_bytes(), (self.folder / f"1.{end}").read_bytes())

    def test_without_files_it_ends(self):
        self.assertEqual(self.without_reader("run", "desk.yaml", self.many_events(), lines=1), (0, ""))

    def test_a_live_run_ends_where_it_can_go_on(self):
        events = self.many_events()
        with open(events, "rb") as stdin:
            code, talk = self.without_reader("run", "desk.yaml", "--line-buffered", "--journal", "live.jsonl",
                                             "--snapshot", "live.desk", lines=1, stdin=stdin)
        self.assertEqual(code, 3)
        self.assertIn("nobody reads what usher run prints any more", talk)
        seen = len((self.folder / "live.jsonl").read_bytes().splitlines())
        self.assertLess(seen, 3000)
        rest = b"".join(events.read_bytes().splitlines(keepends=True)[seen:])
        self.run_usher("run", "desk.yaml", "--from", "live.desk", "--journal", "live.jsonl", input=rest)
        whole = self.run_usher("run", "desk.yaml", events, "--journal", "-").stdout
        self.assertEqual((self.folder / "live.jsonl").read_bytes(), whole)

    def test_a_live_run_that_is_stopped_ends_where_it_can_go_on(self):
        lines = (self.folder / "day.jsonl").read_bytes().splitlines(keepends=True)
        files = ["--journal", "live.jsonl", "--snapshot", "live.desk", "--metrics", "live.json"]
        live_run = ["run", "desk.yaml", "--line-buffered"]
        on, seen = [], 0
        for asked in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with subprocess.Popen([usher, *live_run, *on, *files], cwd=self.folder, stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE) as live:
                live.stdin.write(lines[seen] + lines[seen + 1][:20])  # the second one is not whole
                live.stdin.flush()
                live.stdout.readline()
                live.send_signal(asked)
                _, talk = live.communicate(timeout=SECONDS)  # and its stdin closed only then
                self.assertEqual((live.returncode, talk), (0, b"usher: stdin: stopped by a signal; it ended with event 1\n"))
            seen, on = seen + 1, ["--from", "live.desk"]
        self.run_usher(*live_run, *on, *files, input=b"".join(lines[seen:]))
        self.assertEqual((self.folder / "live.jsonl").read_bytes(),
                         self.run_usher(*live_run, "day.jsonl", "--journal", "-").stdout)

    def test_a_signal_that_is_ignored_stops_no_run(self):
        with subprocess.Popen(["nohup", usher, "run", "desk.yaml", "--line-buffered", "--snapshot", "live.desk"],
                              cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as live:
            lines = (self.folder / "day.jsonl").read_bytes().splitlines(keepends=True)
            live.stdin.write(lines[0])
            live.stdin.flush()
            live.stdout.readline()
            live.send_signal(signal.SIGHUP)
            out, _ = live.communicate(lines[1], timeout=SECONDS)
            self.assertEqual(live.returncode, 0)
            self.assertIn(json.loads(lines[1])["conversation"].encode(), out)


class NothingIsLost(Folder):
    def test_no_output_is_an_input_or_another_output(self):
        (self.folder / "link").symlink_to("day.jsonl")
        (self.folder / "nowhere").symlink_to("new")
        (self.folder / "policy").mkdir()
        shutil.copy(self.folder / "shop.yaml", self.folder / "policy" / "policy.yaml")
        self.run_usher("run", "desk.yaml", "day.jsonl", "--snapshot", "day.desk")
        before = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        run = ["run", "desk.yaml", "day.jsonl"]
        for words in (run + ["--journal", "day.jsonl"], run + ["--snapshot", "link"], run + ["--metrics", "desk.yaml"],
                      run + ["--journal", f"../{self.folder.name}/day.jsonl"],
                      run + ["--from", "day.desk", "--metrics", "day.desk"],
                      run + ["--journal", "a", "--snapshot", "./a"], run + ["--metrics", "nowhere", "--snapshot", "new"],
                      ["compile", "shop.yaml", "-o", "shop.yaml"], ["compile", "policy", "-o", "policy/policy.yaml"],
                      ["compile", "policy", "-o", "shop.yaml"],
                      ["compile", "shop.yaml", "--sample", "day.jsonl", "-o", "day.jsonl"],
                      ["desk", "day.desk", "--metrics", "day.desk"],
                      ["simulate", "desk.yaml", "--report", "desk.yaml"],
                      ["simulate", "desk.yaml", "--report", "a", "--conversations", "a"]):
            self.refused(*words, says="would write over")
        self.refused(*run, "--journal", "shop.yaml", says="is not empty")
        with open(self.folder / "day.jsonl", "rb") as stdin:
            self.refused("run", "desk.yaml", "-", "--journal", "day.jsonl", says="the events", stdin=stdin)
        with open(self.folder / "out", "wb") as stdout:
            done = subprocess.run([usher, *run, "--journal", "out"], cwd=self.folder, stdout=stdout,
                                  stderr=subprocess.PIPE, timeout=SECONDS, check=False)
        self.assertIn(b"where stdout goes", done.stderr)
        self.assertEqual(done.returncode, 2)
        (self.folder / "out").unlink()
        self.assertEqual({path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}, before)

    def test_what_usher_did_not_write_is_not_written_over(self):
        """As the files that a policy or a scenario names, which no command line knows."""
        (self.folder / "calls.csv").write_text("opened,kind\n2026-03-02 09:00,refund\n", "utf-8")
        (self.folder / "days.ics").write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "utf-8")
        (self.folder / "short.yaml").write_text(SCENARIO, "utf-8")
        self.run_usher("run", "desk.yaml", "day.jsonl", "--snapshot", "day.desk")
        before = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        for words in (["run", "desk.yaml", "day.jsonl", "--metrics", "days.ics"],
                      ["run", "desk.yaml", "day.jsonl", "--snapshot", "calls.csv"],
                      ["desk", "day.desk", "--metrics", "calls.csv"],
                      ["simulate", "short.yaml", "--conversations", "calls.csv"],
                      ["simulate", "short.yaml", "--report", "days.ics"],
                      ["compile", "shop.yaml", "-o", "calls.csv"]):
            self.refused(*words, says=f"would write over {words[-1]}, which {words[-2]} did not write")
        self.assertEqual({path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}, before)

    def test_rows_that_a_scenario_reads_are_not_written_over(self):
        scenario = self.folder / "short.yaml"
        scenario.write_text(SCENARIO + "# usher simulate short.yaml --conversations rows.csv\n", "utf-8")
        for _ in range(2):  # what a comment says is not read
            self.run_usher("simulate", "short.yaml", "--conversations", "rows.csv")
        before = (self.folder / "rows.csv").read_bytes()
        (self.folder / "link.csv").symlink_to("rows.csv")
        for name in ("rows.csv", "link.csv", '"rows.csv"', "./rows.csv"):
            for line in (f"{{recorded: {{file: {name}, columns: {{at: arrived}}}}}}", f"\n    recorded:\n      file: {name}"):
                scenario.write_text(SCENARIO.replace("{rate: 6/h, handle: {dist: exponential, mean: 10m}}", line), "utf-8")
                self.refused("simulate", "short.yaml", "--conversations", "rows.csv",
                             says="which is a file that the scenario names")
        self.assertEqual((self.folder / "rows.csv").read_bytes(), before)

    def test_what_usher_wrote_is_written_anew(self):
        (self.folder / "short.yaml").write_text(SCENARIO, "utf-8")
        for form in ("openmetrics", "json", "text"):
            for _ in range(2):
                self.run_usher("run", "desk.yaml", "day.jsonl", "--metrics", f"day.{form}", "--metrics-format", form)
                self.run_usher("run", "desk.yaml", "-", "--metrics", f"none.{form}", "--metrics-format", form, input=b"")
        for _ in range(2):
            self.run_usher("run", "desk.yaml", "day.jsonl", "--snapshot", "day.desk", "--metrics", "day.text")
            self.run_usher("compile", "shop.yaml", "-o", "shop.usher")
            self.run_usher("simulate", "short.yaml", "--conversations", "rows.csv")

    def test_nowhere_may_be_named_twice(self):
        self.run_usher("run", "desk.yaml", "day.jsonl", "--journal", "/dev/null", "--metrics", "/dev/null")

    def test_a_journal_is_not_written_over(self):
        journal = self.folder / "day.journal"
        journal.touch()  # an empty one is none
        self.run_usher("run", "desk.yaml", "day.jsonl", "--journal", journal)
        before = journal.read_bytes()
        self.assertEqual(len(before.splitlines()), 44)
        self.refused("run", "desk.yaml", "-", "--journal", journal, says="is not empty", input=b"")
        self.assertEqual(journal.read_bytes(), before)

    def test_a_journal_goes_on_from_its_snapshot(self):
        lines = (self.folder / "day.jsonl").read_bytes().splitlines(keepends=True)
        whole = self.run_usher("run", "desk.yaml", "day.jsonl", "--journal", "-").stdout
        journal = self.folder / "day.journal"
        on = ["run", "desk.yaml", "-", "--from", "day.desk", "--snapshot", "day.desk", "--journal", journal]
        self.run_usher("run", "desk.yaml", "-", "--snapshot", "day.desk", "--journal", journal,
                       input=b"".join(lines[:9]))
        shutil.copy(self.folder / "day.desk", self.folder / "early.desk")
        self.run_usher(*on, input=b"".join(lines[9:20]))
        self.run_usher(*on, input=b"".join(lines[20:]))
        self.assertEqual(journal.read_bytes(), whole)
        for text, snapshot, says in ((whole, "early.desk", "not where the journal ends"),
                                     (whole + b'{"n', "day.desk", "half a line"),
                                     (lines[0], "day.desk", "no line of a journal")):
            journal.write_bytes(text)
            done = subprocess.run([usher, "run", "desk.yaml", "-", "--from", snapshot, "--journal", journal], input=b"",
                                  cwd=self.folder, capture_output=True, timeout=SECONDS, check=False)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(says, done.stderr.decode())
            self.assertEqual(journal.read_bytes(), text)

    def test_a_journal_of_another_desk_is_not_gone_on_with(self):
        lines = (self.folder / "day.jsonl").read_bytes().splitlines(keepends=True)[:9]
        journal = self.folder / "other.journal"
        self.run_usher("run", "desk.yaml", "-", "--snapshot", "day.desk", input=b"".join(lines))
        self.run_usher("run", "desk.yaml", "-", "--journal", journal, input=b"".join(lines).replace(b"2026-03", b"2026-04"))
        before = journal.read_bytes()
        self.refused("run", "desk.yaml", "-", "--from", "day.desk", "--journal", journal,
                     says="it is another desk's journal", input=b"")
        self.assertEqual(journal.read_bytes(), before)

    def test_a_last_line_without_a_line_feed_gets_one(self):
        lines = (self.folder / "day.jsonl").read_bytes().splitlines(keepends=True)
        journal = self.folder / "day.journal"
        self.run_usher("run", "desk.yaml", "-", "--snapshot", "day.desk", "--journal", journal,
                       input=b"".join(lines[:9]))
        journal.write_bytes(journal.read_bytes().rstrip(b"\n"))
        self.run_usher("run", "desk.yaml", "-", "--from", "day.desk", "--journal", journal, input=b"".join(lines[9:]))
        self.assertEqual(journal.read_bytes(), self.run_usher("run", "desk.yaml", "day.jsonl", "--journal", "-").stdout)

    def test_a_journal_has_one_writer(self):
        journal = self.folder / "day.journal"
        with subprocess.Popen([usher, "run", "desk.yaml", "--line-buffered", "--journal", journal], cwd=self.folder,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
            first.stdin.write((self.folder / "day.jsonl").read_bytes().splitlines(keepends=True)[0])
            first.stdin.flush()
            first.stdout.readline()
            self.refused("run", "desk.yaml", "day.jsonl", "--journal", journal, says="by another usher run")
            first.stdin.close()
            first.stdout.read()
        self.assertEqual(len(journal.read_bytes().splitlines()), 1)

    def test_on_a_full_disk_a_journal_ends_with_a_whole_instant(self):
        whole = self.run_usher("run", "desk.yaml", "day.jsonl", "--journal", "-").stdout
        for most in (100, 20000, 30000):
            journal = self.folder / f"{most}.journal"
            done = subprocess.run([usher, "run", "desk.yaml", "day.jsonl", "--journal", journal], cwd=self.folder,
                                  preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
                                  restore_signals=False, capture_output=True, timeout=SECONDS, check=False)
            self.assertEqual(done.returncode, 3)
            self.assertIn(f"cannot write {journal}: ", done.stderr.decode())
            kept = journal.read_bytes()
            self.assertTrue(whole.startswith(kept))
            self.assertTrue(kept == b"" or kept.endswith(b"]}\n"))
            effects = [json.loads(line)["effects"] or [] for line in kept.splitlines()]
            self.assertEqual([json.loads(line) for line in done.stdout.splitlines()], sum(effects, []))


class Replaced(Folder):
    def compile(self, to):
        self.run_usher("compile", "shop.yaml", "-o", to)

    def test_a_link_stays_and_its_file_is_replaced(self):
        (self.folder / "releases").mkdir()
        (self.folder / "current").symlink_to("releases/policy.usher")
        for _ in range(2):  # the second time the file is there
            self.compile("current")
            self.assertTrue((self.folder / "current").is_symlink())
            self.run_usher("check", "releases/policy.usher")
        self.assertEqual(sorted(os.listdir(self.folder / "releases")), ["policy.usher"])

    def test_who_may_read_it_may_read_the_new_one(self):
        path = self.folder / "day.desk"
        for mode in (0o600, 0o640, 0o664):
            path.touch()
            path.chmod(mode)
            self.run_usher("run", "desk.yaml", "day.jsonl", "--snapshot", path)
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), mode)
            self.assertGreater(path.stat().st_size, 0)
        if os.geteuid() == 0:
            os.chown(path, 12345, 54321)
            self.run_usher("run", "desk.yaml", "day.jsonl", "--snapshot", path)
            self.assertEqual((path.stat().st_uid, path.stat().st_gid), (12345, 54321))

    def test_a_pipe_gets_it(self):
        os.mkfifo(self.folder / "pipe")
        got = []
        reader = threading.Thread(target=lambda: got.append((self.folder / "pipe").read_bytes()), daemon=True)
        reader.start()
        self.compile("pipe")
        reader.join(SECONDS)
        self.compile("whole.usher")
        self.assertEqual(got, [(self.folder / "whole.usher").read_bytes()])
        self.assertTrue((self.folder / "pipe").is_fifo())

    def test_a_device_stays_one(self):
        device = self.folder / "null"
        try:
            os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
            with open(device, "wb"):
                pass
        except PermissionError:
            self.skipTest("only root makes devices, and not everywhere")
        self.compile(device)
        self.assertTrue(device.is_char_device())

    def test_stdout_by_its_name(self):
        self.compile("whole.usher")
        got = self.run_usher("compile", "shop.yaml", "-o", "/dev/stdout").stdout
        self.assertEqual(got, (self.folder / "whole.usher").read_bytes())


class Early(Folder):
    def test_what_cannot_be_written_is_said_first(self):
        before = self.names()
        self.assertNotEqual(before, [])
        run = ["run", "desk.yaml", "day.jsonl", "--journal", "-"]
        for words in (run + ["--snapshot", "no/x"], run + ["--metrics", "no/x"],
                      ["compile", "shop.yaml", "-o", "no/x"],
                      ["simulate", "desk.yaml", "--conversations", "no/x"],
                      ["simulate", "desk.yaml", "--report", "no/x"]):
            self.refused(*words, code=3, says="usher: cannot write no/x: there is no folder no\n")
        self.refused(*run, "--snapshot", ".", code=3, says="it is a folder")
        self.refused(*run, "--snapshot", "day.jsonl/x", code=3, says="day.jsonl is no folder")
        self.assertEqual(self.names(), before)

    def test_figures_come_before_files(self):
        scenario = self.folder / "short.yaml"
        scenario.write_text(SCENARIO, "utf-8")
        wanted = self.run_usher("simulate", scenario).stdout
        self.assertNotEqual(wanted, b"")
        done = self.run_usher("simulate", scenario, "--conversations", "/dev/full", code=3)
        self.assertEqual(done.stdout, wanted)
        self.assertEqual(done.stderr, b"usher: cannot write /dev/full: No space left on device\n")


class FewThreads(Folder):
    def test_a_simulation_goes_on_with_those_there_are(self):
        (self.folder / "short.yaml").write_text(SCENARIO.replace("replications: 1", "replications: 90"), encoding="utf-8")
        alone = self.run_usher("simulate", "short.yaml", "--jobs", "1").stdout
        # Soft limits with room for the stacks of some threads and not of all; sanitizers need more than any such. What the
        # work itself finds left differs with each.
        for limit in range(1_500_000, 3_000_001, 250_000):
            command = f'ulimit -S -s 65536 && ulimit -S -v {limit} && exec "$@"'
            limited = subprocess.run(["sh", "-c", command, "sh", usher, "simulate", "short.yaml", "--jobs", "90"],
                                     cwd=self.folder, capture_output=True, timeout=SECONDS, check=False)
            if limited.returncode == 2 or b"ulimit" in limited.stderr or b"Sanitizer" in limited.stderr:
                self.skipTest("the limits cannot be set here")
            self.assertEqual(limited.returncode, 0, limited.stderr)
            self.assertEqual(limited.stdout, alone)


class Stdout(Folder):
    def test_it_has_one_thing(self):
        for words in (["--journal", "-", "--view"], ["--journal", "-", "--metrics", "-"], ["--metrics", "-", "--view"]):
            self.refused("run", "desk.yaml", "day.jsonl", *words, says="stdout has one of")
        self.refused("run", "desk.yaml", "day.jsonl", "--snapshot", "-", says="--snapshot goes to a file")
        self.assertNotIn("-", self.names())

    def test_what_is_no_snapshot_is_named(self):
        for words in (["desk", "day.jsonl"], ["run", "desk.yaml", "-", "--from", "day.jsonl"],
                      ["desk", "day.jsonl", "--follow", "day.jsonl"]):
            self.refused(*words, code=3, says="usher: day.jsonl: this is no snapshot of a desk", input=b"")

    def test_which_names_there_are(self):
        self.run_usher("run", "desk.yaml", "day.jsonl", "--snapshot", "day.desk")
        shown = json.loads(self.run_usher("desk", "day.desk", "--format", "json").stdout)
        for what, names in (("--queue", "departments"), ("--agent", "agents")):
            there = ", ".join(one["name"] for one in shown[names])
            self.refused("desk", "day.desk", what, "nobody", code=3, says=f"in the snapshot; there are: {there}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--usher", required=True)
    options, rest = parser.parse_known_args()
    usher = pathlib.Path(options.usher).resolve()
    unittest.main(argv=[sys.argv[0], *rest])
