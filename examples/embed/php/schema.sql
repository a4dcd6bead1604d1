-- SPDX-License-Identifier: BSL-1.0
-- What this CRM keeps. The hook writes tickets and the inbox in one transaction; the worker all else.
CREATE TABLE IF NOT EXISTS tickets (
  id TEXT PRIMARY KEY,            -- of the message
  conversation TEXT NOT NULL,
  department TEXT NOT NULL,
  priority INTEGER NOT NULL,
  band TEXT NOT NULL,
  tags TEXT NOT NULL,             -- JSON
  move_to TEXT,
  reply TEXT,
  because TEXT,                   -- the rule behind the department
  policy TEXT NOT NULL,           -- which policy decided
  agent TEXT                      -- from here on the worker's
);
CREATE INDEX IF NOT EXISTS tickets_of_conversation ON tickets (conversation);
-- What the desk is to be told, as docs/desk.md has it: messages, and from other pages of the CRM who comes and goes, who
-- accepts, answers and resolves. `policy` is the hash of the one by which the hook decided; of other events there is none.
CREATE TABLE IF NOT EXISTS inbox (number INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, policy TEXT);
-- The desk: its state up to an event of the inbox, the hash of its policy, and the lines of its journal.
CREATE TABLE IF NOT EXISTS desk (
  one INTEGER PRIMARY KEY CHECK (one = 1), done INTEGER NOT NULL, policy TEXT NOT NULL, snapshot BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS journal (n INTEGER PRIMARY KEY, line TEXT NOT NULL);
