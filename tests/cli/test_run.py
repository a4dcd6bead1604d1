# SPDX-License-Identifier: BSL-1.0
"""usher run over what one golden case cannot hold: test_run.py --usher PATH

The same events give the same bytes; a journal's events, said again instant by instant, give the same journal; a
journal in a file is the one on stdout; and events are applied as they come down a pipe.
"""
import argparse
import json
import os
import pathlib
import select
import subprocess
import sys
import tempfile
import unittest

SHARED = pathlib.Path(__file__).resolve().parent.parent / "golden" / "cli" / "shared"
POLICY, DAY = SHARED / "desk.yaml", SHARED / "day.jsonl"
SECONDS = 60
usher = ""


def run(*arguments, **more):
    done = subprocess.run([usher, "run", POLICY, *arguments], capture_output=True, timeout=SECONDS, check=False, **more)
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    return done.stdout


class Journals(unittest.TestCase):
    def test_the_same_events_give_the_same_bytes(self):
        first = run(DAY)
        self.assertGreater(len(first.splitlines()), 50)
        self.assertEqual(run(DAY), first)
        self.assertEqual(run("-", input=DAY.read_bytes()), first)

    def test_a_journal_said_again_is_the_same_journal(self):
        journal = run(DAY, "--journal", "-")
        lines = [json.loads(line) for line in journal.splitlines()]
        self.assertEqual([line["n"] for line in lines], list(range(1, len(lines) + 1)))
        events = "".join(json.dumps(line["event"]) + "\n" for line in lines)
        self.assertEqual(run("-", "--journal", "-", input=events.encode()), journal)

    def test_effects_of_a_journal_are_all_effects(self):
        effects = [json.loads(line) for line in run(DAY).splitlines()]
        kept = [effect for line in run(DAY, "--journal", "-").splitlines()
                for effect in json.loads(line)["effects"] or []]
        self.assertEqual(kept, effects)
        self.assertEqual([effect["n"] for effect in effects], list(range(1, len(effects) + 1)))
        self.assertEqual([effect["time"] for effect in effects], sorted(effect["time"] for effect in effects))

    def test_a_journal_in_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "day.jsonl")
            path.touch()
            self.assertEqual(run(DAY, "--journal", path), run(DAY))
            self.assertEqual(path.read_bytes(), run(DAY, "--journal", "-"))


class Snapshots(unittest.TestCase):
    def test_put_away_and_taken_up_again_is_the_same_day(self):
        lines = DAY.read_bytes().splitlines(keepends=True)
        whole = run(DAY)
        for cut in (1, 12, len(lines) - 1):
            with tempfile.TemporaryDirectory() as folder:
                desk = pathlib.Path(folder, "day.desk")
                first = run("-", "--snapshot", desk, input=b"".join(lines[:cut]))
                second = run("-", "--from", desk, "--snapshot", desk, input=b"".join(lines[cut:]))
                self.assertEqual(first + second, whole)
                shown = self.show(desk)
                self.assertEqual(json.loads(shown), json.loads(run(DAY, "--view")))

    def show(self, desk, *arguments, code=0):
        done = subprocess.run([usher, "desk", desk, "--format", "json", *arguments], capture_output=True,
                              timeout=SECONDS, check=False)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout

    def test_queues_people_and_conversations(self):
        with tempfile.TemporaryDirectory() as folder:
            desk = pathlib.Path(folder, "day.desk")
            run(DAY, "--snapshot", desk)
            queue = json.loads(self.show(desk, "--queue", "care"))["conversations"]
            self.assertEqual({one["place"] for one in queue}, {"queued"})
            owner = json.loads(self.show(desk, "--agent", "lena"))
            self.assertEqual([one["name"] for one in owner["conversations"]], ["money"])
            one = json.loads(self.show(desk, "--conversation", "money"))["conversations"][0]
            self.assertEqual((one["agent"], one["tags"]), ("lena", ["refund"]))
            self.show(desk, "--queue", "nowhere", code=3)
            self.show(desk, "--conversation", "nothing", code=3)
            self.show(desk, "--queue", "care", "--agent", "lena", code=2)
            self.show(POLICY, code=3)

    def test_another_policy_moves_what_it_must(self):
        with tempfile.TemporaryDirectory() as folder:
            desk, other = pathlib.Path(folder, "day.desk"), pathlib.Path(folder, "other.yaml")
            run(DAY, "--snapshot", desk)
            other.write_text(POLICY.read_text("utf-8").replace("billing", "money"), "utf-8")
            done = subprocess.run([usher, "run", other, "-", "--from", desk], capture_output=True, input=b"",
                                  timeout=SECONDS, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            moved = [json.loads(line) for line in done.stdout.splitlines()]
            self.assertIn(("routed", "money", "money"),
                          {(each["type"], each.get("conversation"), each.get("department")) for each in moved})


class Pipes(unittest.TestCase):
    def test_line_buffered_answers_at_once(self):
        command = [usher, "run", POLICY, "--line-buffered"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            for number in range(3):
                event = {"type": "message", "time": "2026-03-20T12:00:00Z", "conversation": f"c-{number}",
                         "message": {"text": "hello"}}
                process.stdin.write(json.dumps(event).encode() + b"\n")
                process.stdin.flush()
                text, wait = b"", SECONDS
                while select.select([process.stdout], [], [], wait)[0]:
                    text += os.read(process.stdout.fileno(), 65536)
                    wait = 0.2
                self.assertTrue(text.endswith(b"\n"), "no answer while the pipe is open")
                self.assertEqual({json.loads(line)["conversation"] for line in text.splitlines()}, {f"c-{number}"})
            process.stdin.close()
            self.assertEqual(process.wait(SECONDS), 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--usher", required=True)
    options, rest = parser.parse_known_args()
    usher = pathlib.Path(options.usher).resolve()
    unittest.main(argv=[sys.argv[0], *rest])
