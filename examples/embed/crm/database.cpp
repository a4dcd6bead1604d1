// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <sqlite3.h>
#include <utility>

Statement::Statement(sqlite3 *database, std::string_view sql) {
  sqlite3_stmt *made = nullptr;
  const int result = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &made, nullptr);
  statement_.reset(made);
  if (result != SQLITE_OK) throw DatabaseError(sqlite3_errmsg(database));
}

bool Statement::step() {
  const int result = sqlite3_step(statement_.get());
  if (result == SQLITE_ROW) return true;
  demand(result, SQLITE_DONE);
  return false;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Statement::text(int column) const {
  const auto *data = static_cast<const char *>(sqlite3_column_blob(statement_.get(), column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

int Statement::columns() const { return sqlite3_column_count(statement_.get()); }

std::string_view Statement::name(int column) const { return sqlite3_column_name(statement_.get(), column); }

void Statement::bind(int place, std::int64_t value) {
  demand(sqlite3_bind_int64(statement_.get(), place, value), SQLITE_OK);
}

// A text without data is no text: NULL.
void Statement::bind(int place, std::string_view value) {
  demand(
      sqlite3_bind_text64(statement_.get(), place, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8),
      SQLITE_OK);
}

void Statement::bind(int place, Blob value) {
  demand(
      sqlite3_bind_blob64(statement_.get(), place, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT),
      SQLITE_OK);
}

void Statement::demand(int result, int wanted) const {
  if (result != wanted) throw DatabaseError(sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
}

void Statement::Finish::operator()(sqlite3_stmt *statement) const noexcept { sqlite3_finalize(statement); }

Database::Database(const std::string &path) {
  sqlite3 *made = nullptr;
  const int result = sqlite3_open(path.c_str(), &made);
  database_.reset(made); // there even when it failed, to say why
  if (result != SQLITE_OK)
    throw DatabaseError(path + ": " + (made != nullptr ? sqlite3_errmsg(made) : "out of memory"));
  sqlite3_busy_timeout(made, 60000);
  script("PRAGMA foreign_keys = ON");
}

void Database::script(const char *sql) {
  if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw DatabaseError(sqlite3_errmsg(database_.get()));
}

int Database::changed() const noexcept { return sqlite3_changes(database_.get()); }

void Database::Close::operator()(sqlite3 *database) const noexcept { sqlite3_close(database); }

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.run("ROLLBACK");
  } catch (const DatabaseError &) {
    // SQLite has undone it by itself, which is why there is something to clean up.
  }
}
