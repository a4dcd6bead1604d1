// SPDX-License-Identifier: BSL-1.0
#include "policy/facts.hpp"
#include "simulate/desk_names.hpp"
#include "simulate/scenario_reader.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

constexpr std::string_view kind_keys = "channel account language tags facts text texts skills priority "
                                       "prefer_agent due handle handle_later patience "
                                       "turns reopens messages";

class KindReader {
 public:
  explicit KindReader(ScenarioReader &reader) : reader_(reader), context_(reader.context) {}

  /// Whether a key is one of a kind; then it was read.
  void read(const Node &key, const Node &value, Kind &kind) {
    const auto text = [&](std::string &to, std::string_view what) {
      if (const auto word = context_.text(value, what)) to = *word;
    };
    if (key.text == "channel") {
      text(kind.channel, "a channel");
      need_declared(value, "channel", kind.channel, &policy::Frame::channels);
    } else if (key.text == "account") {
      text(kind.account, "an account");
      need_declared(value, "account", kind.account, &policy::Frame::accounts);
    } else if (key.text == "language") {
      text(kind.language, "a language");
    } else if (key.text == "tags") {
      kind.tags = reader_.texts(value, "a tag");
    } else if (key.text == "facts") {
      kind.facts.clear();
      context_.named(value, [&](const Node &name, const Node &fact) {
        if (const auto word = context_.text(fact, "a value"))
          kind.facts.emplace_back(std::string(name.text), std::string(*word));
      });
    } else if (key.text == "text") {
      if (const auto word = context_.text(value, "a text")) kind.texts = one_text(*word);
    } else if (key.text == "texts") {
      read_texts(value, kind);
    } else if (key.text == "messages") {
      kind.texts = reader_.read_messages(value);
    } else if (key.text == "skills") {
      kind.skills = reader_.texts(value, "a skill");
    } else if (key.text == "priority") {
      kind.priority = context_.integer(value, policy::lowest_priority, policy::highest_priority);
    } else if (key.text == "prefer_agent") {
      text(kind.prefer_agent, "an agent");
    } else if (key.text == "due") {
      kind.due_ms = reader_.length_ms(value);
    } else if (key.text == "handle") {
      if (auto given = reader_.distribution(value)) kind.handle = *given;
    } else if (key.text == "handle_later") {
      if (auto given = reader_.distribution(value)) kind.handle_later = *given;
    } else if (key.text == "patience") {
      const bool endless = value.kind == Node::Kind::scalar && value.text == "none";
      kind.patience = endless ? std::nullopt : reader_.distribution(value);
    } else if (key.text == "turns") {
      read_turns(value, kind);
    } else if (key.text == "reopens") {
      read_reopens(value, kind);
    }
  }

 private:
  /// Of a name that the policies have to know, or each message would be complained about.
  template <class T>
  void need_declared(const Node &at, std::string_view what, std::string_view name,
                     std::vector<T> policy::Frame::*list) {
    const auto has = [&](const rules::Ruleset &one) {
      const std::vector<T> &all = one.frame().*list;
      return std::any_of(all.begin(), all.end(), [&](const T &each) { return each.name == name; });
    };
    if (name.empty() || reader_.all_policies({}, has)) return;
    context_.error(Code::unknown_name, at,
                   fmt::format("there is no {} {} in each policy", what, policy::quote(name)),
                   fmt::format("declare it there under {}s:", what));
  }

  void read_texts(const Node &node, Kind &kind) {
    Texts list;
    double sum = 0;
    context_.list(node, true, [&](const Node &item) {
      Text text;
      double weight = 1;
      bool is_said = false;
      if (item.kind == Node::Kind::mapping) {
        context_.mapping(item, {"text weight department"}, [&](const Node &key, const Node &value) {
          if (key.text == "text") {
            is_said = true;
            if (const auto word = context_.text(value, "a text")) text.text = *word;
          } else if (key.text == "weight") {
            weight = reader_.share(value, 0, 1e9).value_or(1);
          } else if (const auto word = context_.text(value, "a department")) {
            text.department = *word;
            reader_.need_department(value, {}, text.department);
          }
        });
        if (!is_said)
          context_.error(Code::missing_key, item, "it is not said what they write",
                         "add text: as in {text: hello, weight: 2}");
      } else if (const auto word = context_.text(item, "a text")) {
        text.text = *word;
      }
      sum += weight;
      text.up_to = sum;
      list.push_back(std::move(text));
    });
    if (list.empty()) return;
    if (sum <= 0) {
      context_.error(Code::out_of_range, node, "these weights add up to nothing",
                     "some text has a weight above 0");
      return;
    }
    for (Text &text : list)
      text.up_to /= sum;
    list.back().up_to = 1;
    kind.texts = std::make_shared<const Texts>(std::move(list));
  }

  void read_turns(const Node &node, Kind &kind) {
    if (node.kind != Node::Kind::mapping) {
      kind.turns = reader_.share(node, 1, 1000).value_or(1);
      return;
    }
    context_.mapping(node, {"mean gap"}, [&](const Node &key, const Node &value) {
      if (key.text == "mean")
        kind.turns = reader_.share(value, 1, 1000).value_or(1);
      else if (auto given = reader_.distribution(value))
        kind.gap = *given;
    });
  }

  void read_reopens(const Node &node, Kind &kind) {
    if (node.kind != Node::Kind::mapping) {
      kind.reopens = reader_.share(node).value_or(0);
      return;
    }
    context_.mapping(node, {"share after"}, [&](const Node &key, const Node &value) {
      if (key.text == "share")
        kind.reopens = reader_.share(value).value_or(0);
      else if (auto given = reader_.distribution(value))
        kind.reopens_after = *given;
    });
  }

  ScenarioReader &reader_;
  Context &context_;
};

class DemandReader {
 public:
  DemandReader(ScenarioReader &reader, Demand &demand)
      : reader_(reader), context_(reader.context), demand_(demand) {}

  void read(const Node &node) {
    demand_.rate.from = reader_.out.from;
    demand_.rate.until = reader_.out.until;
    Kind whole;
    whole.name = demand_.name;
    KindReader kind(reader_);
    const Node *kinds = nullptr;
    const Node *rows = nullptr;
    const Node *recorded = nullptr;
    const Node *from = nullptr;
    const Node *until = nullptr;
    const std::string known = fmt::format("rate bursts scale from until kinds rows recorded {}", kind_keys);
    context_.mapping(node, {known}, [&](const Node &key, const Node &value) {
      if (key.text == "rate")
        reader_.read_rate(value, demand_.rate);
      else if (key.text == "bursts")
        reader_.read_bursts(value, demand_.rate);
      else if (key.text == "scale")
        read_scale(value);
      else if (key.text == "from")
        from = instant(value, demand_.rate.from);
      else if (key.text == "until")
        until = instant(value, demand_.rate.until);
      else if (key.text == "kinds")
        kinds = &value;
      else if (key.text == "rows")
        rows = &value;
      else if (key.text == "recorded")
        recorded = &value;
      else
        kind.read(key, value, whole);
    });
    check_one_source(node, kinds, rows, recorded);
    check_times(from, until);
    if (recorded != nullptr) {
      const Context::Step step(context_, "recorded");
      reader_.read_recorded(*recorded, whole, demand_);
    } else if (rows != nullptr) {
      const Context::Step step(context_, "rows");
      read_rows(*rows, whole);
    } else if (kinds != nullptr) {
      const Context::Step step(context_, "kinds");
      read_kinds(*kinds, whole);
    } else {
      demand_.kinds = {whole};
    }
    check_reopens(node, kinds, rows);
    if (!demand_.rate.is_set() && rows == nullptr && recorded == nullptr)
      context_.error(Code::missing_key, node, "it is not said how many come, and when",
                     "add rate: as in 48/min, or rows: or recorded:");
  }

 private:
  const Node *instant(const Node &value, Instant &to) {
    const std::optional<Instant> given = reader_.instant(value, reader_.out.zone);
    if (!given) return nullptr; // which was said
    to = *given;
    return &value;
  }

  // Nobody would ever come.
  void check_times(const Node *from, const Node *until) {
    const Scenario &all = reader_.out;
    if (all.until <= all.from) return; // the horizon has its own error
    const Rate &rate = demand_.rate;
    if (from != nullptr && rate.from >= all.until) {
      const Context::Step step(context_, "from");
      context_.error(Code::out_of_range, *from, "this is behind the end of the scenario",
                     "say an earlier time");
    } else if (until != nullptr && rate.until <= rate.from) {
      const Context::Step step(context_, "until");
      context_.error(Code::out_of_range, *until, "nobody comes: this is not behind the begin",
                     "say a time behind `from`, and behind that of the horizon");
    }
  }

  static bool takes_time(const Distribution &length) {
    return length.shape == Distribution::Shape::fixed ? to_ms(length.mean) > 0 : length.expected() > 0;
  }

  // What always comes back, and takes no time, would come back forever at one instant.
  void check_reopens(const Node &node, const Node *kinds, const Node *rows) {
    const Node *list = rows != nullptr ? rows : kinds;
    for (std::size_t number = 0; number < demand_.kinds.size(); ++number) {
      const Kind &kind = demand_.kinds[number];
      if (kind.reopens < 1 || takes_time(kind.reopens_after) ||
          takes_time(kind.handle_later.value_or(kind.handle)))
        continue;
      // Rows are in order of time by now, so that it is not known which of them it is.
      const bool is_known = list == kinds && list != nullptr && number < list->items.size();
      const Context::Step step(context_, "reopens");
      context_.error(Code::out_of_range,
                     is_known          ? list->items[number]
                     : list != nullptr ? *list
                                       : node,
                     "all of these come back at once, and the work on them takes no time: it would never end",
                     "say after: how long later they come back, as in reopens: {share: 1, after: 2h}, or "
                     "handle: how long the work takes");
      return;
    }
  }

  void read_scale(const Node &node) {
    Rate &rate = demand_.rate;
    if (node.kind != Node::Kind::mapping) {
      rate.scale_low = rate.scale_high = reader_.share(node, 0, 1000).value_or(1);
      return;
    }
    context_.mapping(node, {"low high"}, [&](const Node &key, const Node &value) {
      (key.text == "low" ? rate.scale_low : rate.scale_high) = reader_.share(value, 0, 1000).value_or(1);
    });
    if (rate.scale_high < rate.scale_low)
      context_.error(Code::out_of_range, node, "high is below low",
                     "say from where to where, as in {low: 0.8, high: 1.3}");
  }

  void check_one_source(const Node &node, const Node *kinds, const Node *rows, const Node *recorded) {
    const bool listed = rows != nullptr || recorded != nullptr;
    if (listed && demand_.rate.scale_high != 1)
      context_.error(Code::wrong_type, node, "rows are as many as they are", "scale goes with a rate");
    if ((rows != nullptr && recorded != nullptr) || (listed && (kinds != nullptr || demand_.rate.is_set())))
      context_.error(Code::wrong_type, node, "it is said more than once who comes",
                     "rows, recorded, or a rate with its kinds: one of the three");
  }

  void read_kinds(const Node &node, const Kind &whole) {
    double sum = 0;
    context_.list(node, true, [&](const Node &item) {
      Kind one = whole;
      double share = 1;
      KindReader kind(reader_);
      const std::string known = fmt::format("name share {}", kind_keys);
      context_.mapping(item, {known}, [&](const Node &key, const Node &value) {
        if (key.text == "share") {
          share = reader_.share(value, 0, 1e9).value_or(1);
        } else if (key.text == "name") {
          if (const auto word = context_.text(value, "a name")) one.name = *word;
        } else {
          kind.read(key, value, one);
        }
      });
      sum += share;
      one.up_to = sum;
      demand_.kinds.push_back(std::move(one));
    });
    if (sum <= 0) {
      context_.error(Code::out_of_range, node, "these shares add up to nothing",
                     "some kind has a share above 0");
      return;
    }
    for (Kind &kind : demand_.kinds)
      kind.up_to /= sum;
    if (!demand_.kinds.empty()) demand_.kinds.back().up_to = 1;
  }

  void read_rows(const Node &node, const Kind &whole) {
    std::size_t outside = 0;
    context_.list(node, true, [&](const Node &item) {
      Row row;
      Kind one = whole;
      KindReader kind(reader_);
      bool has_time = false;
      const std::string known = fmt::format("at name {}", kind_keys);
      context_.mapping(item, {known}, [&](const Node &key, const Node &value) {
        if (key.text == "at") {
          has_time = true;
          row.at = reader_.instant(value, reader_.out.zone).value_or(reader_.out.from);
        } else if (key.text == "name") {
          if (const auto word = context_.text(value, "a name")) row.name = *word;
        } else {
          kind.read(key, value, one);
        }
      });
      if (!has_time)
        context_.error(Code::missing_key, item, "a row does not say when it comes", "add at: as in 90m");
      else if (row.at < demand_.rate.from || row.at >= demand_.rate.until) {
        ++outside;
        return;
      }
      row.kind = static_cast<std::uint32_t>(demand_.kinds.size());
      demand_.kinds.push_back(std::move(one));
      demand_.rows.push_back(std::move(row));
    });
    reader_.warn_of_left_out(node, outside, demand_);
    std::stable_sort(demand_.rows.begin(), demand_.rows.end(),
                     [](const Row &a, const Row &b) { return a.at < b.at; });
  }

  ScenarioReader &reader_;
  Context &context_;
  Demand &demand_;
};

} // namespace

void ScenarioReader::warn_of_left_out(const Node &node, std::size_t outside, const Demand &demand) {
  if (outside == 0) return;
  context.warn(Code::out_of_range, node,
               fmt::format("{} of {} rows came before the begin or behind the end, and are left out", outside,
                           outside + demand.rows.size()),
               "say horizon:, and from: and until: where the demand has them, so that they lie between");
}

void ScenarioReader::read_demands(const Node &node) {
  double expected = 0;
  // Names first, since other sections speak of them.
  context.named(node, [&](const Node &key, const Node &value) {
    (void)demands.add(key.text, static_cast<std::uint32_t>(out.demands.size()));
    Demand &demand = out.demands.emplace_back();
    demand.name = key.text;
    DemandReader(*this, demand).read(value);
    const double before = expected;
    const auto most = static_cast<double>(limits.customers);
    expected += static_cast<double>(demand.rows.size()) + expected_arrivals(demand.rate, out.until);
    // A run keeps a row of each: more than there is room for is said before it begins, at the demand that is too much.
    if (before <= most && expected > most)
      context.error(
          Code::limit, key,
          fmt::format(
              "with these some {:.0f} customers come in a run, more than the limit customers allows: {}",
              expected, limits.customers),
          "say a lower rate, a shorter horizon or a smaller scale, or set the limit: --limit customers=N");
  });
  name_for_desk(out.demands);
  if (out.demands.empty())
    context.error(Code::missing_key, node, "nobody comes",
                  "add a demand, as in calls: {rate: 48/min, handle: 1m}");
}

} // namespace usher::simulate
