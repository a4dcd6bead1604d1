// SPDX-License-Identifier: BSL-1.0
#include "policy/decision_fields.hpp"
#include "policy/facts.hpp"
#include "policy/sections.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::policy {
namespace {

/// The message of a test as a list of fields: what stands under `facts`, `author`, `customer`, `reach` and `was`
/// under its dotted name. Whether the fields exist and have the right types is judged where all messages are.
class MessageReader {
 public:
  MessageReader(Context &context, std::vector<TestField> &out) : context_(context), out_(out) {}

  void read(const Node &node) {
    context_.named(node, [this](const Node &key, const Node &value) {
      if (key.text == "facts") {
        context_.named(value, [this](const Node &name, const Node &content) {
          take(name, name.text, content, Part::fact);
        });
      } else if (is_group(key.text)) {
        take_group(key, value, Part::fact);
      } else if (key.text == "was") {
        context_.named(value, [this](const Node &name, const Node &content) {
          if (is_group(name.text) && content.kind == Node::Kind::mapping)
            take_group(name, content, Part::was);
          else
            take(name, name.text, content, Part::was);
        });
      } else {
        take(key, key.text, value, Part::key);
      }
    });
  }

 private:
  using Part = TestField::Part;

  static bool is_group(std::string_view key) {
    return key == "author" || key == "customer" || key == "reach";
  }

  void take_group(const Node &group, const Node &values, Part part) {
    context_.named(values, [&](const Node &name, const Node &content) {
      take(name, fmt::format("{}.{}", group.text, name.text), content, part);
    });
  }

  void take(const Node &key, std::string_view name, const Node &value, Part part) {
    if (value.kind == Node::Kind::mapping) {
      context_.wrong_shape(value, "a value or a list",
                           "facts stand under their dotted names, as in facts: {order.open: true}");
      return;
    }
    TestField field;
    field.part = part;
    field.name = name;
    field.place = context_.place(value.kind == Node::Kind::null ? key : value);
    if (value.kind == Node::Kind::null) field.kind = TestField::Kind::null;
    if (value.kind == Node::Kind::scalar) {
      field.kind = value.quoted ? TestField::Kind::quoted : TestField::Kind::plain;
      field.text = value.text;
    }
    if (value.kind == Node::Kind::sequence) {
      field.kind = TestField::Kind::list;
      context_.list(value, false, [&](const Node &item) {
        if (const auto word = context_.text(item, "a word")) field.list.emplace_back(*word);
      });
    }
    out_.push_back(std::move(field));
  }

  Context &context_;
  std::vector<TestField> &out_;
};

class ExpectationReader {
 public:
  ExpectationReader(Context &context, std::vector<Expectation> &out) : context_(context), out_(out) {}

  void read(const Node &node) {
    const bool is_mapping = context_.mapping(node,
                                             {"department agent engage priority band language topics intent "
                                              "stage sentiment pii skills tags visibility "
                                              "move_to reply ask notify because sla first_response "
                                              "next_response resolution",
                                              "playbook voice surge"},
                                             [this](const Node &key, const Node &value) {
                                               if (key.text == "because")
                                                 read_because(value);
                                               else if (is_list_field(key.text))
                                                 read_list(key, value);
                                               else
                                                 read_value(key, value);
                                             });
    if (is_mapping && node.entries.empty()) {
      context_.wrong_shape(node, "what the test expects", "as in expect: {department: care}");
    }
  }

 private:
  Expectation start(const Node &key, const Node &value) {
    Expectation expectation;
    expectation.field = key.text;
    expectation.place = context_.place(value.kind == Node::Kind::null ? key : value);
    return expectation;
  }

  void read_value(const Node &key, const Node &value) {
    Expectation expectation = start(key, value);
    if (value.kind == Node::Kind::null) {
      expectation.is_null = true;
      out_.push_back(std::move(expectation));
      return;
    }
    if (!check_value(key.text, value)) return;
    expectation.values.emplace_back(value.text);
    out_.push_back(std::move(expectation));
  }

  // Names that do not exist could never be met, so a test that expects one is a mistake.
  bool check_value(std::string_view field, const Node &value) {
    const auto choice = [&](FactId fact, std::string_view what) {
      const std::vector<std::string> &words = context_.policy.facts[fact].choices;
      return context_.word(value, what, std::vector<std::string_view>(words.begin(), words.end()))
          .has_value();
    };
    if (field == "department") return context_.name(value, context_.departments).has_value();
    if (field == "agent" && !context_.agents.names().empty())
      return context_.name(value, context_.agents).has_value();
    if (field == "sla") return check_sla(value);
    if (is_time_field(field)) return context_.time(value).has_value();
    if (field == "reply") return context_.name(value, context_.replies).has_value();
    if (field == "band") return context_.name(value, context_.bands).has_value();
    if (field == "move_to") return context_.name(value, context_.channels).has_value();
    if (field == "stage") return choice(fact_stage, "stage");
    if (field == "visibility") return choice(fact_visibility, "visibility");
    if (field == "engage") return context_.flag(value).has_value();
    if (field == "priority") return context_.integer(value, lowest_priority, highest_priority).has_value();
    if (field == "sentiment") return context_.number(value).has_value();
    return context_.text(value, "a text").has_value();
  }

  bool check_sla(const Node &value) {
    if (value.kind != Node::Kind::mapping) return context_.name(value, context_.slas).has_value();
    context_.wrong_shape(value, "the name of an SLA",
                         "due times stand beside it, as in expect: {sla: NAME, first_response: TIME}");
    return false;
  }

  bool check_item(std::string_view field, const Node &item) {
    if (field == "topics") return context_.name(item, context_.topics).has_value();
    if (field == "ask") return context_.name(item, context_.departments).has_value();
    if (field == "notify") return context_.name(item, context_.notified).has_value();
    if (field == "pii") {
      const std::vector<std::string> &kinds = context_.policy.facts[fact_pii].choices;
      return context_
          .word(item, "kind of personal data", std::vector<std::string_view>(kinds.begin(), kinds.end()))
          .has_value();
    }
    return context_.text(item, "a word").has_value();
  }

  void read_items(const Node &key, const Node &list, Expectation expectation) {
    context_.list(list, false, [&](const Node &item) {
      if (check_item(key.text, item)) expectation.values.emplace_back(item.text);
    });
    out_.push_back(std::move(expectation));
  }

  void read_list(const Node &key, const Node &value) {
    if (value.kind == Node::Kind::null) {
      out_.push_back(start(key, value));
      return;
    }
    if (value.kind != Node::Kind::mapping) {
      read_items(key, value, start(key, value));
      return;
    }
    if (value.entries.empty()) {
      context_.wrong_shape(value, "a list, or has: and lacks:", "for no item at all write []");
      return;
    }
    context_.mapping(value, {"has lacks"}, [&](const Node &part, const Node &list) {
      // Every message would have it.
      if (list.kind == Node::Kind::null || (list.kind == Node::Kind::sequence && list.items.empty())) {
        context_.wrong_shape(
            list, "an item or a list of some",
            fmt::format("as in {0}: {{{1}: [ITEM]}}; for no item at all write {0}: []", key.text, part.text));
        return;
      }
      Expectation expectation = start(key, list);
      expectation.kind = part.text == "has" ? Expectation::Kind::has : Expectation::Kind::lacks;
      read_items(key, list, std::move(expectation));
    });
  }

  // because: {department: rule name, tags: {refund: rule name}}
  void read_because(const Node &node) {
    if (node.kind != Node::Kind::mapping || node.entries.empty()) {
      context_.wrong_shape(node, "fields and the rules behind them",
                           "as in because: {department: legal threat}");
      return;
    }
    context_.mapping(node,
                     {"department agent engage priority stage visibility reply sla skills tags notify ask",
                      "playbook voice"},
                     [this](const Node &key, const Node &value) {
                       if (!is_list_field(key.text)) {
                         take_because(key, value, {});
                         return;
                       }
                       if (value.kind != Node::Kind::mapping || value.entries.empty()) {
                         context_.wrong_shape(value, "the rule behind each item",
                                              fmt::format("as in {}: {{ITEM: RULE}}", key.text));
                         return;
                       }
                       context_.named(value, [&](const Node &item, const Node &rule) {
                         take_because(key, rule, item.text);
                       });
                     });
  }

  void take_because(const Node &field, const Node &rule, std::string_view item) {
    Expectation expectation = start(field, rule);
    expectation.kind = Expectation::Kind::because;
    expectation.item = item;
    if (rule.kind == Node::Kind::null) {
      expectation.is_null = true;
      out_.push_back(std::move(expectation));
      return;
    }
    const std::optional<std::string_view> name = context_.text(rule, "the name of a rule");
    if (!name) return;
    if (*name != "default" && !context_.rules.find(*name)) {
      context_.unknown_name(rule, context_.rules);
      return;
    }
    expectation.values.emplace_back(*name);
    out_.push_back(std::move(expectation));
  }

  Context &context_;
  std::vector<Expectation> &out_;
};

} // namespace

void read_tests(Context &context, const Node &list, std::vector<TestCase> &out) {
  if (list.kind == Node::Kind::null) return;
  if (list.kind != Node::Kind::sequence) {
    context.wrong_shape(list, "a list of tests", "each is {message: {...}, expect: {...}}");
    return;
  }
  context.list(list, false, [&](const Node &item) {
    if (item.kind != Node::Kind::mapping) {
      context.wrong_shape(item, "a test", "as in {message: {text: \"...\"}, expect: {department: care}}");
      return;
    }
    TestCase test;
    test.place = context.place(item);
    bool has_message = false;
    bool has_expect = false;
    context.mapping(item, {"name message expect"}, [&](const Node &key, const Node &value) {
      if (key.text == "name") {
        if (const auto name = context.text(value, "the name of a test")) test.name = *name;
      } else if (key.text == "message") {
        has_message = true;
        MessageReader(context, test.message).read(value);
      } else {
        has_expect = true;
        ExpectationReader(context, test.expect).read(value);
      }
    });
    if (!has_message)
      context.error(Code::missing_key, item, "the test has no message",
                    "add message:, as in message: {text: \"...\"}");
    if (!has_expect)
      context.error(Code::missing_key, item, "the test expects nothing",
                    "add expect:, as in expect: {department: care}");
    out.push_back(std::move(test));
  });
}

} // namespace usher::policy
