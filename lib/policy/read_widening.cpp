// SPDX-License-Identifier: BSL-1.0
#include "policy/facts.hpp"
#include "policy/sections.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace usher::policy {
namespace {

class WideningReader {
 public:
  explicit WideningReader(Context &context) : context_(context) {}

  void read_step(const Node &node, WidenStep &step) {
    step.place = context_.place(node);
    bool has_after = false;
    bool acts = false;
    const Node *at = nullptr;
    const bool is_mapping =
        context_.mapping(node, {"after at drop also raise notify"}, [&](const Node &key, const Node &value) {
          if (key.text == "after") {
            has_after = true;
            step.after_ms = context_.duration(value);
            return;
          }
          if (key.text == "at") {
            at = &value;
            read_share_of_a_promise(value, step);
            return;
          }
          acts = true;
          if (key.text == "drop") {
            context_.list(value, true, [&](const Node &item) { read_drop(item, step); });
          } else if (key.text == "also") {
            context_.list(value, true, [&](const Node &item) {
              if (const auto name = context_.name(item, context_.departments)) add_once(step.also, *name);
            });
          } else if (key.text == "raise") {
            step.raise = context_.integer(value, 1, highest_priority).value_or(0);
          } else {
            context_.list(value, true, [&](const Node &item) {
              if (const auto name = context_.name(item, context_.notified)) add_once(step.notify, *name);
            });
          }
        });
    if (!is_mapping) return;
    if (!has_after && at == nullptr) {
      context_.error(Code::missing_key, node, "it is not said when this begins",
                     "add after: 15m, or at: 80% of first_response");
    } else if (has_after && at != nullptr) {
      const Context::Step inner(context_, "at");
      context_.error(Code::wrong_shape, *at,
                     "a step begins after a time or at a share of a promise, not both", "make it two steps");
    }
    if (!acts) {
      context_.error(Code::missing_key, node, "this step does nothing",
                     "add drop:, also:, raise: or notify:");
    }
  }

 private:
  /// "80% of first_response"
  void read_share_of_a_promise(const Node &node, WidenStep &step) {
    constexpr std::string_view of = " of ";
    const auto text = context_.text(node, "a share of a promise");
    if (!text) return;
    const std::size_t sign = text->find('%');
    const auto percent = parse_percent(text->substr(0, sign == text->npos ? 0 : sign + 1));
    if (!percent || text->substr(sign + 1, of.size()) != of) {
      context_.error(Code::bad_number, node, fmt::format("{} is not a share of a promise", quote(*text)),
                     "write it as in 80% of first_response");
      return;
    }
    step.percent = percent_in_range(context_, node, *percent).value_or(0);
    Node clock = node;
    clock.text = text->substr(sign + 1 + of.size());
    if (const auto word = context_.word(clock, "promise", service_clock_names()))
      step.clock = static_cast<ServiceClock>(*word);
  }

  void read_drop(const Node &node, WidenStep &step) {
    static constexpr std::array<std::string_view, 2> words = {"skills", "language"};
    if (node.kind == Node::Kind::mapping) {
      if (node.entries.empty()) {
        context_.wrong_shape(node, "what is no longer asked for", "as in {skills: [billing]}");
        return;
      }
      context_.mapping(node, {"skills"}, [&](const Node &, const Node &value) {
        context_.list(value, true, [&](const Node &item) {
          if (const auto word = context_.text(item, "a skill"))
            add_once(step.dropped_skills, std::string(*word));
        });
      });
    } else if (const auto word = context_.word(node, "demand", words)) {
      (*word == 0 ? step.drop_skills : step.drop_language) = true;
    }
    if (!step.drop_skills || step.dropped_skills.empty()) return;
    context_.error(Code::duplicate_name, node, "all skills are dropped here, and some of them by name",
                   "take one of the two out");
    step.dropped_skills.clear();
  }

  Context &context_;
};

} // namespace

std::optional<int> parse_percent(std::string_view text) noexcept {
  if (text.empty() || text.back() != '%') return std::nullopt;
  const auto number = parse_number(text.substr(0, text.size() - 1));
  // A fraction; and whatever is too much is as wrong as the next larger number.
  if (!number || text.find_first_of(".eE") != text.npos) return std::nullopt;
  return static_cast<int>(std::clamp(*number, -1.0, 101.0));
}

std::optional<int> percent_in_range(Context &context, const Node &node, int percent) {
  if (percent >= 1 && percent <= 100) return percent;
  context.error(Code::out_of_range, node, fmt::format("{} is not between 1% and 100%", quote(node.text)),
                "write a whole number from 1 to 100");
  return std::nullopt;
}

void read_widening(Context &context, const Node &node, std::vector<WidenStep> &out) {
  WideningReader reader(context);
  context.list(node, false, [&](const Node &item) { reader.read_step(item, out.emplace_back()); });
}

} // namespace usher::policy
