# SPDX-License-Identifier: BSL-1.0
"""usher run --metrics held to what reads it: test_metrics.py --usher PATH

The OpenMetrics text of a day is read by Prometheus' own Python parser, where that is installed (python3-prometheus-client
of Debian); its counts are those of the JSON. A run in two halves, with a snapshot between them, has the metrics of one.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    from prometheus_client.openmetrics import parser as openmetrics
except ImportError:
    openmetrics = None

SHARED = pathlib.Path(__file__).resolve().parent.parent / "golden" / "cli" / "shared"
POLICY, DAY = SHARED / "desk.yaml", SHARED / "day.jsonl"
SECONDS = 60
usher = ""


def run(*arguments, command="run", **more):
    done = subprocess.run([usher, command, *arguments], capture_output=True, timeout=SECONDS, check=False, **more)
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    return done.stdout.decode()


class Metrics(unittest.TestCase):
    def test_what_prometheus_reads(self):
        if openmetrics is None:
            self.skipTest("no python3-prometheus-client")
        text = run(POLICY, DAY, "--metrics", "-")
        families = {family.name: family for family in openmetrics.text_string_to_metric_families(text)}
        self.assertGreater(len(families), 100)
        figures = json.loads(run(POLICY, DAY, "--metrics", "-", "--metrics-format", "json"))
        compared = 0
        for kind in ("department", "account", "channel", "language", "agent"):
            for one in figures[kind + "s"]:
                for name, count in one["counts"].items():
                    samples = {sample.labels[kind]: sample.value for sample in families[f"usher_{kind}_{name}"].samples}
                    self.assertEqual(samples[one["name"]], count, (kind, one["name"], name))
                    compared += 1
                durations = one["durations"]["first_reply"]["all_hours"]
                sums = {sample.labels[kind]: sample.value for sample in families[f"usher_{kind}_first_reply_seconds"].samples
                        if sample.name.endswith("_sum") and sample.labels["hours"] == "all"}
                self.assertEqual(round(sums[one["name"]] * 1000), durations["sum_ms"])
        self.assertGreater(compared, 100)
        for family in families.values():
            self.assertTrue(family.documentation, family.name)
            self.assertEqual(family.unit, next((unit for unit in ("seconds", "ratio")
                                                if family.name.endswith("_" + unit)), ""), family.name)

    def test_two_halves_are_one_day(self):
        lines = DAY.read_bytes().splitlines(keepends=True)
        whole = run(POLICY, DAY, "--metrics", "-", "--metrics-format", "json")
        self.assertIn('"replies"', whole)
        with tempfile.TemporaryDirectory() as folder:
            desk, first = pathlib.Path(folder) / "noon.desk", pathlib.Path(folder) / "noon.json"
            half = len(lines) // 2
            run(POLICY, "-", "--snapshot", desk, "--metrics", first, input=b"".join(lines[:half]))
            self.assertNotEqual(first.read_text("utf-8"), whole)
            self.assertEqual(run(desk, "--metrics", "-", "--metrics-format", "json", command="desk"),
                             first.read_text("utf-8"))
            self.assertEqual(run(POLICY, "-", "--from", desk, "--metrics", "-", "--metrics-format", "json",
                                 input=b"".join(lines[half:])), whole)

    def test_files_by_their_names(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, begin in (("m.json", '{"format":1,'), ("m.txt", "from "), ("m.prom", "# TYPE ")):
                path = pathlib.Path(folder) / name
                effects = run(POLICY, DAY, "--metrics", path)
                self.assertGreater(len(effects.splitlines()), 50)
                self.assertTrue(path.read_text("utf-8").startswith(begin), name)
            path = pathlib.Path(folder) / "m.txt"
            run(POLICY, DAY, "--metrics", path, "--metrics-format", "openmetrics")
            self.assertTrue(path.read_text("utf-8").endswith("# EOF\n"))


def main():
    global usher
    parser = argparse.ArgumentParser(description="Runs usher run --metrics in ways that golden files cannot.")
    parser.add_argument("--usher", required=True, metavar="PATH")
    arguments, rest = parser.parse_known_args()
    usher = arguments.usher
    if openmetrics is None:
        print("skipped, 1: no python3-prometheus-client")
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
