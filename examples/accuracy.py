#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""How often a policy sends a message where people said it belongs.

Reads a table of texts with labels (TSV, first line names the columns), hands all texts to `usher triage` in one
run, checks that every decision came back in order with its id, and compares the department with the label.

    accuracy.py --usher build/release/bin/usher --policy examples/policies/bank --data banking.tsv

The macro-F1 is the mean F1 over the departments that occur as labels; a message sent to any other department
counts against the one it belonged to.

Exit code: 0 measured, 1 usher failed or its answer is not one decision a message, 2 wrong use, 3 a file is
missing or is not such a table.
"""

import argparse
import collections
import json
import os
import shutil
import subprocess
import sys

CONFUSIONS = 5


class Stop(Exception):
    """Ends the run with an exit code and one sentence."""

    def __init__(self, code, sentence):
        super().__init__(sentence)
        self.code = code


def parse_arguments():
    parser = argparse.ArgumentParser(
        description="Accuracy and macro-F1 of a policy's departments on a table of labelled texts.",
        epilog="Exit code: 0 measured, 1 usher failed, 2 wrong use, 3 a file is missing or is not such a table.")
    parser.add_argument("--usher", required=True, metavar="PATH", help="the usher program")
    parser.add_argument("--policy", required=True, metavar="POLICY", help="a policy: file, folder or image")
    parser.add_argument("--data", required=True, metavar="FILE.tsv", help="the table, tab separated, UTF-8")
    parser.add_argument("--text", default="text", metavar="COLUMN", help="column of the texts (default: text)")
    parser.add_argument("--label", default="department", metavar="COLUMN",
                        help="column of the right departments (default: department)")
    parser.add_argument("--most", type=int, metavar="N", help="read at most N rows")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    arguments = parser.parse_args()
    if arguments.most is not None and arguments.most < 1:
        parser.error("--most takes a number from 1")
    return arguments


def column(names, wanted, path):
    if wanted not in names:
        raise Stop(3, f"{path} has no column \"{wanted}\"; it has: {', '.join(names)}")
    return names.index(wanted)


def read_table(path, text_name, label_name, most):
    """(id, text, label) of each row. Rows without an id column are named by their line."""
    try:
        with open(path, encoding="utf-8", newline="\n") as file:
            lines = file.read().split("\n")
    except OSError as error:
        raise Stop(3, f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Stop(3, f"{path} is not UTF-8 (byte {error.start})") from error
    names = lines[0].rstrip("\r").split("\t")
    text_at = column(names, text_name, path)
    label_at = column(names, label_name, path)
    id_at = names.index("id") if "id" in names else None
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        line = line.rstrip("\r")
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(names):
            raise Stop(3, f"{path}:{number} has {len(cells)} cells, the first line names {len(names)}")
        rows.append((f"line-{number}" if id_at is None else cells[id_at], cells[text_at], cells[label_at]))
        if most is not None and len(rows) == most:
            break
    if not rows:
        raise Stop(3, f"{path} has no rows")
    return rows


def triage(usher, policy, rows):
    """The department of each row, in order."""
    lines = "".join(json.dumps({"id": identity, "text": text}, ensure_ascii=False) + "\n" for identity, text, _ in rows)
    try:
        run = subprocess.run([usher, "triage", policy, "-"], input=lines.encode("utf-8"), stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, check=False)
    except OSError as error:
        raise Stop(3, f"cannot run {usher}: {error.strerror}") from error
    if run.returncode != 0:
        said = run.stderr.decode("utf-8", "replace").strip() or "it said nothing"
        raise Stop(1, f"usher triage ended with {run.returncode}: {said}")
    answers = run.stdout.decode("utf-8").splitlines()
    if len(answers) != len(rows):
        raise Stop(1, f"{len(rows)} messages went in, {len(answers)} lines came out")
    departments = []
    for number, (answer, (identity, _, _)) in enumerate(zip(answers, rows), start=1):
        try:
            decision = json.loads(answer)
        except ValueError as error:
            raise Stop(1, f"line {number} of usher's answer is not JSON: {error}") from error
        if decision.get("id") != identity:
            raise Stop(1, f"line {number} is the decision of \"{decision.get('id')}\", expected \"{identity}\"")
        departments.append(decision["department"])
    return departments


def ratio(part, whole):
    return part / whole if whole else 0.0


def measure(labels, departments):
    pairs = collections.Counter(zip(labels, departments))
    support = collections.Counter(labels)
    sent = collections.Counter(departments)
    table = []
    for name in sorted(set(support) | set(sent)):
        hits = pairs[name, name]
        precision, recall = ratio(hits, sent[name]), ratio(hits, support[name])
        table.append({"department": name, "support": support[name], "sent": sent[name], "precision": precision,
                      "recall": recall, "f1": ratio(2 * precision * recall, precision + recall)})
    labelled = [row["f1"] for row in table if row["support"]]
    wrong = sorted(((count, pair) for pair, count in pairs.items() if pair[0] != pair[1]),
                   key=lambda item: (-item[0], item[1]))
    return {
        "messages": len(labels),
        "accuracy": ratio(sum(count for pair, count in pairs.items() if pair[0] == pair[1]), len(labels)),
        "macro_f1": ratio(sum(labelled), len(labelled)),
        "departments": table,
        "confusions": [{"count": count, "label": pair[0], "department": pair[1]} for count, pair in wrong[:CONFUSIONS]],
    }


def in_words(result):
    width = max(len("department"), *(len(row["department"]) for row in result["departments"]))
    lines = [
        f"{'messages':<10} {result['messages']:>7}",
        f"{'accuracy':<10} {result['accuracy']:>7.4f}",
        f"{'macro-F1':<10} {result['macro_f1']:>7.4f}",
        "",
        f"{'department':<{width}}  support    sent  precision  recall      F1",
    ]
    for row in result["departments"]:
        lines.append(f"{row['department']:<{width}}  {row['support']:>7} {row['sent']:>7}  {row['precision']:>9.4f} "
                     f"{row['recall']:>7.4f} {row['f1']:>7.4f}")
    if result["confusions"]:
        lines += ["", "most frequent confusions"]
        for row in result["confusions"]:
            lines.append(f"{row['count']:>6}  {row['label']:<{width}}  sent to {row['department']}")
    return "\n".join(lines)


def main():
    arguments = parse_arguments()
    try:
        if shutil.which(arguments.usher) is None:
            raise Stop(3, f"there is no program {arguments.usher}")
        if not os.path.exists(arguments.policy):
            raise Stop(3, f"there is no policy {arguments.policy}")
        rows = read_table(arguments.data, arguments.text, arguments.label, arguments.most)
        result = measure([label for _, _, label in rows], triage(arguments.usher, arguments.policy, rows))
    except Stop as stop:
        print(f"accuracy.py: {stop}", file=sys.stderr)
        return stop.code
    try:
        print(json.dumps(result, ensure_ascii=False, indent=2) if arguments.format == "json" else in_words(result))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, as in `| head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
