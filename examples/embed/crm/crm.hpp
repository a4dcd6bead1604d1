// SPDX-License-Identifier: BSL-1.0
// What the CRM knows and does: people, tickets, messages. Times are milliseconds since 1970, UTC.
#pragma once

#include "database.hpp"

#include <cstdint>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>

/// What a person asked for makes no sense as things stand; says so to them.
struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A message of a customer. It opens a ticket unless it names one.
struct Incoming {
  std::optional<std::string> id; // where it came from, so that it is taken once
  std::int64_t ticket = 0;       // 0: a new one
  std::string customer;
  std::string channel;
  std::string subject;
  std::string text;
  std::int64_t time = 0;
};

class Crm {
 public:
  explicit Crm(const std::string &path);

  /// Somebody works here, and is there or not.
  void agent(const std::string &name, bool online, std::int64_t time);
  /// The number of its ticket. The same message again changes nothing.
  std::int64_t receive(const Incoming &message);
  /// The ticket is the agent's, whoever had it.
  void take(std::int64_t ticket, const std::string &agent, std::int64_t time);
  /// Of a ticket that is nobody's or the agent's own; it is theirs then.
  void reply(std::int64_t ticket, const std::string &agent, const std::string &text, std::int64_t time);
  void close(std::int64_t ticket, const std::string &agent, std::int64_t time);

  /// Tickets that are not closed, of one agent and of nobody, or with an empty name of all.
  void print_inbox(std::ostream &out, const std::string &agent, std::int64_t now);
  void print_ticket(std::ostream &out, std::int64_t ticket);

  /// A message from a line of JSON: {"customer", "text"} and, if known, "id", "ticket", "channel", "subject", "time".
  Incoming read(std::string_view json, std::int64_t now);
  /// "2026-03-20T09:00:00Z" and other forms that SQLite reads.
  std::int64_t read_time(std::string_view text);

 private:
  template <class Work>
  void change(Work &&work);
  void happened(const char *what, std::int64_t ticket, const std::string &who, std::int64_t time,
                std::int64_t message = 0);
  std::int64_t last();
  void demand_agent(const std::string &name);
  void demand_open(std::int64_t ticket, const std::string &agent);

  Database database_;
};
