# SPDX-License-Identifier: BSL-1.0
"""usher in a web application: each new message is decided, and the decision is stored beside it, in one transaction.

crm_hook.py [--database FILE]

The shape is that of a signal handler in Django (`post_save`) or a hook in any other framework; the table is real, in
SQLite. What matters in it:

- the policy is loaded once for a process, before it forks;
- lenient: an account that the policy has not heard of is decided all the same, and what was doubtful is stored;
- a message that cannot be decided goes to a person, and the request does not fail;
- the digest of the policy stands in every row, so it can be said later which policy decided.
"""
import argparse
import json
import pathlib
import sqlite3
from datetime import datetime, timezone

import usher

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TABLES = """
CREATE TABLE IF NOT EXISTS message (
  id INTEGER PRIMARY KEY, account TEXT, text TEXT NOT NULL, tier TEXT, received TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS decision (
  message INTEGER PRIMARY KEY REFERENCES message, department TEXT, priority INTEGER, band TEXT, language TEXT,
  tags TEXT NOT NULL, because TEXT, findings TEXT NOT NULL, policy TEXT, failed TEXT);
"""


class Triage:
    """What a web application keeps for the life of a process."""

    def __init__(self, policy):
        self.policy = usher.Policy.load(policy)

    def message_saved(self, connection, row):
        """The hook: called with a row of `message` that was just written, in the same transaction."""
        try:
            decision = self.policy.triage(id=str(row["id"]), account=row["account"], text=row["text"],
                                          time=datetime.fromisoformat(row["received"]), customer={"tier": row["tier"]},
                                          lenient=True, find_language=True)
        except usher.Error as error:
            connection.execute("INSERT INTO decision (message, tags, findings, failed) VALUES (?, '[]', ?, ?)",
                               (row["id"], json.dumps([finding.code for finding in error.findings]), str(error)))
            return None
        connection.execute(
            "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (row["id"], decision.department, decision.priority, decision.band, decision.language,
             json.dumps(decision.tags), decision.why("department"),
             json.dumps([finding.code for finding in decision.findings]), decision.policy))
        return decision


def save(connection, triage, **fields):
    """What the framework does: writes the row and calls the hook, or neither."""
    with connection:
        fields.setdefault("received", datetime.now(timezone.utc).isoformat())
        cursor = connection.execute("INSERT INTO message (account, text, tier, received) VALUES (?, ?, ?, ?)",
                                    [fields.get(name) for name in ("account", "text", "tier", "received")])
        row = connection.execute("SELECT * FROM message WHERE id = ?", (cursor.lastrowid,)).fetchone()
        return triage.message_saved(connection, row)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default=":memory:")
    parser.add_argument("--policy", default=ROOT / "examples" / "embed" / "policy.yaml")
    options = parser.parse_args()
    triage = Triage(options.policy)
    connection = sqlite3.connect(options.database)
    connection.row_factory = sqlite3.Row
    connection.executescript(TABLES)
    save(connection, triage, account="@acme", text="Can I get a refund?", tier="gold")
    save(connection, triage, account="@new_account", text="Il pacco non è arrivato")
    save(connection, triage, account="@acme", text="Lovely shop", received="1969-07-20T20:17:00+00:00")
    for row in connection.execute("SELECT message, department, priority, language, because, findings, failed FROM decision"):
        print(", ".join(f"{name} {row[name]}" for name in row.keys() if row[name] not in (None, "[]")))
    connection.close()


if __name__ == "__main__":
    main()
