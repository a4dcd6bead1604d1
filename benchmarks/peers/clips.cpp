// SPDX-License-Identifier: BSL-1.0
// CLIPS: a ticket is one fact, asserted, run and retracted; a rule is one pattern over its slots. Equality is a
// constraint of its slot; words are str-index calls in the pattern, on the slot of the normal form, which stands last
// so that OR and NOT can name the other slots; a regex is a function in C. `first` is by salience, and since that ends
// at 10,000, the smallest of all matches where there are more rules than it can tell apart.
#include "peer.hpp"

#ifdef USHER_PEER_CLIPS
#include "../measure.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>
#include <re2/re2.h>

// Last, as it has macros for everything.
extern "C" {
#include <clips/clips.h>
}
#endif

namespace usher_benchmark {

#ifndef USHER_PEER_CLIPS

std::unique_ptr<Peer> make_clips(const std::vector<Rule> & /*rules*/, bool /*first*/) { return nullptr; }
std::string clips_version() { return {}; }

#else

namespace {

constexpr std::size_t saliences = 20'001;

class Clips final : public Peer {
 public:
  Clips(const std::vector<Rule> &rules, bool first)
      : first_(first), environment_(CreateEnvironment()), ordered_(first && rules.size() <= saliences) {
    SetEnvironmentContext(environment_, this);
    EnvDefineFunction2(environment_, "hit", 'b', hit, "hit", "11i");
    EnvDefineFunction2(environment_, "regex", 'b', regex, "regex", "11i");
    std::string slots;
    for (std::size_t i = 0; i < text_fields + number_fields; ++i)
      slots += fmt::format("(slot {})", peer_name(static_cast<Field>(i)));
    build(fmt::format("(deftemplate ticket {}(slot norm))", slots));
    for (std::size_t i = 0; i < rules.size(); ++i)
      build(rule(rules[i].when, i));
    ticket_ = EnvFindDeftemplate(environment_, "ticket");
    EnvReset(environment_);
  }
  ~Clips() override { DestroyEnvironment(environment_); }

  void decide(const Ticket &ticket, std::vector<std::size_t> &out) override {
    out_ = &out;
    text_ = &ticket.text;
    out.clear();
    normal_form(ticket.text, normal_);
    fact *made = EnvCreateFact(environment_, ticket_);
    for (std::size_t i = 0; i < text_fields; ++i)
      put(made, peer_name(static_cast<Field>(i)).data(), SYMBOL,
          EnvAddSymbol(environment_, ticket.texts[i].c_str()));
    for (std::size_t i = 0; i < number_fields; ++i)
      put(made, peer_name(static_cast<Field>(text_fields + i)).data(), FLOAT,
          EnvAddDouble(environment_, ticket.numbers[i]));
    put(made, "norm", STRING, EnvAddSymbol(environment_, normal_.c_str()));
    void *asserted = EnvAssert(environment_, made);
    if (asserted == nullptr) fail("CLIPS: a fact was refused");
    EnvRun(environment_, -1);
    EnvRetract(environment_, asserted);
    if (!ordered_) std::sort(out.begin(), out.end());
    if (first_ && out.size() > 1) out.resize(1);
  }

 private:
  /// The constraint of each slot, and what is asked of the ticket as a whole.
  struct Pattern {
    std::array<std::string, text_fields + number_fields> slots;
    std::string whole;
  };

  static Clips &of(void *environment) { return *static_cast<Clips *>(GetEnvironmentContext(environment)); }
  static int hit(void *environment) {
    of(environment).out_->push_back(static_cast<std::size_t>(EnvRtnLong(environment, 1)));
    return 1;
  }
  static int regex(void *environment) {
    const Clips &self = of(environment);
    const auto number = static_cast<std::size_t>(EnvRtnLong(environment, 1));
    return RE2::PartialMatch(*self.text_, *self.regexes_[number]) ? 1 : 0;
  }

  void build(const std::string &construct) {
    if (EnvBuild(environment_, construct.c_str()) != 1) fail(fmt::format("CLIPS: refused: {}", construct));
  }

  void put(fact *made, const char *slot, unsigned short type, void *value) {
    DATA_OBJECT object{};
    SetType(object, type);
    SetValue(object, value);
    EnvPutFactSlot(environment_, made, slot, &object);
  }

  std::string joined(const Node &node, std::string_view op) {
    std::string out = fmt::format("({}", op);
    for (const Node &child : node.children)
      out += ' ' + expression(child);
    return out + ')';
  }

  /// A condition as an expression over the variables ?channel to ?norm.
  std::string expression(const Node &node) {
    std::string out;
    switch (node.op) {
    case Node::Op::all: return joined(node, "and");
    case Node::Op::any: return joined(node, "or");
    case Node::Op::no: {
      const std::string any = node.children.size() == 1 ? expression(node.children[0]) : joined(node, "or");
      return fmt::format("(not {})", any);
    }
    case Node::Op::words:
      for (const std::string &word : node.values)
        out += fmt::format(" (str-index \" {} \" ?norm)", word);
      return node.values.size() == 1 ? out.substr(1) : fmt::format("(or{})", out);
    case Node::Op::regex:
      regexes_.push_back(std::make_unique<RE2>(node.values.front()));
      return fmt::format("(regex {})", regexes_.size() - 1);
    case Node::Op::equal:
      for (const std::string &value : node.values)
        out += fmt::format(" (eq ?{} {})", peer_name(node.field), value);
      return node.values.size() == 1 ? out.substr(1) : fmt::format("(or{})", out);
    case Node::Op::at_least: return fmt::format("(>= ?{} {:.6f})", peer_name(node.field), node.number);
    case Node::Op::below: return fmt::format("(< ?{} {:.6f})", peer_name(node.field), node.number);
    }
    return out;
  }

  std::string rule(const Node &when, std::size_t number) {
    Pattern pattern;
    for (const Node &node : when.children)
      add(pattern, node);
    std::string slots;
    for (std::size_t i = 0; i < pattern.slots.size(); ++i) {
      const std::string_view name = peer_name(static_cast<Field>(i));
      // A variable where an expression asks for one.
      const bool named = (i >= text_fields && !pattern.slots[i].empty()) ||
                         pattern.whole.find(fmt::format("?{} ", name)) != std::string::npos;
      if (pattern.slots[i].empty() && !named) continue;
      slots += fmt::format(" ({} {}{}{})", name, named ? fmt::format("?{}", name) : "",
                           named && !pattern.slots[i].empty() ? "&" : "", pattern.slots[i]);
    }
    if (!pattern.whole.empty()) slots += fmt::format(" (norm ?norm{})", pattern.whole);
    return fmt::format("(defrule r{}{} (ticket{}) => (hit {}){})", number,
                       ordered_ ? fmt::format(" (declare (salience {}))", 10'000 - static_cast<long>(number))
                                : "",
                       slots, number, ordered_ ? " (halt)" : "");
  }

  void add(Pattern &pattern, const Node &node) {
    if (node.op == Node::Op::equal && pattern.slots[node.field].empty()) {
      for (const std::string &value : node.values)
        pattern.slots[node.field] += fmt::format("{}{}", pattern.slots[node.field].empty() ? "" : "|", value);
    } else if (node.op == Node::Op::at_least || node.op == Node::Op::below) {
      std::string &slot = pattern.slots[node.field];
      slot += fmt::format("{}:{}", slot.empty() ? "" : "&", expression(node));
    } else {
      pattern.whole += "&:" + expression(node);
    }
  }

  bool first_;
  void *environment_;
  bool ordered_;
  void *ticket_ = nullptr;
  std::vector<std::unique_ptr<RE2>> regexes_;
  std::vector<std::size_t> *out_ = nullptr;
  const std::string *text_ = nullptr;
  std::string normal_;
};

} // namespace

std::unique_ptr<Peer> make_clips(const std::vector<Rule> &rules, bool first) {
  return std::make_unique<Clips>(rules, first);
}
std::string clips_version() { return VERSION_STRING; }

#endif

} // namespace usher_benchmark
