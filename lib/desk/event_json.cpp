// SPDX-License-Identifier: BSL-1.0
// Reading events.
#include "desk/event_json.hpp"

#include "base/json_repair.hpp"
#include "base/nearest.hpp"
#include "base/source.hpp"
#include "base/utf8.hpp"
#include "desk/event_keys.hpp"
#include "desk/event_values.hpp"
#include "policy/facts.hpp"
#include "rules/message_walk.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace usher::desk {
namespace {

namespace json = boost::json;

// An event may be larger in a journal than it was: names of facts are whole there, and some characters are escaped.
constexpr std::size_t journal_growth = 8;

std::string_view without_spaces(std::string_view text) noexcept {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t begin = std::min(text.find_first_not_of(spaces), text.size());
  const std::size_t end = text.find_last_not_of(spaces);
  return text.substr(begin, end == std::string_view::npos ? 0 : end + 1 - begin);
}

} // namespace

std::size_t most_event_bytes(const Limits &limits) noexcept {
  return journal_growth * static_cast<std::size_t>(limits.message_bytes);
}

template <class Sink>
void EventJson::Message::each(Sink &sink) const {
  rules::MessageWalker<Sink> walker(sink);
  if (only_facts_)
    walker.facts(*object_, "facts.", "");
  else
    walker.message(*object_);
}

void EventJson::Message::set(const json::object &object, bool only_facts, std::uint32_t line) {
  object_ = &object;
  only_facts_ = only_facts;
  line_ = line;
  keep_sum();
}

// Here, where each() is known to whatever a message is asked for.
EventJson::EventJson() = default;

/// What reads one event.
class EventJson::Reader {
 public:
  Reader(EventJson &to, std::uint32_t line, Findings &findings) : to_(to), values_(line, findings) {}

  bool read(std::string_view text, const Limits &limits) {
    if (text.size() > most_event_bytes(limits)) return refuse_size(limits);
    const json::object *object = parse(text);
    if (object == nullptr || !read_type(*object)) return false;
    for (const json::key_value_pair &pair : *object)
      take(view(pair.key()), pair.value());
    if (!values_.failed()) require();
    if (values_.failed()) return false;
    return text.size() <= limits.message_bytes || is_of_journal(text) || refuse_size(limits);
  }

 private:
  bool refuse_size(const Limits &limits) {
    values_.complain(Code::limit, {}, fmt::format("the event is larger than {} bytes", limits.message_bytes),
                     "raise the limit message_bytes");
    return false;
  }

  /// What was taken once is taken again.
  bool is_of_journal(std::string_view text) const {
    JsonWriter json;
    write_json(to_.event_, to_.message(), json);
    return json.text() == without_spaces(text);
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
      values_.point_to(position.line, position.column);
      if (!is_utf8) {
        values_.complain(Code::not_utf8, {},
                         fmt::format("the event is not UTF-8: byte {} of it is 0x{:02X}", ill_formed + 1,
                                     static_cast<unsigned char>(text[ill_formed])),
                         "send it as UTF-8");
      } else {
        values_.complain(error.duplicate_key ? Code::duplicate_key : Code::json_syntax, {},
                         fmt::format("this is not a JSON event: {}", error.message),
                         error.duplicate_key ? "give each key once"
                                             : "write one JSON object, as in {\"type\": \"advance\"}");
      }
      return nullptr;
    }
    if (value.if_object() == nullptr)
      values_.complain(Code::json_syntax, {}, "an event is a JSON object", "as in {\"type\": \"advance\"}");
    return value.if_object();
  }

  /// Of texts that were cut in the middle of a character.
  bool read_halves(std::string_view text, json::value &value, JsonError &error) {
    const std::optional<std::string> repaired = without_halves(text);
    if (!repaired || !parse_json(*repaired, &to_.memory_, value, error)) return false;
    values_.warn_of_halves();
    return true;
  }

  bool read_type(const json::object &object) {
    const json::value *type = object.if_contains("type");
    if (type == nullptr || type->is_null()) {
      values_.complain(Code::missing_key, "type", "an event has a type", "as in \"type\": \"message\"");
      return false;
    }
    const json::string *word = type->if_string();
    if (word == nullptr) {
      values_.wrong_type("type", "text", *type);
      return false;
    }
    const std::optional<EventType> found = find_event_type(view(json::string_view(*word)));
    if (!found) {
      values_.unknown_word("type", view(json::string_view(*word)), names_to<EventType>(last_event_type));
      return false;
    }
    to_.event_ = Event();
    to_.event_.type = *found;
    to_.event_.line = values_.line();
    to_.update_ = AgentUpdate();
    if (*found == EventType::agent) to_.event_.update = &to_.update_;
    return true;
  }

  void texts_of_agent(std::string_view key, const json::value &value, Texts &out,
                      std::optional<std::span<const std::string_view>> &into) {
    if (values_.texts(key, value, out)) into = std::span<const std::string_view>(out);
  }

  void message(std::string_view key, const json::value &value, bool only_facts) {
    const json::object *object = value.if_object();
    if (object == nullptr) {
      values_.wrong_type(std::string(key), "an object", value);
      return;
    }
    to_.message_.set(*object, only_facts, values_.line());
    to_.event_.message = &to_.message_;
  }

  void capacity(const json::value &value) {
    const json::object *object = value.if_object();
    if (object == nullptr) {
      to_.update_.capacity = values_.small("capacity", value, 0, most_capacity);
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
        values_.unknown_word("capacity", key, names);
        continue;
      }
      const auto most = values_.small(fmt::format("capacity.{}", key), pair.value(), 0, most_capacity);
      if (key == "total")
        to_.update_.capacity = most;
      else
        to_.update_.capacity_of_kind[static_cast<std::size_t>(kind - kinds.begin())] = most;
    }
  }

  void take(std::string_view key, const json::value &value) {
    Event &event = to_.event_;
    AgentUpdate &update = to_.update_;
    const EventKey *known = find_event_key(key);
    if (known == nullptr || !known->belongs_to(event.type)) {
      values_.complain(Code::unknown_key, std::string(key),
                       known == nullptr ? fmt::format("unknown key \"{}\"", utf8_prefix(key, 60))
                                        : fmt::format("\"{}\" says nothing in an event of type {}", key,
                                                      name_of(event.type)),
                       known == nullptr ? suggestion(key, event_keys_of(event.type)) : "take it out");
      return;
    }
    if (value.is_null()) return; // as if it were not there
    switch (known->id) {
    case KeyId::type: break;
    case KeyId::id: (void)values_.text(key, value, event.id); break;
    case KeyId::time: event.time = values_.time(key, value); break;
    case KeyId::conversation: (void)values_.text(key, value, event.conversation); break;
    case KeyId::agent: (void)values_.text(key, value, event.agent); break;
    case KeyId::department: (void)values_.text(key, value, event.department); break;
    case KeyId::text: (void)values_.text(key, value, event.text); break;
    case KeyId::from: {
      std::string_view word;
      if (!values_.text(key, value, word)) break;
      event.from_staff = word == "staff";
      if (word != "staff" && word != "customer") values_.unknown_word("from", word, senders);
      break;
    }
    case KeyId::is_private: event.is_private = values_.flag(key, value); break;
    case KeyId::force: event.force = values_.flag(key, value); break;
    case KeyId::blocked: event.blocked = values_.flag(key, value); break;
    case KeyId::refused: event.refused = values_.flag(key, value); break;
    case KeyId::before_reply: event.before_reply = values_.flag(key, value); break;
    case KeyId::within: event.within_ms = values_.length(key, value).value_or(0); break;
    case KeyId::customer: (void)values_.text(key, value, event.customer); break;
    case KeyId::with:
    case KeyId::into:
    case KeyId::to: (void)values_.text(key, value, event.other); break;
    case KeyId::topic: (void)values_.text(key, value, event.topic); break;
    case KeyId::conversations:
      if (values_.texts(key, value, to_.conversations_)) event.conversations = to_.conversations_;
      break;
    case KeyId::reply: (void)values_.text(key, value, event.reply); break;
    case KeyId::until: event.until = values_.time(key, value); break;
    case KeyId::resolve: event.resolve = values_.flag(key, value); break;
    case KeyId::message: message(key, value, false); break;
    case KeyId::facts: message(key, value, true); break;
    case KeyId::due: event.due = values_.time(key, value); break;
    case KeyId::priority:
      if (const auto found =
              values_.number("priority", value, policy::lowest_priority, policy::highest_priority))
        event.priority = static_cast<int>(*found);
      break;
    case KeyId::prefer_agent: (void)values_.text(key, value, event.prefer_agent); break;
    case KeyId::skills:
      if (event.type == EventType::agent)
        texts_of_agent(key, value, to_.skills_, update.skills);
      else if (values_.texts(key, value, to_.skills_))
        event.skills = to_.skills_;
      break;
    case KeyId::presence: {
      std::string_view word;
      if (!values_.text(key, value, word)) break;
      update.presence = find_presence(word);
      if (!update.presence) values_.unknown_word("presence", word, names_to<Presence>(Presence::gone));
      break;
    }
    case KeyId::departments: texts_of_agent(key, value, to_.departments_, update.departments); break;
    case KeyId::languages: texts_of_agent(key, value, to_.languages_, update.languages); break;
    case KeyId::accounts: texts_of_agent(key, value, to_.accounts_, update.accounts); break;
    case KeyId::capacity: capacity(value); break;
    case KeyId::works_on: update.works_on = values_.small("works_on", value, 1, most_capacity); break;
    case KeyId::shift: {
      std::string_view word;
      if (values_.text(key, value, word)) update.shift = word;
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
      values_.complain(Code::missing_key, std::string(key.name),
                       fmt::format("an event of type {} has no \"{}\"", name_of(event.type), key.name),
                       fmt::format("add \"{}\"", key.name));
    }
  }

  EventJson &to_;
  EventValues values_;
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
