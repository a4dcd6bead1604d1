// SPDX-License-Identifier: BSL-1.0
#include "crm.hpp"

#include <array>

namespace {

/// The shape of the database, step by step; `user_version` counts those that were taken.
constexpr std::array steps = {
    R"(CREATE TABLE agents (name TEXT PRIMARY KEY, online INTEGER NOT NULL);
       CREATE TABLE tickets (
         id INTEGER PRIMARY KEY, customer TEXT NOT NULL, channel TEXT NOT NULL, subject TEXT NOT NULL,
         state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
         agent TEXT REFERENCES agents, opened INTEGER NOT NULL, waiting INTEGER);
       CREATE TABLE messages (
         id INTEGER PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets, outside_id TEXT UNIQUE,
         author TEXT NOT NULL, staff INTEGER NOT NULL, text TEXT NOT NULL, time INTEGER NOT NULL);
       CREATE TABLE history (
         id INTEGER PRIMARY KEY, ticket INTEGER REFERENCES tickets, who TEXT NOT NULL, what TEXT NOT NULL,
         message INTEGER REFERENCES messages, time INTEGER NOT NULL);
       CREATE INDEX messages_of_ticket ON messages (ticket, id);)",
};

/// Its first letters, so many at most: whole characters of UTF-8, and no line end or control character.
/// With `fill` it is made as long as that.
std::string beginning(std::string_view text, std::size_t most, bool fill = false) {
  std::string made;
  std::size_t letters = 0;
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    const bool begins_letter = (code & 0xC0U) != 0x80U;
    if (begins_letter && ++letters > most) return made + '~';
    made += code < 0x20 || code == 0x7F ? ' ' : byte;
  }
  if (fill) made.append(most + 1 - letters, ' ');
  return made;
}

/// A table with the names of the columns above it.
void print(std::ostream &out, Statement &rows) {
  const int last = rows.columns() - 1;
  for (int i = 0; i < last; ++i)
    out << beginning(rows.name(i), 11, true) << ' ';
  out << rows.name(last) << '\n';
  while (rows.step()) {
    for (int i = 0; i < last; ++i)
      out << beginning(rows.text(i), 11, true) << ' ';
    out << beginning(rows.text(last), 50) << '\n';
  }
}

} // namespace

Crm::Crm(const std::string &path) : database_(path) {
  Transaction transaction(database_);
  const auto taken = static_cast<std::size_t>(database_.number("PRAGMA user_version"));
  if (taken > steps.size()) throw DatabaseError(path + ": made by a newer version of this program");
  for (std::size_t i = taken; i < steps.size(); ++i)
    database_.script(steps[i]);
  database_.run("PRAGMA user_version = " + std::to_string(steps.size()));
  transaction.commit();
}

/// All that is done goes through here: whole or not at all.
template <class Work>
void Crm::change(Work &&work) {
  Transaction transaction(database_);
  work();
  transaction.commit();
}

/// What a person would call it: on, off, wrote, took, answered, closed. Every change is told here.
void Crm::happened(const char *what, std::int64_t ticket, const std::string &who, std::int64_t time,
                   std::int64_t message) {
  database_.run(
      "INSERT INTO history (ticket, who, what, message, time) VALUES (nullif(?, 0), ?, ?, nullif(?, 0), ?)",
      ticket, who, std::string_view(what), message, time);
}

/// The number of what was put in last.
std::int64_t Crm::last() { return database_.number("SELECT last_insert_rowid()"); }

void Crm::demand_agent(const std::string &name) {
  if (database_.number("SELECT count(*) FROM agents WHERE name = ?", name) == 0)
    throw Refused("nobody here is called " + name + "; crm agent " + name + " on");
}

/// A ticket that is not closed and that this agent may answer.
void Crm::demand_open(std::int64_t ticket, const std::string &agent) {
  const std::string name = "ticket " + std::to_string(ticket);
  Statement found = database_.query("SELECT state, agent FROM tickets WHERE id = ?", ticket);
  if (!found.step()) throw Refused("there is no " + name);
  if (found.text(0) == "closed") throw Refused(name + " is closed");
  if (!found.text(1).empty() && found.text(1) != agent)
    throw Refused(name + " is with " + std::string(found.text(1)));
}

// ---- What happens ------------------------------------------------------------------------------------------

void Crm::agent(const std::string &name, bool online, std::int64_t time) {
  change([&] {
    database_.run("INSERT INTO agents VALUES (?1, ?2) ON CONFLICT DO UPDATE SET online = ?2", name,
                  std::int64_t{online});
    happened(online ? "on" : "off", 0, name, time);
  });
}

std::int64_t Crm::receive(const Incoming &message) {
  std::int64_t ticket = message.ticket;
  change([&] {
    if (message.id) {
      ticket = database_.number("SELECT ticket FROM messages WHERE outside_id = ?", *message.id);
      if (ticket != 0) return;
      ticket = message.ticket;
    }
    if (ticket == 0) {
      database_.run(
          "INSERT INTO tickets (customer, channel, subject, state, opened) VALUES (?, ?, ?, 'open', ?)",
          message.customer, message.channel, message.subject, message.time);
      ticket = last();
    }
    database_.run("UPDATE tickets SET state = 'open', waiting = coalesce(waiting, ?2) WHERE id = ?1", ticket,
                  message.time);
    if (database_.changed() == 0) throw Refused("there is no ticket " + std::to_string(ticket));
    database_.run(
        "INSERT INTO messages (ticket, outside_id, author, staff, text, time) VALUES (?, ?, ?, 0, ?, ?)",
        ticket, message.id ? std::string_view(*message.id) : std::string_view(), message.customer,
        message.text, message.time);
    happened("wrote", ticket, message.customer, message.time, last());
  });
  return ticket;
}

void Crm::take(std::int64_t ticket, const std::string &agent, std::int64_t time) {
  change([&] {
    demand_agent(agent);
    database_.run("UPDATE tickets SET agent = ?2 WHERE id = ?1 AND state <> 'closed'", ticket, agent);
    if (database_.changed() == 0) throw Refused("there is no open ticket " + std::to_string(ticket));
    happened("took", ticket, agent, time);
  });
}

void Crm::reply(std::int64_t ticket, const std::string &agent, const std::string &text, std::int64_t time) {
  change([&] {
    demand_agent(agent);
    demand_open(ticket, agent);
    database_.run("UPDATE tickets SET agent = ?2, state = 'answered', waiting = NULL WHERE id = ?1", ticket,
                  agent);
    database_.run("INSERT INTO messages (ticket, author, staff, text, time) VALUES (?, ?, 1, ?, ?)", ticket,
                  agent, text, time);
    happened("answered", ticket, agent, time, last());
  });
}

void Crm::close(std::int64_t ticket, const std::string &agent, std::int64_t time) {
  change([&] {
    demand_agent(agent);
    demand_open(ticket, agent);
    database_.run("UPDATE tickets SET state = 'closed', waiting = NULL WHERE id = ?1", ticket);
    happened("closed", ticket, agent, time);
  });
}

// ---- What is shown -----------------------------------------------------------------------------------------

void Crm::print_inbox(std::ostream &out, const std::string &agent, std::int64_t now) {
  Statement rows = database_.query(R"(SELECT id AS ticket,
      iif(state = 'open', printf('%d:%02d', (?2 - waiting) / 3600000, (?2 - waiting) / 60000 % 60), '') AS waits,
      agent, customer, (SELECT text FROM messages WHERE ticket = tickets.id ORDER BY id DESC LIMIT 1) AS last
    FROM tickets WHERE state <> 'closed' AND (?1 = '' OR agent IS NULL OR agent = ?1)
    ORDER BY waiting IS NULL, waiting, id)",
                                   agent, now);
  print(out, rows);
}

void Crm::print_ticket(std::ostream &out, std::int64_t ticket) {
  Statement head = database_.query("SELECT customer, channel, subject, state, coalesce(agent, 'nobody') "
                                   "FROM tickets WHERE id = ?",
                                   ticket);
  if (!head.step()) throw Refused("there is no ticket " + std::to_string(ticket));
  out << "ticket " << ticket << ", " << head.text(3) << ", with " << head.text(4) << "; " << head.text(0)
      << " by " << head.text(1);
  if (!head.text(2).empty()) out << ": " << beginning(head.text(2), 60);
  out << '\n';
  Statement rows = database_.query(
      R"(SELECT strftime('%Y-%m-%d %H:%M', time / 1000, 'unixepoch'), who, said FROM (
           SELECT time, author AS who, ': ' || text AS said FROM messages WHERE ticket = ?1
           UNION ALL
           SELECT time, who, ' ' || what FROM history WHERE ticket = ?1 AND what IN ('took', 'closed'))
         ORDER BY time)",
      ticket);
  while (rows.step())
    out << rows.text(0) << "  " << rows.text(1) << beginning(rows.text(2), 1000) << '\n';
}

// ---- What comes from outside -------------------------------------------------------------------------------

Incoming Crm::read(std::string_view json, std::int64_t now) {
  if (database_.number("SELECT json_valid(?1) AND json_type(iif(json_valid(?1), ?1, 'null')) = 'object'",
                       json) == 0)
    throw Refused("this is no JSON object");
  const auto value = [&](const std::string &key, std::string_view type) {
    Statement found = database_.query("SELECT json_type(?1, ?2), json_extract(?1, ?2)", json, "$." + key);
    if (!found.step() || found.text(0).empty() || found.text(0) == "null") return std::string();
    if (found.text(0) != type) throw Refused(key + " is no " + std::string(type));
    return std::string(found.text(1));
  };
  const auto text = [&](const char *key) { return value(key, "text"); };
  Incoming made;
  if (std::string id = text("id"); !id.empty()) made.id = std::move(id);
  if (const std::string ticket = value("ticket", "integer"); !ticket.empty())
    made.ticket = std::stoll(ticket);
  made.customer = text("customer");
  made.channel = text("channel");
  made.subject = text("subject");
  made.text = text("text");
  const std::string time = text("time");
  made.time = time.empty() ? now : read_time(time);
  if (made.channel.empty()) made.channel = "email";
  if (made.customer.empty() || made.text.empty()) throw Refused("customer and text are needed");
  return made;
}

std::int64_t Crm::read_time(std::string_view text) {
  Statement time =
      database_.query("SELECT CAST(round((julianday(?) - 2440587.5) * 86400000) AS INTEGER)", text);
  if (!time.step() || time.text(0).empty()) throw Refused(std::string(text) + " is no time");
  return time.integer(0);
}
