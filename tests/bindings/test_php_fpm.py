# SPDX-License-Identifier: BSL-1.0
"""The embedding of examples/embed/php under a real php-fpm and nginx: messages come in, tickets and a desk come of them.

test_php_fpm.py php --usher USHER --library LIB --node-modules DIR
"""
import argparse
import concurrent.futures
import json
import os
import sqlite3
import subprocess
import sys

import fpm
import host

APP = host.ROOT / "examples" / "embed" / "php"
POLICY = host.ROOT / "examples" / "embed" / "policy.yaml"
WORKERS = 8


class Checks:
    def __init__(self):
        self.wrong = self.made = 0

    def same(self, what, wanted, got):
        self.made += 1
        if wanted != got:
            self.wrong += 1
            print(f"{what}: wanted {wanted!r}, got {got!r}")


def compile_policy(usher, source, target):
    """As a release does it: the image is renamed over the old one."""
    subprocess.run([usher, "compile", source, "-o", target], check=True, capture_output=True)


def message(number, **fields):
    return {"id": f"m-{number}", "conversation": f"c-{number}", "time": "2026-03-20T09:00:00Z", **fields}


def rows(site, question):
    with sqlite3.connect(site.state / "shop.sqlite", timeout=10) as database:
        return database.execute(question).fetchall()


def hook(checks, site, usher):
    status, said = site.post(message(1, account="@acme", text="A refund! My card is 4111 1111 1111 1111"))
    checks.same("first", (201, "billing", ["refund"], "ask_private"),
                (status, said["department"], said["tags"], said["reply"]))
    checks.same("posted again", 200, site.post(message(1, text="Refund!"))[0])
    status, said = site.post(message(2, text="Il pacco non è arrivato", customer={"tier": "gold"}, facts={"order.open": True}))
    checks.same("facts", (201, "logistics", 55), (status, said["department"], said["priority"]))
    checks.same("unknown account", (201, "care"),
                (lambda status, said: (status, said["department"]))(*site.post(message(3, account="@acne", text="Nice shoes"))))
    status, said = site.post(message(4, text="x", facts={f"fact{n}": n for n in range(300)}))
    checks.same("too many facts", (422, "limit", "limit"),
                (status, said.get("error"), said.get("findings", [{}])[-1].get("code")))
    # What the desk will not take is refused here: behind a 201 nobody would hear of it.
    for what, bad in (("without a zone", "2026-03-20T09:00:00"), ("no time of JSON", "2026-03-20 09:00"), ("seconds", 1773997200),
                      ("of another age", "1969-12-31T23:59:59Z"), ("a list", ["2026-03-20T09:00:00Z"]), ("no time", "")):
        status, said = site.post(message(4, time=bad, text="hello"))
        checks.same(f"time: {what}", (422, "time"), (status, said.get("findings", [{}])[0].get("path", "")[-4:]))
    checks.same("empty conversation", 400, site.post(message(4, conversation="", text="hello"))[0])
    checks.same("empty id", 400, site.post(message(4, id="", text="hello"))[0])
    checks.same("no JSON", 400, site.request("POST", "/message", b"{")[0])
    checks.same("no id", 400, site.request("POST", "/message", b'{"text":"x"}')[0])
    checks.same("not posted", 405, site.request("GET", "/message")[0])
    checks.same("large", 413, site.request("POST", "/message", b'"' + b"x" * 400000 + b'"')[0])
    checks.same("too large for nginx", 413, site.request("POST", "/message", b"x" * 600000)[0])
    checks.same("elsewhere", 404, site.request("GET", "/worker.php")[0])
    ticket = rows(site, "SELECT department, priority, band, tags, move_to, reply, because, agent FROM tickets WHERE id = 'm-1'")
    checks.same("ticket", [("billing", 40, "normal", '["refund"]', "instagram_dm", "ask_private",
                            "refunds go to billing", None)], ticket)
    checks.same("inbox", [(3,)], rows(site, "SELECT count(*) FROM inbox"))
    log = (site.state / "servers.log").read_text() + (site.state / "php-fpm.log").read_text()
    checks.same("the unknown account is in the log", True, "unknown_name (account)" in log)
    checks.same("no text of a message is in the log", False, "Nice shoes" in log)

    # A new policy is there with the next request.
    changed = site.state / "changed.yaml"
    changed.write_text(POLICY.read_text().replace("default: {department: care}", "default: {department: logistics}"))
    compile_policy(usher, changed, site.state / "policy.usher")
    checks.same("new policy", "logistics", site.post(message(5, text="hello"))[1]["department"])
    compile_policy(usher, POLICY, site.state / "policy.usher")


def many(checks, site):
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        said = list(pool.map(lambda n: site.post(message(n, text="refund" if n % 2 else "hello")), range(100, 300)))
    checks.same("all new", {201}, {status for status, _ in said})
    checks.same("departments", ["care", "billing"] * 100, [each["department"] for _, each in said])
    checks.same("all in the inbox", [(204,)], rows(site, "SELECT count(*) FROM inbox"))


def worker(site, library, now):
    environment = dict(os.environ, USHER_LIBRARY=str(library), USHER_AUTOLOAD=str(host.ROOT / "bindings/php/autoload.php"),
                       SHOP_POLICY=str(site.state / "policy.usher"), SHOP_DATABASE=str(site.state / "shop.sqlite"))
    done = subprocess.run([*host.command("php"), APP / "worker.php", now], env=environment, capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        sys.exit(f"worker.php: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout, done.stderr


def agent(site, name, department):
    """The CRM's page of people says who is there."""
    event = {"type": "agent", "agent": name, "departments": [department], "presence": "online"}
    with sqlite3.connect(site.state / "shop.sqlite", timeout=10) as database:
        database.execute("INSERT INTO inbox (event) VALUES (?)", [json.dumps(event)])


def desk(checks, site, library, usher):
    agent(site, "sara", "billing")
    agent(site, "omid", "logistics")
    said, refused = worker(site, library, "2026-03-20T09:10:00Z")
    checks.same("worker", ("207 events of the inbox done; due next: nothing\n", ""), (said, refused))
    checks.same("given", [("m-1", "sara"), ("m-2", "omid"), ("m-3", None)],
                rows(site, "SELECT id, agent FROM tickets WHERE id IN ('m-1', 'm-2', 'm-3') ORDER BY id"))
    checks.same("journal: messages, people, the time", [(204 + 2 + 1,)], rows(site, "SELECT count(*) FROM journal"))

    # Somebody comes between two runs, and what waited is theirs; the worker goes on from its snapshot.
    agent(site, "eva", "care")
    worker(site, library, "2026-03-20T09:20:00Z")
    checks.same("given later", [("eva",)], rows(site, "SELECT agent FROM tickets WHERE id = 'm-3'"))

    # An event that the desk refuses does not stop it.
    with sqlite3.connect(site.state / "shop.sqlite", timeout=10) as database:
        database.execute("INSERT INTO inbox (event) VALUES ('{\"type\": \"acept\"}')")
    checks.same("refused", True, "acept" in worker(site, library, "2026-03-20T09:30:00Z")[1])

    # Had it died before any snapshot was saved: the same again, number by number.
    before = rows(site, "SELECT n, line FROM journal ORDER BY n")
    with sqlite3.connect(site.state / "shop.sqlite", timeout=10) as database:
        database.execute("DELETE FROM desk")
        database.execute("DELETE FROM journal WHERE n > 100")
    worker(site, library, "2026-03-20T09:40:00Z")
    after = rows(site, "SELECT n, line FROM journal ORDER BY n")
    checks.same("journal after a crash", before, after[:-1])

    # Nobody writes for three days, and then somebody does: that is further ahead than the desk believes by itself.
    site.post(message(6, time="2026-03-23T10:00:00Z", text="hello"))
    checks.same("after three days", "", worker(site, library, "2026-03-23T10:01:00Z")[1])
    checks.same("it came in", True, rows(site, "SELECT count(*) FROM journal WHERE line LIKE '%\"c-6\"%'")[0][0] > 0)
    checks.same("after four days", "", worker(site, library, "2026-03-27T10:00:00Z")[1])
    checks.same("from tomorrow", 422, site.post(message(7, time="2199-01-01T00:00:00Z", text="hello"))[0])
    after = rows(site, "SELECT n, line FROM journal ORDER BY n")
    with sqlite3.connect(site.state / "shop.sqlite", timeout=10) as database:
        database.execute("DELETE FROM desk")
    worker(site, library, "2026-03-27T10:00:00Z")
    checks.same("the same journal of them", after, rows(site, "SELECT n, line FROM journal ORDER BY n")[:len(after)])
    after = rows(site, "SELECT n, line FROM journal ORDER BY n")

    new_policy(checks, site, library, usher)

    # The command line reads the journal as its own.
    journal = site.state / "journal.jsonl"
    journal.write_text("".join(line + "\n" for _, line in after), encoding="utf-8")
    shown = subprocess.run([usher, "desk", "--follow", journal, "--policy", POLICY, "--once", "--format", "json"],
                           capture_output=True, text=True, check=False)
    checks.same("usher desk --follow", (0, 3), (shown.returncode, len(json.loads(shown.stdout)["departments"])
                                                if shown.returncode == 0 else shown.stderr))


def new_policy(checks, site, library, usher):
    """A policy that is renamed over the old one is the desk's with its next run, and once."""
    changed = site.state / "changed.yaml"
    changed.write_text(POLICY.read_text().replace("default: {department: care}", "default: {department: logistics}"))
    compile_policy(usher, changed, site.state / "policy.usher")
    status, said = site.post(message(8, time="2026-03-27T10:05:00Z", text="hello", facts={}, tags=[]))
    checks.same("the hook has it", (201, "logistics"), (status, said["department"]))
    agent(site, "zoe", "logistics")
    checks.same("nothing refused", "", worker(site, library, "2026-03-27T10:06:00Z")[1])
    checks.same("the desk has it", [("zoe",)], rows(site, "SELECT agent FROM tickets WHERE id = 'm-8'"))
    told = "SELECT count(*) FROM journal WHERE line LIKE '%\"type\":\"policy\"%'"
    for _ in range(2):
        checks.same("told once", [(1,)], rows(site, told))
        worker(site, library, "2026-03-27T10:07:00Z")
    # Nobody wrote meanwhile: it has the next one all the same.
    before = rows(site, "SELECT n, line FROM journal ORDER BY n")
    compile_policy(usher, POLICY, site.state / "policy.usher")
    worker(site, library, "2026-03-27T10:08:00Z")
    checks.same("the journal goes on", before, rows(site, "SELECT n, line FROM journal ORDER BY n")[:len(before)])
    checks.same("told again", [(2,)], rows(site, told))


def main():
    parser = host.arguments(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter))
    parser.add_argument("--usher", required=True)
    options = parser.parse_args()
    fpm.alone()
    checks = Checks()
    for _ in host.ready(options.hosts, options.library, options.node_modules, fpm.programs):
        with fpm.site(options.library, APP) as site:
            compile_policy(options.usher, POLICY, site.state / "policy.usher")
            hook(checks, site, options.usher)
            many(checks, site)
            desk(checks, site, options.library, options.usher)
        print(f"php-fpm and nginx: {checks.made - checks.wrong} of {checks.made} checks passed")
    return 1 if checks.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
