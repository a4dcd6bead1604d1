// SPDX-License-Identifier: BSL-1.0
// SQLite with objects that close themselves: a database, a statement, a transaction. What fails throws.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

struct DatabaseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

/// A statement at a row. Columns are counted from 0; a text lives until the next step.
class Statement {
 public:
  Statement(sqlite3 *database, std::string_view sql);
  /// Goes to the next row; false when there is none.
  bool step();
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view text(int column) const; // or bytes; empty for NULL
  [[nodiscard]] int columns() const;
  [[nodiscard]] std::string_view name(int column) const;

  void bind(int place, std::int64_t value);
  void bind(int place, std::string_view value);
  void bind(int place, Blob value);

 private:
  struct Finish {
    void operator()(sqlite3_stmt *statement) const noexcept;
  };
  void demand(int result, int wanted) const;
  std::unique_ptr<sqlite3_stmt, Finish> statement_;
};

class Database {
 public:
  explicit Database(const std::string &path);

  /// The statement with its values put in, before its first row.
  template <class... Values>
  Statement query(std::string_view sql, const Values &...values) {
    Statement made(database_.get(), sql);
    int place = 0;
    (made.bind(++place, values), ...);
    return made;
  }
  /// Runs it to its end.
  template <class... Values>
  void run(std::string_view sql, const Values &...values) {
    Statement statement = query(sql, values...);
    while (statement.step()) {
    }
  }
  /// The first column of the first row; 0 without one.
  template <class... Values>
  std::int64_t number(std::string_view sql, const Values &...values) {
    Statement statement = query(sql, values...);
    return statement.step() ? statement.integer(0) : 0;
  }
  /// Several statements without values.
  void script(const char *sql);
  /// How many rows the last statement changed.
  [[nodiscard]] int changed() const noexcept;

 private:
  struct Close {
    void operator()(sqlite3 *database) const noexcept;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// All or nothing, and one writer at a time: others wait for some seconds. Without commit() it is undone.
class Transaction {
 public:
  explicit Transaction(Database &database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }
  Transaction(const Transaction &) = delete;
  Transaction &operator=(const Transaction &) = delete;
  ~Transaction();
  void commit() {
    database_.run("COMMIT");
    open_ = false;
  }

 private:
  Database &database_;
  bool open_ = true;
};
