# SPDX-License-Identifier: BSL-1.0
"""The same events, the same bytes, in builds of several compilers: same_bytes.py [--events N] USHER USHER...

Each build plays the days of the golden cases and of the rental example, and streams of invented events under their
policies, three ways: in one go, once more, and put away in the middle and taken up again. Effects, journals and
snapshots of all must be the same, byte by byte.
"""

import argparse
import hashlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = ROOT / "tests" / "golden" / "cli" / "shared"
RENTAL = ROOT / "examples" / "policies" / "rental"
WORDS = ["a refund please", "my lawyer", "hello?", "buy followers", "where is it", "thanks"]
AGENTS = ["sara", "omid", "lena", "joan", "zoe"]


def invented(seed, count):
    """Events of some days, many of which make no sense where they come."""
    draw = random.Random(seed)
    time = 1_773_993_600  # 2026-03-20T08:00:00Z
    for number in range(count):
        time += draw.choice([0, 0, 1, 20, 90, 400])
        stamp = f"2026-03-{20 + (time - 1_773_993_600) // 86400 % 8:02}"
        if (time - 1_773_993_600) // 86400 >= 8:
            return
        seconds = time % 86400
        event = {"time": f"{stamp}T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}Z"}
        conversation = {"conversation": f"c-{draw.randrange(40)}"}
        agent = {"agent": draw.choice(AGENTS)}
        kind = draw.randrange(20)
        if kind < 8:
            event |= {"type": "message", **conversation, "message": {
                "text": draw.choice(WORDS), "channel": draw.choice(["dm", "mail"]),
                "customer": {"id": f"k{draw.randrange(12)}"}}}
        elif kind < 11:
            event |= {"type": "message", "from": "staff", **conversation, **agent}
        elif kind < 13:
            event |= {"type": draw.choice(["accept", "decline", "assign"]), **conversation, **agent}
        elif kind < 16:
            event |= {"type": draw.choice(["start", "release", "wait", "resolve", "reopen", "abandon"]), **conversation}
        elif kind == 16:
            event |= {"type": "agent", **agent, "presence": draw.choice(["online", "online", "away", "offline"]),
                      "departments": ["care"], "capacity": draw.randrange(4)}
        elif kind == 17:
            event |= {"type": draw.choice(["merge"]), **conversation, "into": f"c-{draw.randrange(40)}"}
        elif kind == 18:
            event |= {"type": "link", "customer": f"k{draw.randrange(12)}", "with": f"k{12 + draw.randrange(4)}"}
        else:
            event |= {"type": draw.choice(["rebalance", "advance"])}
        if draw.randrange(5) == 0:
            event["id"] = f"e-{number}"
        yield json.dumps(event) + "\n"


def play(usher, policy, lines, folder, *more):
    """Digests of what comes of it."""
    journal, snapshot = folder / "journal", folder / "snapshot"
    journal.unlink(missing_ok=True)  # one that is there is gone on with, or left alone
    done = subprocess.run([usher, "run", policy, "-", "--keep-going", "--journal", journal, "--snapshot", snapshot,
                           "--metrics", folder / "metrics", *more], input="".join(lines), capture_output=True,
                          encoding="utf-8", check=False)
    if done.returncode != 0:
        sys.exit(f"{usher} run {policy}: {done.stderr}")
    return done.stdout, journal.read_bytes(), snapshot.read_bytes(), (folder / "metrics").read_bytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("usher", nargs="+", metavar="USHER")
    parser.add_argument("--events", type=int, default=20_000, metavar="N", help="of each invented stream")
    arguments = parser.parse_args()
    days = [(SHARED / "desk.yaml", (SHARED / "day.jsonl").read_text("utf-8").splitlines(True)),
            (SHARED / "customers.yaml", (SHARED / "customers.jsonl").read_text("utf-8").splitlines(True)),
            (RENTAL, [line for part in sorted((RENTAL / "day").iterdir())
                      for line in part.read_text("utf-8").splitlines(True)]),
            (SHARED / "desk.yaml", list(invented(1, arguments.events))),
            (SHARED / "customers.yaml", list(invented(2, arguments.events)))]
    different = 0
    for policy, lines in days:
        seen = {}
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for usher in arguments.usher:
                whole = play(usher, policy, lines, folder)
                if play(usher, policy, lines, folder) != whole:
                    sys.exit(f"{usher}: {policy.name} twice is not the same")
                middle = len(lines) // 2
                first = play(usher, policy, lines[:middle], folder)
                (folder / "middle").write_bytes(first[2])
                rest = play(usher, policy, lines[middle:], folder, "--from", folder / "middle")
                if first[0] + rest[0] != whole[0] or rest[2] != whole[2] or rest[3] != whole[3]:
                    sys.exit(f"{usher}: {policy.name} is not the same with a snapshot in the middle")
                seen[usher] = whole
        one = seen[arguments.usher[0]]
        for usher, other in seen.items():
            if other != one:
                different += 1
                print(f"{policy.name}: {usher} differs from {arguments.usher[0]}")
        digest = hashlib.sha256(one[1]).hexdigest()[:12]
        print(f"{policy.name}: {len(lines)} events, {one[0].count(chr(10))} effects, journal {digest}")
    print(f"{len(arguments.usher)} builds, {different} differences")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
