# SPDX-License-Identifier: BSL-1.0
"""The CRM of examples/embed/crm: alone, and with usher.patch in a copy of it, against an installed usher.

test_crm.py --prefix DIR --cxx CXX --work DIR

Alone it builds and works without usher. The patch stays under 100 lines; with it an old database goes on, and what a
desk says does not depend on how many processes asked it, on when they were killed, or on where its snapshots lie.
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2] / "examples" / "embed" / "crm"
WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
TEXTS = ["Where is my parcel?", "I want a refund", "My lawyer will call you", "پولم را پس بدهید، استرداد می‌خواهم",
         "Il pacco non è arrivato", "верните деньги!", "Thank you", "soldi indietro, subito"]


class Failed(Exception):
    pass


def expect(what, found, wanted):
    if found != wanted:
        raise Failed(f"{what}: wanted {wanted!r}, found {found!r}")


def build(source, made, cxx, *options):
    for command in (["cmake", "-G", "Ninja", "-S", source, "-B", made, f"-DCMAKE_CXX_COMPILER={cxx}",
                     f"-DCMAKE_CXX_FLAGS={WARNINGS}", "-DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF", *options],
                    ["cmake", "--build", made]):
        done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, check=False)
        if done.returncode != 0:
            raise Failed(f"{command}\n{done.stdout}")
    return made / "crm"


class Crm:
    def __init__(self, program, folder, name):
        self.program, self.folder, self.file = program, folder, folder / name

    def __call__(self, now, *words, stdin="", status=0):
        done = subprocess.run([self.program, self.file, *words], input=stdin, cwd=self.folder, text=True,
                              capture_output=True, env=dict(os.environ, CRM_NOW=now), timeout=60, check=False)
        expect(f"exit code of {words} ({done.stderr})", done.returncode, status)
        return done.stdout + done.stderr

    def rows(self, sql, *values):
        with sqlite3.connect(self.file) as database:
            return database.execute(sql, values).fetchall()


def alone(options):
    program = build(SOURCE, options.work / "alone", options.cxx)
    linked = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    expect("usher is linked before the patch", "libusher" in linked, False)
    crm = Crm(program, options.work, "alone.db")
    at = "2026-03-20T09:00:00Z"
    crm(at, "agent", "sara", "on")
    said = crm(at, "receive", stdin='{"id": "m-1", "customer": "چیارا", "text": "Where is my parcel?"}\n'
               '{"id": "m-1", "customer": "چیارا", "text": "Where is my parcel?"}\n'
               '{"customer": "eva", "text": "two\\nlines", "time": "2026-03-20T08:50:00Z"}\n'
               '{"customer": 5, "text": "x"}\n[1]\n{"text": "x"}\n{"customer": "o", "text": "x", "ticket": "2"}\n'
               '{"customer": "o", "text": "x", "time": "soon"}\n{"customer": "o", "text": "x", "ticket": 9}\n', status=3)
    expect("what was received", said, "ticket 1\nticket 1\nticket 2\ncrm: line 4: customer is no text\n"
           "crm: line 5: this is no JSON object\ncrm: line 6: customer and text are needed\n"
           "crm: line 7: ticket is no integer\ncrm: line 8: soon is no time\ncrm: line 9: there is no ticket 9\n")
    expect("inbox", crm(at, "inbox"),
           "ticket       waits        agent        customer     last\n"
           "2            0:10                      eva          two lines\n"
           "1            0:00                      چیارا        Where is my parcel?\n")
    expect("no such agent", crm(at, "take", "1", "bo", status=1), "crm: nobody here is called bo; crm agent bo on\n")
    crm(at, "agent", "bo", "on")
    crm(at, "take", "1", "bo")
    expect("another's ticket", crm(at, "reply", "1", "sara", "Hello", status=1), "crm: ticket 1 is with bo\n")
    crm(at, "reply", "1", "bo", "On its way.")
    session = crm(at, "as", "sara", stdin="take 2\nreply 2 We look into it.\nclose 2\ndance\nclose 2\nshow 1\n\nquit\n")
    for line in ("> ticket 1, answered, with bo; چیارا by email", "2026-03-20 09:00  bo: On its way.",
                 "> ticket 2 is closed"):
        expect(f"{line} in the session of the terminal", line in session.splitlines(), True)
    crm(at, "receive", stdin='{"customer": "eva", "text": "Again!", "ticket": 2}\n')
    expect("opened again", crm.rows("SELECT state, agent FROM tickets WHERE id = 2"), [("open", "sara")])
    for words in ([], ["inbox", "a", "b"], ["dance"]):
        crm(at, *words, status=2)
    expect("no folder", "unable to open" in Crm(program, options.work, "none/a.db")(at, "inbox", status=3), True)
    return crm


def patched(options):
    copy = options.work / "source"
    shutil.copytree(SOURCE, copy)
    patch = (SOURCE / "usher.patch").read_text(encoding="utf-8")
    size = len(re.findall(r"^[+-](?![+-]{2} )", patch, flags=re.M))
    expect(f"a patch of {size} lines is short", size < 100, True)
    subprocess.run(["patch", "--quiet", "-p1", "-i", copy / "usher.patch"], cwd=copy, check=True)
    return build(copy, options.work / "patched", options.cxx, f"-DCMAKE_PREFIX_PATH={options.prefix}"), size


def state_of(crm):
    """All that usher has said and made of the tickets."""
    return (crm.rows("SELECT n, ticket, effect FROM effects ORDER BY n"),
            crm.rows("SELECT id, department, band, agent, due, state FROM tickets ORDER BY id"))


def said_anew(crm):
    """The state when everything that happened is told to a new desk."""
    other = Crm(crm.program, crm.folder, "anew.db")
    other.file.unlink(missing_ok=True)
    shutil.copy(crm.file, other.file)
    with sqlite3.connect(other.file) as database:
        database.execute("DELETE FROM desk")
        database.execute("DELETE FROM effects")
    other("1970-01-01T00:00:00Z", "inbox")
    return state_of(other)


def clock(minutes):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1774000000 + 60 * minutes))


def days(crm, seed):
    """Random work in many processes. Some of it is refused, as people do things twice."""
    choose = random.Random(seed)
    people = ["sara", "lea", "omid", "zoe"]
    minutes = 0
    for name in people:
        crm(clock(0), "agent", name, "on")
    for number in range(150):
        minutes += choose.choice((0, 1, 7, 45, 600))
        ticket, agent = str(choose.randint(1, 25)), choose.choice(people)
        words = choose.choice((["receive"],) * 4 + (["reply", ticket, agent, "Done."],) * 3 + (
            ["take", ticket, agent], ["close", ticket, agent], ["inbox"],
            ["agent", agent, choose.choice(("on", "on", "off"))]))
        message = f'{{"customer": "c{number % 9}", "text": "{choose.choice(TEXTS)}"'
        if number > 60 and choose.random() < 0.3:
            message += f', "ticket": {choose.randint(1, 15)}'
        done = subprocess.run([crm.program, crm.file, *words], input=message + "}\n", cwd=crm.folder, text=True,
                              capture_output=True, env=dict(os.environ, CRM_NOW=clock(minutes)), check=False)
        if done.returncode not in (0, 1) and "there is no ticket" not in done.stderr:
            raise Failed(f"{words}: {done.stderr}")
    return minutes


def killed(crm, minutes):
    """Two processes at once, killed in the middle."""
    lines = "".join(f'{{"id": "k{{}}-{i}", "customer": "k", "text": "{TEXTS[i % len(TEXTS)]}"}}\n' for i in range(1000))
    running = []
    for name in "ab":
        one = subprocess.Popen([crm.program, crm.file, "receive"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               cwd=crm.folder, env=dict(os.environ, CRM_NOW=clock(minutes)))
        one.stdin.write(lines.replace("{}", name).encode())
        one.stdin.close()
        running.append(one)
    before = crm.rows("SELECT count(*) FROM messages")[0][0]
    deadline = time.monotonic() + 30
    while crm.rows("SELECT count(*) FROM messages")[0][0] < before + 25 and time.monotonic() < deadline:
        time.sleep(0.02)
    for one in running:
        one.send_signal(signal.SIGKILL)
        one.wait()
    count = crm.rows("SELECT count(*) FROM messages")[0][0] - before
    expect(f"{count} messages were taken before both were killed", 25 <= count < 2000, True)
    expect("integrity", crm.rows("PRAGMA integrity_check"), [("ok",)])
    crm(clock(minutes), "inbox")
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("prefix", "work"):
        parser.add_argument(f"--{name}", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--cxx", required=True)
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    options.work.mkdir(parents=True)
    try:
        old = alone(options)
        print("alone: works, and knows nothing of usher")
        program, size = patched(options)
        shutil.copy(SOURCE / "policy.yaml", options.work)

        crm = Crm(program, options.work, old.file.name)
        inbox = crm("2026-03-20T09:30:00Z", "inbox")
        expect("an old database goes on", [line.split()[:3] for line in inbox.splitlines()[1:]],
               [["2", "0:30", "care"], ["1", "care", "normal"]])
        print(f"a patch of {size} lines; an old database goes on")

        crm = Crm(program, options.work, "days.db")
        minutes = days(crm, 7)
        events = crm.rows("SELECT count(*) FROM history")[0][0]
        expect("a snapshot was made behind the begin", crm.rows("SELECT n FROM desk")[0][0] >= 100, True)
        expect("a desk that hears it all at once says the same", said_anew(crm), state_of(crm))
        kinds = {kind for (kind,) in crm.rows("SELECT DISTINCT json_extract(effect, '$.type') FROM effects")}
        expect("effects of every kind", {"assigned", "breached", "closed"} <= kinds, True)
        print(f"{events} events from as many processes: the same effects as from one")

        count = killed(crm, minutes)
        expect("after the kill a desk that hears it all says the same", said_anew(crm), state_of(crm))
        print(f"killed after {count} messages: nothing is lost, nothing is there twice")

        policy = (options.work / "policy.yaml").read_text(encoding="utf-8")
        (options.work / "policy.yaml").write_text(policy.replace("then: {department: billing}",
                                                                 "then: {department: care}"), encoding="utf-8")
        said = crm(clock(minutes + 1), "new", "nina", "I want a refund")
        expect("a new policy holds for the next ticket",
               crm.rows("SELECT department FROM tickets WHERE id = ?", int(said.split()[1])), [("care",)])
        (options.work / "policy.yaml").write_text("usher: 1\ndepartments: {care: {}}\ndefault: {department: car}\n",
                                                  encoding="utf-8")
        expect("a broken policy says where", "policy.yaml:3:23" in crm(clock(minutes + 2), "inbox", status=3), True)
        print("a new policy holds at once, a broken one is refused with its place")
    except Failed as failed:
        print(failed)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
