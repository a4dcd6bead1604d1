# SPDX-License-Identifier: BSL-1.0
"""How well does a policy route? Messages of customers whose department is known, and a picture of what is taken for what.

banking77.py [--data DIR] [--policy POLICY] [--picture FILE.png]

The data set is banking77 (dev.tsv with the columns text and department), which is not part of usher; without it the program
says so and ends well.
"""
import argparse
import csv
import os
import pathlib
from collections import Counter

import matplotlib
import usher

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402: the back end is chosen first

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [row["text"] for row in rows], [row["department"] for row in rows]


def draw(counts, wanted, given, right, total, path):
    """Each row is a department that messages are for; its colours are shares of the row."""
    figure, axes = plt.subplots(figsize=(1.6 + 0.85 * len(given), 1.9 + 0.55 * len(wanted)), layout="constrained")
    shares = [[counts[one, other] / max(1, sum(counts[one, each] for each in given)) for other in given] for one in wanted]
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for y, one in enumerate(wanted):
        for x, other in enumerate(given):
            if counts[one, other]:
                axes.text(x, y, counts[one, other], ha="center", va="center", fontsize=8,
                          color="white" if shares[y][x] > 0.6 else "black")
    axes.set_xticks(range(len(given)), [name.replace("_", " ") for name in given], rotation=40, ha="right",
                    rotation_mode="anchor")
    axes.set_yticks(range(len(wanted)), [name.replace("_", " ") for name in wanted])
    axes.set_xlabel("where usher sends them")
    axes.set_ylabel("where they belong")
    axes.set_title(f"{right} of {total} messages go where they belong ({right / total:.1%})", fontsize=11)
    figure.colorbar(image, label="share of the row", shrink=0.8)
    figure.savefig(path, dpi=120)
    plt.close(figure)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("USHER_DATA", ""))
    parser.add_argument("--policy", default=ROOT / "examples" / "policies" / "bank")
    parser.add_argument("--picture", default="banking77.png")
    options = parser.parse_args()
    table = pathlib.Path(options.data) / "banking77" / "dev.tsv"
    if not options.data or not table.is_file():
        print(f"skipped: no {table}; --data names the folder that has banking77")
        return
    texts, wanted = read(table)
    policy = usher.Policy.load(options.policy)
    department = policy.triage_many({"text": texts})["department"].tolist()
    counts = Counter(zip(wanted, department))
    rows = sorted(set(wanted))
    columns = rows + sorted(set(department) - set(rows))
    right = sum(counts[name, name] for name in rows)
    print(f"{right} of {len(texts)} messages go where they belong ({right / len(texts):.1%})")
    (one, other), count = max(((pair, n) for pair, n in counts.items() if pair[0] != pair[1]), key=lambda item: item[1])
    print(f"most often taken for another: {one} for {other}, {count} times")
    draw(counts, rows, columns, right, len(texts), options.picture)
    print(f"picture: {options.picture}")


if __name__ == "__main__":
    main()
