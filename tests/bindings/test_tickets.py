# SPDX-License-Identifier: BSL-1.0
"""The embedding of examples/embed/ruby: records whose after_create hook asks usher.

test_tickets.py ruby --library LIB --node-modules DIR
"""
import argparse
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

import host
from test_php_fpm import Checks

EMBED = host.ROOT / "examples" / "embed"
TICKETS = """\
#1 billing, priority 40, tags ["refund"], reply ask_private, because of refunds go to billing
#2 logistics, priority 40, tags ["late"], reply none, because of late parcels go to logistics
#3 care, priority 40, tags [], reply none, because of default
#4 care, priority 55, tags [], reply none, because of default
"""
# Loads what the program has, and drives it: a policy read anew, a hook that fails in the middle.
DRIVE = """
require 'stringio'
load ARGV[0]
log = StringIO.new
policy = ARGV[1]
Triage.start(policy, log: log)
Record.connect(':memory:')
[Message, Ticket].each { |table| Record.database.execute(table::SCHEMA) }
Message.create!(name: 'one', text: 'refund')
good = File.read(policy)
File.write(policy, good.sub('default: {department: care}', 'default: {department: kare}'))
puts "broken: #{Triage.reload}, said: #{log.string.include?('no department "kare"')}"
File.write(policy, good.sub('default: {department: care}', 'default: {department: logistics}'))
puts "mended: #{Triage.reload}"
Message.create!(name: 'two', text: 'hello')
Message.create!(name: 'three', text: "caf\\xe9")
Message.create!(name: 'four', text: 'x' * 2_000_000)
['2026-11-27 09:00', 1773997200, 'soon', ''].each { |time| Message.create!(name: "at #{time}", text: 'refund', time: time) }
def Triage.decide(_) = raise('a defect in the hook')
begin
  Message.create!(name: 'five', text: 'hello')
rescue RuntimeError => e
  puts e.message
end
puts "messages #{Message.all.map(&:name)}, tickets #{Ticket.all.map(&:department)}"
"""
DRIVEN = """\
broken: false, said: true
mended: true
a defect in the hook
messages ["one", "two", "three", "four", "at 2026-11-27 09:00", "at 1773997200", "at soon", "at "], \
tickets ["billing", "logistics", "logistics", "logistics", "billing", "billing", "billing", "billing"]
"""


def ruby(environment, *arguments):
    done = subprocess.run([*host.command("ruby"), "-I", host.ROOT / "bindings" / "ruby" / "lib", *arguments],
                          capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


def sqlite():
    if subprocess.run([*host.command("ruby"), "-rsqlite3", "-e", "0"], capture_output=True, check=False).returncode != 0:
        raise host.Missing("ruby has no sqlite3")


def main():
    options = host.arguments(argparse.ArgumentParser(description=__doc__,
                                                     formatter_class=argparse.RawDescriptionHelpFormatter)).parse_args()
    checks = Checks()
    program, messages = EMBED / "ruby" / "tickets.rb", EMBED / "messages.jsonl"
    for _, environment in host.ready(options.hosts, options.library, options.node_modules, sqlite):
        with tempfile.TemporaryDirectory() as folder:
            state = pathlib.Path(folder)
            file = state / "tickets.sqlite"
            code, out, log = ruby(environment | {"TICKETS": str(file)}, program, EMBED / "policy.yaml", messages)
            checks.same("tickets", (0, TICKETS), (code, out))
            checks.same("log", "usher: unknown_name (account)\nline 4: no JSON\n", log)
            again = ruby(environment | {"TICKETS": str(file)}, program, EMBED / "policy.yaml", messages)
            checks.same("again", (0, TICKETS, 4), (again[0], again[1], again[2].count("is there already")))
            with sqlite3.connect(file) as database:
                checks.same("in the database", [(4, 4)], database.execute(
                    "SELECT (SELECT count(*) FROM messages), (SELECT count(*) FROM tickets)").fetchall())
            code, _, log = ruby(environment, program, EMBED / "broken.yaml", messages)
            checks.same("broken policy", (1, True), (code, 'there is no topic "refnud"' in log and 'did you mean "refund"?' in log))
            checks.same("wrong use", 1, ruby(environment, program)[0])
            (state / "policy.yaml").write_bytes((EMBED / "policy.yaml").read_bytes())
            code, out, log = ruby(environment, "-e", DRIVE, program, state / "policy.yaml")
            checks.same("driven", (0, DRIVEN), (code, out if code == 0 else log))
        print(f"tickets: {checks.made - checks.wrong} of {checks.made} checks passed")
    return 1 if checks.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
