// SPDX-License-Identifier: BSL-1.0
// YARA: words are strings looked for in the normal form, regexes in the text as it is, and facts external variables.
// Both forms are scanned at once, the text first; a regex counts only where it begins in the text. All rules are
// evaluated before the first is reported, so `first` takes the smallest.
#include "peer.hpp"

#ifdef USHER_PEER_YARA
#include "../measure.hpp"

#include <charconv>
#include <string>
#include <yara.h>

#include <fmt/format.h>
#endif

namespace usher_benchmark {

#ifndef USHER_PEER_YARA

std::unique_ptr<Peer> make_yara(const std::vector<Rule> & /*rules*/, bool /*first*/) { return nullptr; }
std::string yara_version() { return {}; }

#else

namespace {

/// A rule in YARA's language: its strings and its condition.
struct Writer {
  std::string strings;
  std::size_t groups = 0;

  static std::string escaped(const std::string &word) {
    std::string out;
    for (const char c : word) {
      if (static_cast<unsigned char>(c) < 0x80)
        out += c;
      else
        out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
    return out;
  }

  std::string children(const Node &node, std::string_view between) {
    std::string out;
    for (const Node &child : node.children)
      out += fmt::format("{}{}", out.empty() ? "" : between, condition(child));
    return out;
  }

  std::string condition(const Node &node) {
    switch (node.op) {
    case Node::Op::all: return fmt::format("({})", children(node, " and "));
    case Node::Op::any: return fmt::format("({})", children(node, " or "));
    case Node::Op::no: return fmt::format("not ({})", children(node, " or "));
    case Node::Op::words: {
      const std::size_t group = groups++;
      for (std::size_t i = 0; i < node.values.size(); ++i)
        strings += fmt::format(" $w{}_{} = \" {} \"", group, i, escaped(node.values[i]));
      return fmt::format("any of ($w{}_*)", group);
    }
    case Node::Op::regex: {
      const std::string &regex = node.values.front();
      const bool any_case = regex.compare(0, 4, "(?i)") == 0;
      const std::size_t group = groups++;
      strings +=
          fmt::format(" $r{} = /{}/{}", group, any_case ? regex.substr(4) : regex, any_case ? "i" : "");
      return fmt::format("$r{} in (0..text_end)", group);
    }
    case Node::Op::equal: {
      std::string out;
      for (const std::string &value : node.values)
        out += fmt::format("{}{} == \"{}\"", out.empty() ? "" : " or ", peer_name(node.field), value);
      return fmt::format("({})", out);
    }
    case Node::Op::at_least: return fmt::format("{} >= {:.6f}", peer_name(node.field), node.number);
    case Node::Op::below: return fmt::format("{} < {:.6f}", peer_name(node.field), node.number);
    }
    return {};
  }
};

void check(int error, std::string_view what) {
  if (error != ERROR_SUCCESS) fail(fmt::format("YARA: {}: error {}", what, error));
}

void on_message(int level, const char * /*file*/, int /*line*/, const YR_RULE * /*rule*/, const char *text,
                void * /*data*/) {
  if (level == YARA_ERROR_LEVEL_ERROR) fail(fmt::format("YARA: {}", text));
}

class Yara final : public Peer {
 public:
  Yara(const std::vector<Rule> &rules, bool first) : first_(first) {
    check(yr_initialize(), "begin");
    YR_COMPILER *compiler = nullptr;
    check(yr_compiler_create(&compiler), "compiler");
    yr_compiler_set_callback(compiler, on_message, nullptr);
    for (std::size_t i = 0; i < text_fields + number_fields; ++i) {
      const std::string name(peer_name(static_cast<Field>(i)));
      check(i < text_fields ? yr_compiler_define_string_variable(compiler, name.c_str(), "")
                            : yr_compiler_define_float_variable(compiler, name.c_str(), 0),
            name);
    }
    check(yr_compiler_define_integer_variable(compiler, "text_end", 0), "text_end");
    std::string source;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      Writer writer;
      const std::string condition = writer.condition(rules[i].when);
      source += fmt::format("rule r{} {{{}{} condition: {} }}\n", i,
                            writer.strings.empty() ? "" : " strings:", writer.strings, condition);
    }
    if (yr_compiler_add_string(compiler, source.c_str(), nullptr) != 0)
      fail("YARA: the rules do not compile");
    check(yr_compiler_get_rules(compiler, &rules_), "rules");
    yr_compiler_destroy(compiler);
    check(yr_scanner_create(rules_, &scanner_), "scanner");
    yr_scanner_set_flags(scanner_, SCAN_FLAGS_FAST_MODE | SCAN_FLAGS_REPORT_RULES_MATCHING);
  }
  ~Yara() override {
    yr_scanner_destroy(scanner_);
    yr_rules_destroy(rules_);
    yr_finalize();
  }

  void decide(const Ticket &ticket, std::vector<std::size_t> &out) override {
    out.clear();
    for (std::size_t i = 0; i < text_fields; ++i)
      yr_scanner_define_string_variable(scanner_, variable(i), ticket.texts[i].c_str());
    for (std::size_t i = 0; i < number_fields; ++i)
      yr_scanner_define_float_variable(scanner_, variable(text_fields + i), ticket.numbers[i]);
    yr_scanner_define_integer_variable(scanner_, "text_end", static_cast<std::int64_t>(ticket.text.size()));
    normal_form(ticket.text, normal_);
    both_.assign(ticket.text).append("\n").append(normal_);
    yr_scanner_set_callback(scanner_, on_match, &out);
    check(yr_scanner_scan_mem(scanner_, reinterpret_cast<const std::uint8_t *>(both_.data()), both_.size()),
          "scan");
    if (first_ && out.size() > 1) out.resize(1); // reported in the order of the rules
  }

 private:
  static const char *variable(std::size_t field) { return peer_name(static_cast<Field>(field)).data(); }

  static int on_match(YR_SCAN_CONTEXT * /*context*/, int message, void *rule, void *out) {
    if (message != CALLBACK_MSG_RULE_MATCHING) return CALLBACK_CONTINUE;
    const std::string_view name = static_cast<YR_RULE *>(rule)->identifier;
    std::size_t number = 0;
    std::from_chars(name.data() + 1, name.data() + name.size(), number);
    static_cast<std::vector<std::size_t> *>(out)->push_back(number);
    return CALLBACK_CONTINUE;
  }

  bool first_;
  YR_RULES *rules_ = nullptr;
  YR_SCANNER *scanner_ = nullptr;
  std::string normal_;
  std::string both_;
};

} // namespace

std::unique_ptr<Peer> make_yara(const std::vector<Rule> &rules, bool first) {
  return std::make_unique<Yara>(rules, first);
}
std::string yara_version() { return YR_VERSION; }

#endif

} // namespace usher_benchmark
