// SPDX-License-Identifier: BSL-1.0
// Reading events.
#include "desk/event_json.hpp"

#include "base/duration.hpp"
#include "base/json_repair.hpp"
#include "base/nearest.hpp"
#include "base/source.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "desk/event_keys.hpp"
#include "policy/facts.hpp"
#include "rules/message_walk.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <boost/json/array.hpp>
#include <fmt/format.h>

namespace usher::desk {
namespace {

namespace json = boost::json;

std::string_view view(json::string_view text) { return {text.data(), text.size()}; }

std::string_view describe(const json::value &value) {
  switch (value.kind()) {
  case json::kind::null: return "nothing";
  case json::kind::bool_: return "a flag";
  case json::kind::int64:
  case json::kind::uint64:
  case json::kind::double_: return "a number";
  case json::kind::string: return "text";
  case json::kind::array: return "a list";
  case json::kind::object: return "an object";
  }
  return "something else";
}

std::optional<std::int64_t> whole_number(const json::value &value) {
  if (const std::int64_t *number = value.if_int64()) return *number;
  const double *number = value.if_double();
  if (number == nullptr || *number != std::trunc(*number) || std::abs(*number) > 1e15) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

/// The words of an enumeration that begins with 1.
template <class Enum>
std::vector<std::string_view> names_to(Enum last) {
  std::vector<std::string_view> names;
  for (int number = 1; number <= static_cast<int>(last); ++number)
    names.push_back(name_of(static_cast<Enum>(number)));
  return names;
}

} // namespace

template <class Sink>
void EventJson::Message::each(Sink &sink) const {
  rules::MessageWalker<Sink> walker(sink);
  if (only_facts_)
    walker.facts(*object_, "", "facts.");
  else
    walker.message(*object_);
}

void EventJson::Message::set(const json::object &object, bool only_facts, std::uint32_t line) {
  object_ = &object;
  only_facts_ = only_facts;
  line_ = line;
  keep_sum();
}

/// What reads one event.
class EventJson::Reader {
 public:
  Reader(EventJson &to, std::uint32_t line, Findings &findings) : to_(to), line_(line), findings_(findings) {}

  bool read(std::string_view text, const Limits &limits) {
    if (text.size() > limits.message_bytes) {
      complain(Code::limit, {}, fmt::format("the event is larger than {} bytes", limits.message_bytes),
               "raise the limit message_bytes");
      return false;
    }
    const json::object *object = parse(text);
    if (object == nullptr || !read_type(*object)) return false;
    for (const json::key_value_pair &pair : *object)
      take(view(pair.key()), pair.value());
    if (!failed_) require();
    return !failed_;
  }

 private:
  void complain(Code code, std::string path, std::string message, std::string hint) {
    failed_ = true;
    findings_.add(
        {Severity::error, code, {}, line_, column_, std::move(path), std::move(message), std::move(hint)});
  }

  const json::object *parse(std::string_view text) {
    to_.value_.reset();
    to_.memory_.release();
    json::value &value = to_.value_.emplace(json::storage_ptr(&to_.memory_));
    JsonError error;
    if (!parse_json(text, &to_.memory_, value, error) && !read_halves(text, value, error)) {
      // The parser calls any byte that it cannot use a syntax error. One that is not UTF-8 has another mend.
      const std::size_t ill_formed = find_ill_formed_utf8(text);
      const bool is_utf8 = ill_formed > error.offset;
      const Position position = Source({}, std::string(text)).position(is_utf8 ? error.offset : ill_formed);
      if (line_ == 0) line_ = position.line;
      column_ = position.column;
      if (!is_utf8) {
        complain(Code::not_utf8, {},
                 fmt::format("the event is not UTF-8: byte {} of it is 0x{:02X}", ill_formed + 1,
                             static_cast<unsigned char>(text[ill_formed])),
                 "send it as UTF-8");
      } else {
        complain(error.duplicate_key ? Code::duplicate_key : Code::json_syntax, {},
                 fmt::format("this is not a JSON event: {}", error.message),
                 error.duplicate_key ? "give each key once"
                                     : "write one JSON object, as in {\"type\": \"advance\"}");
      }
      return nullptr;
    }
    if (value.if_object() == nullptr)
      complain(Code::json_syntax, {}, "an event is a JSON object", "as in {\"type\": \"advance\"}");
    return value.if_object();
  }

  /// Of texts that were cut in the middle of a character.
  bool read_halves(std::string_view text, json::value &value, JsonError &error) {
    const std::optional<std::string> repaired = without_halves(text);
    has_halves_ = repaired && parse_json(*repaired, &to_.memory_, value, error);
    if (!has_halves_) return false;
    findings_.add({Severity::warning,
                   Code::text_ill_formed,
                   {},
                   line_,
                   column_,
                   {},
                   std::string(halves_message),
                   std::string(halves_hint)});
    return true;
  }

  bool read_type(const json::object &object) {
    const json::value *type = object.if_contains("type");
    if (type == nullptr || type->is_null()) {
      complain(Code::missing_key, "type", "an event has a type", "as in \"type\": \"message\"");
      return false;
    }
    const json::string *word = type->if_string();
    if (word == nullptr) {
      wrong_type("type", "text", *type);
      return false;
    }
    const std::optional<EventType> found = find_event_type(view(json::string_view(*word)));
    if (!found) {
      unknown_word("type", view(json::string_view(*word)), names_to<EventType>(last_event_type));
      return false;
    }
    to_.event_ = Event();
    to_.event_.type = *found;
    to_.event_.line = line_;
    to_.update_ = AgentUpdate();
    if (*found == EventType::agent) to_.event_.update = &to_.update_;
    return true;
  }

  void wrong_type(std::string path, std::string_view wanted, const json::value &value) {
    std::string message = fmt::format("\"{}\" is {}, and this is {}", path, wanted, describe(value));
    complain(Code::wrong_type, std::move(path), std::move(message),
             wanted == "text" && !value.is_structured() ? "put it in quotes" : "");
  }
  void unknown_word(std::string path, std::string_view word, std::span<const std::string_view> names) {
    std::string message =
        fmt::format("there is no {} \"{}\"", path == "type" ? "type of events" : path, utf8_prefix(word, 60));
    complain(Code::unknown_name, std::move(path), std::move(message), suggestion(word, names));
  }

  bool text(std::string_view key, const json::value &value, std::string_view &out) {
    const json::string *found = value.if_string();
    if (found == nullptr) {
      wrong_type(std::string(key), "text", value);
      return false;
    }
    out = view(json::string_view(*found));
    // What people wrote may have holes; names that do are not told apart any more.
    if (!has_halves_ || key == "text" || out.find("\uFFFD") == std::string_view::npos) return true;
    complain(Code::not_utf8, std::string(key), fmt::format("\"{}\" has half of a character", key),
             "send it whole");
    return false;
  }
  bool flag(std::string_view key, const json::value &value) {
    if (const bool *found = value.if_bool()) return *found;
    wrong_type(std::string(key), "a flag", value);
    return false;
  }
  void time(std::string_view key, const json::value &value, std::optional<Instant> &out) {
    std::string_view word;
    if (!text(key, value, word)) return;
    out = parse_time(word);
    if (!out) {
      complain(Code::bad_time, std::string(key), fmt::format("\"{}\" is not a time", key),
               "RFC 3339, as in 2026-03-20T09:00:00Z, from 1970 to 2199");
    }
  }
  /// The place of the number is `path`.
  std::optional<std::int64_t> number(const std::string &path, const json::value &value, std::int64_t least,
                                     std::int64_t most) {
    if (!value.is_number()) {
      wrong_type(path, "a number", value);
      return std::nullopt;
    }
    const std::optional<std::int64_t> found = whole_number(value);
    if (found && *found >= least && *found <= most) return found;
    complain(Code::out_of_range, path, fmt::format("\"{}\" is out of range", path),
             fmt::format("a whole number from {} to {}", least, most));
    return std::nullopt;
  }
  bool texts(std::string_view key, const json::value &value, Texts &out) {
    out.clear();
    const json::array *list = value.if_array();
    if (list == nullptr) {
      wrong_type(std::string(key), "a list of texts", value);
      return false;
    }
    for (const json::value &item : *list) {
      std::string_view word;
      if (!text(fmt::format("{}[{}]", key, out.size()), item, word)) return false;
      out.push_back(word);
    }
    return true;
  }
  void texts_of_agent(std::string_view key, const json::value &value, Texts &out,
                      std::optional<std::span<const std::string_view>> &into) {
    if (texts(key, value, out)) into = std::span<const std::string_view>(out);
  }

  void message(std::string_view key, const json::value &value, bool only_facts) {
    const json::object *object = value.if_object();
    if (object == nullptr) {
      wrong_type(std::string(key), "an object", value);
      return;
    }
    to_.message_.set(*object, only_facts, line_);
    to_.event_.message = &to_.message_;
  }

  void capacity(const json::value &value) {
    const json::object *object = value.if_object();
    if (object == nullptr) {
      to_.update_.capacity = small(number("capacity", value, 0, most_capacity));
      return;
    }
    const std::span<const std::string_view> kinds = policy::channel_kind_names();
    for (const json::key_value_pair &pair : *object) {
      const std::string_view key = view(pair.key());
      if (pair.value().is_null()) continue;
      const auto kind = std::find(kinds.begin(), kinds.end(), key);
      if (key != "total" && kind == kinds.end()) {
        std::vector<std::string_view> names(kinds.begin(), kinds.end());
        names.push_back("total");
        unknown_word("capacity", key, names);
        continue;
      }
      const auto most = small(number(fmt::format("capacity.{}", key), pair.value(), 0, most_capacity));
      if (key == "total")
        to_.update_.capacity = most;
      else
        to_.update_.capacity_of_kind[static_cast<std::size_t>(kind - kinds.begin())] = most;
    }
  }
  static std::optional<std::uint32_t> small(const std::optional<std::int64_t> &number) {
    return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
  }

  void take(std::string_view key, const json::value &value) {
    Event &event = to_.event_;
    AgentUpdate &update = to_.update_;
    const EventKey *known = find_event_key(key);
    if (known == nullptr || !known->belongs_to(event.type)) {
      complain(Code::unknown_key, std::string(key),
               known == nullptr
                   ? fmt::format("unknown key \"{}\"", utf8_prefix(key, 60))
                   : fmt::format("\"{}\" says nothing in an event of type {}", key, name_of(event.type)),
               known == nullptr ? suggestion(key, event_keys_of(event.type)) : "take it out");
      return;
    }
    if (value.is_null()) return; // as if it were not there
    switch (known->id) {
    case KeyId::type: break;
    case KeyId::id: (void)text(key, value, event.id); break;
    case KeyId::time: time(key, value, event.time); break;
    case KeyId::conversation: (void)text(key, value, event.conversation); break;
    case KeyId::agent: (void)text(key, value, event.agent); break;
    case KeyId::department: (void)text(key, value, event.department); break;
    case KeyId::text: (void)text(key, value, event.text); break;
    case KeyId::from: {
      std::string_view word;
      if (!text(key, value, word)) break;
      event.from_staff = word == "staff";
      if (word != "staff" && word != "customer") unknown_word("from", word, senders);
      break;
    }
    case KeyId::is_private: event.is_private = flag(key, value); break;
    case KeyId::force: event.force = flag(key, value); break;
    case KeyId::blocked: event.blocked = flag(key, value); break;
    case KeyId::refused: event.refused = flag(key, value); break;
    case KeyId::before_reply: event.before_reply = flag(key, value); break;
    case KeyId::within: {
      std::string_view word;
      if (!text(key, value, word)) break;
      const std::optional<std::int64_t> length = parse_duration(word);
      if (length && *length > 0) {
        event.within_ms = *length;
        break;
      }
      complain(Code::bad_duration, std::string(key), fmt::format("\"{}\" is not a length of time", key),
               "as in 90s, 15m or 1h30m, of the department's open hours");
      break;
    }
    case KeyId::customer: (void)text(key, value, event.customer); break;
    case KeyId::with:
    case KeyId::into:
    case KeyId::to: (void)text(key, value, event.other); break;
    case KeyId::topic: (void)text(key, value, event.topic); break;
    case KeyId::conversations:
      if (texts(key, value, to_.conversations_)) event.conversations = to_.conversations_;
      break;
    case KeyId::reply: (void)text(key, value, event.reply); break;
    case KeyId::until: time(key, value, event.until); break;
    case KeyId::resolve: event.resolve = flag(key, value); break;
    case KeyId::message: message(key, value, false); break;
    case KeyId::facts: message(key, value, true); break;
    case KeyId::due: time(key, value, event.due); break;
    case KeyId::priority:
      if (const auto found = number("priority", value, policy::lowest_priority, policy::highest_priority))
        event.priority = static_cast<int>(*found);
      break;
    case KeyId::prefer_agent: (void)text(key, value, event.prefer_agent); break;
    case KeyId::skills:
      if (event.type == EventType::agent)
        texts_of_agent(key, value, to_.skills_, update.skills);
      else if (texts(key, value, to_.skills_))
        event.skills = to_.skills_;
      break;
    case KeyId::presence: {
      std::string_view word;
      if (!text(key, value, word)) break;
      update.presence = find_presence(word);
      if (!update.presence) unknown_word("presence", word, names_to<Presence>(Presence::gone));
      break;
    }
    case KeyId::departments: texts_of_agent(key, value, to_.departments_, update.departments); break;
    case KeyId::languages: texts_of_agent(key, value, to_.languages_, update.languages); break;
    case KeyId::accounts: texts_of_agent(key, value, to_.accounts_, update.accounts); break;
    case KeyId::capacity: capacity(value); break;
    case KeyId::works_on: update.works_on = small(number("works_on", value, 1, most_capacity)); break;
    case KeyId::shift: {
      std::string_view word;
      if (text(key, value, word)) update.shift = word;
      break;
    }
    }
  }

  /// What an event of its type cannot do without.
  void require() {
    const Event &event = to_.event_;
    for (const auto &[id, name] :
         {std::pair(KeyId::conversation, event.conversation), std::pair(KeyId::agent, event.agent),
          std::pair(KeyId::department, event.department), std::pair(KeyId::customer, event.customer),
          std::pair(KeyId::with, event.other), std::pair(KeyId::into, event.other),
          std::pair(KeyId::to, event.other)}) {
      const EventKey &key = event_key(id);
      if (!name.empty() || !key.is_needed_by(event.type)) continue;
      complain(Code::missing_key, std::string(key.name),
               fmt::format("an event of type {} has no \"{}\"", name_of(event.type), key.name),
               fmt::format("add \"{}\"", key.name));
    }
  }

  EventJson &to_;
  std::uint32_t line_;
  std::uint32_t column_ = 0;
  Findings &findings_;
  bool failed_ = false;
  bool has_halves_ = false;
};

bool EventJson::read(std::string_view text, const Limits &limits, std::uint32_t line, Findings &findings) {
  event_ = Event();
  return Reader(*this, line, findings).read(text, limits);
}

void EventList::clear() noexcept {
  events_.clear();
  messages_.clear();
  // What one long call needed is not kept for all the short ones.
  constexpr std::size_t most_kept = 256;
  while (storage_.size() > most_kept)
    storage_.pop_back();
}

bool EventList::read(std::string_view text, const Limits &limits, std::uint32_t line, Findings &findings) {
  if (storage_.size() == events_.size()) storage_.emplace_back();
  EventJson &next = storage_[events_.size()];
  if (!next.read(text, limits, line, findings)) return false;
  messages_.push_back(next.message());
  events_.push_back(next.event());
  return true;
}

} // namespace usher::desk
