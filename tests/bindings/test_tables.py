# SPDX-License-Identifier: BSL-1.0
"""Each host makes of a table and of a scenario what the command line makes of them: a week of staffing, a replay under two
policies, a simulation. The hosts are given the table in pieces that cut rows and characters, and the scenario from memory.

test_tables.py HOST... --usher USHER --library LIB --node-modules DIR
"""
import argparse
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import host

ROWS = 6000  # more than one call of play() plays
PIECE = 997
HOURS = (1, 0, 0, 0, 0, 1, 2, 5, 9, 20, 30, 30, 25, 20, 25, 30, 25, 20, 12, 8, 6, 4, 3, 2)  # weights of the day's hours
TEXTS = ("where is my parcel?", "I want a refund", "می‌خواهم پولم را پس بگیرید", "un rimborso, 'grazie' 🙏", "two\nlines; and more")
POLICY = """usher: 1
channels: {{email: {{kind: email}}, web: {{kind: ticket}}}}
sla: {{fast: {{first_response: {first}}}, slow: {{first_response: 4h}}}}
departments: {{care: {{sla: fast}}, billing: {{sla: slow}}}}
topics: {{refund: {{en: [~refund], it: [~rimborso], fa: [پولم]}}}}
rules: [{{name: refunds, when: {{topic: refund}}, then: {{department: {refunds}}}}}]
default: {{department: care}}
"""
MAPPING = """mapping: 1
delimiter: ;
zone: Europe/Rome
times: "%d/%m/%Y %H:%M"
columns:
  {conversation: id, opened: opened, replied: replied, closed: closed, text: text, department: group,
   channel: {column: via, values: {Mail: email, Form: web}}}
"""
SCENARIO = """scenario: day
policies: {before: before.yaml, after: after.yaml}
horizon: {from: 2026-03-02, for: 2d}
replications: 2
demand:
  mails: {rate: 12/h, handle: {dist: exponential, mean: 5m}, messages: {file: messages.csv, text: text}}
teams:
  all: {agents: 2, departments: [care, billing]}
"""


def table():
    """Its text, and the lines of the rows without a time. The clocks of Rome are set forward within its days."""
    chance = random.Random(7)
    lines, wrong, line = ["id;opened;took;replied;closed;via;group;text"], [], 1
    start = datetime.datetime(2026, 3, 16)
    for number in range(ROWS):
        hour = chance.choices(range(24), HOURS)[0]
        opened = start + datetime.timedelta(chance.randrange(21), hours=hour, minutes=chance.randrange(60))
        said = [(opened + datetime.timedelta(minutes=after)).strftime("%d/%m/%Y %H:%M")
                for after in sorted((0, chance.randrange(1, 600), chance.randrange(1, 3000)))]
        line += 1
        if number % 211 == 100:
            wrong.append(line)
            said[0] = "soon"
        text = chance.choice(TEXTS)
        took = chance.choice(("", "4m", "0:06:30", "90", "11m30s"))
        closed = said[2] if chance.random() < 0.8 else ""
        lines.append(f'{number};{said[0]};{took};{said[1]};{closed};{chance.choice(("Mail", "Form", ""))};care;"{text}"')
        line += text.count("\n")
    return "\n".join(lines) + "\n", wrong


def events():
    """Lines of events, and the lines that are none."""
    chance = random.Random(8)
    time, lines = datetime.datetime(2026, 3, 20, 8), []
    for number in range(400):
        time += datetime.timedelta(minutes=chance.randrange(40))
        message = {"type": "message", "time": f"{time.isoformat()}Z", "conversation": f"c-{chance.randrange(250)}"}
        lines.append(message | ({"from": "staff"} if number % 5 == 4 else {"message": {"text": chance.choice(TEXTS)}}))
    lines[7], lines[90] = {"type": "masage"}, {"text": "no event"}
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines), [8, 91]


def fill(folder):
    rows, no_rows = table()
    lines, no_lines = events()
    files = {"tickets.csv": rows, "day.jsonl": lines, "map.yaml": MAPPING, "day.yaml": SCENARIO,
             "before.yaml": POLICY.format(first="1h", refunds="billing"),
             "after.yaml": POLICY.format(first="30m", refunds="care"),
             "messages.csv": "text\n" + "".join(f'"{text}"\n' for text in TEXTS)}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return no_rows, no_lines


def expected(usher, folder, no_rows, no_lines):
    def run(*arguments):
        done = subprocess.run([usher, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode != 0:
            sys.exit(f"usher {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
        return done.stdout

    week = json.loads(run("staff", "--from", "tickets.csv", "--time", "opened", "--time-format", "%d/%m/%Y %H:%M",
                          "--handle-column", "took", "--zone", "Europe/Rome", "--delimiter", ";", "--target", "80%/15m",
                          "--max-occupancy", "90%", "--shrinkage", "30%", "--patience", "20m", "--keep-going",
                          "--format", "json"))
    of_events = json.loads(run("staff", "--from", "day.jsonl", "--zone", "Europe/Rome", "--handle", "6m", "--asa", "5m",
                               "--keep-going", "--format", "json"))
    replay = ("replay", "before.yaml", "tickets.csv", "--against", "after.yaml", "--mapping", "map.yaml", "--zone",
              "Europe/Rome", "--most", "3", "--keep-going", "--color", "never")
    return {"week": week, "week_left_out": no_rows, "hours": [hour["agents"] for hour in week["hours"]],
            "events": of_events, "events_left_out": no_lines, "replay": json.loads(run(*replay, "--format", "json")),
            "replay_left_out": no_rows, "page": run(*replay),
            "scenario": json.loads(run("simulate", "day.yaml", "--seed", "5", "--format", "json"))}


def compare(name, environment, folder, wanted):
    program = host.ROOT / "tests" / "bindings" / name / f"tables.{host.ENDINGS[name]}"
    done = subprocess.run([*host.command(name), program, folder, str(PIECE)], cwd=folder, env=environment,
                          stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        sys.exit(f"{program.name}: exit {done.returncode}")
    got = json.loads(done.stdout)
    left = got.pop("left")
    wrong = [key for key in wanted if got.get(key) != wanted[key]]
    for key in wrong:
        print(f"{name}: {key}: {str(got.get(key))[:300]}\nwanted {str(wanted[key])[:300]}")
    # What play() says is left goes down, part by part.
    plays = bool(left) and left == sorted(left, reverse=True) and len(set(left)) == len(left)
    print(f"{name}: {len(wanted) - len(wrong)} of {len(wanted)} as the command line has them; parts left {left}")
    return not wrong and plays and got.keys() == wanted.keys()


def main():
    parser = host.arguments(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter))
    parser.add_argument("--usher", required=True, type=lambda path: pathlib.Path(path).resolve())
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        left_out = fill(folder)
        wanted = expected(options.usher, folder, *left_out)
        results = [compare(each, environment, folder, wanted)
                   for each, environment in host.ready(options.hosts, options.library, options.node_modules)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
