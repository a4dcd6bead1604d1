# SPDX-License-Identifier: BSL-1.0
"""Before and after: a rental firm whose marketing forwards by e-mail, and the same people with one stream for all.

rental.py [--scenario FILE] [--replications N] [--threads N] [--picture FILE.png]

Plays examples/scenarios/rental.yaml on the desk that production runs, and draws how many wait, and how soon the first reply
comes, with the 95 % intervals over the runs.
"""
import argparse
import pathlib
from datetime import timedelta

import matplotlib
import usher

matplotlib.use("Agg")
import matplotlib.dates as dates  # noqa: E402: the back end is chosen first
import matplotlib.pyplot as plt  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
COLOURS = {"before": "#b5482a", "after": "#1f6f8b"}


def figures_of(policy):
    """The figures of all conversations together."""
    return next(scope["figures"] for scope in policy["scopes"] if scope["kind"] == "all")


def draw_backlog(axes, policies, begin):
    for policy in policies:
        waiting, step = policy["series"]["waiting"], timedelta(milliseconds=policy["series"]["step_ms"])
        axes.plot([begin + step * number for number in range(len(waiting))], waiting, color=COLOURS[policy["name"]], label=policy["name"], linewidth=1.2)
    axes.set_ylabel("conversations that wait")
    axes.set_ylim(bottom=0)
    axes.xaxis.set_major_locator(dates.WeekdayLocator(byweekday=dates.MO))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%d %b"))
    axes.legend(frameon=False, loc="upper left")
    axes.set_title("Backlog, mean of the runs", fontsize=11)


def draw_replies(axes, policies):
    lengths = ["1h", "8h"]
    width = 0.36
    for number, policy in enumerate(policies):
        figures = [figures_of(policy)[f"first_reply.within.{length}"] for length in lengths]
        places = [x + (number - 0.5) * width for x in range(len(lengths))]
        bars = axes.bar(places, [100 * each["mean"] for each in figures], width, color=COLOURS[policy["name"]],
                        yerr=[100 * each["half_width"] for each in figures], capsize=4, label=policy["name"])
        for bar, each in zip(bars, figures):
            axes.text(bar.get_x() + bar.get_width() / 2, 4, f"{100 * each['mean']:.0f} %", ha="center", va="bottom",
                      color="white", fontsize=9)
    axes.set_xticks(range(len(lengths)), [f"within {length}" for length in lengths])
    axes.set_ylabel("customers with a first reply, %")
    axes.set_ylim(0, 105)
    axes.set_title("First replies, with 95 % intervals", fontsize=11)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenario", default=ROOT / "examples" / "scenarios" / "rental.yaml")
    parser.add_argument("--replications", type=int)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--picture", default="rental.png")
    options = parser.parse_args()
    result = usher.simulate(options.scenario, replications=options.replications, threads=options.threads)
    policies = result.to_dict()["policies"]
    for policy in policies:
        figures = figures_of(policy)
        mean, soon = figures["first_reply.mean"], figures["first_reply.within.1h"]
        print(f"{policy['name']:7} first reply {mean['mean'] / 3.6e6:5.1f} h ± {mean['half_width'] / 3.6e6:.1f}, "
              f"within an hour {100 * soon['mean']:.0f} % ± {100 * soon['half_width']:.0f}")
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained", width_ratios=[3, 2])
    draw_backlog(left, policies, result.info.begin)
    draw_replies(right, policies)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(options.picture, dpi=120)
    plt.close(figure)
    print(f"picture: {options.picture}")


if __name__ == "__main__":
    main()
