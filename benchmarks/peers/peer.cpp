// SPDX-License-Identifier: BSL-1.0
#include "peer.hpp"

#include "../measure.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include <fmt/format.h>

namespace usher_benchmark {
namespace {

constexpr std::array<std::string_view, text_fields + number_fields> names = {
    "channel", "account", "language", "tier", "country", "stage", "followers", "value", "sentiment", "hour"};

/// Texts of a workload hold no control characters.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string json_of(const Node &node) {
  static constexpr std::array<std::string_view, 8> ops = {"all",   "any",   "no",       "words",
                                                          "regex", "equal", "at_least", "below"};
  std::string out = fmt::format("{{\"op\":\"{}\"", ops[static_cast<std::size_t>(node.op)]);
  const auto list = [&out](std::string_view name, const auto &items, const auto &print) {
    out += fmt::format(",\"{}\":[", name);
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out += ',';
      out += print(items[i]);
    }
    out += ']';
  };
  switch (node.op) {
  case Node::Op::all:
  case Node::Op::any:
  case Node::Op::no: list("children", node.children, json_of); break;
  case Node::Op::equal: out += fmt::format(",\"field\":\"{}\"", peer_name(node.field)); [[fallthrough]];
  case Node::Op::words:
  case Node::Op::regex: list("values", node.values, quoted); break;
  case Node::Op::at_least:
  case Node::Op::below:
    out += fmt::format(",\"field\":\"{}\",\"number\":{}", peer_name(node.field), node.number);
  }
  return out + '}';
}

/// So many times as long as the measuring should be may getting warm be; else it is the measuring.
constexpr double slow = 10;

Measured measure_here(std::unique_ptr<Peer> (*make)(const std::vector<Rule> &, bool), std::string version,
                      const Workload &workload, bool first, const Effort &effort) {
  Measured out;
  const double resident = resident_megabytes();
  double begin = processor_seconds();
  const std::unique_ptr<Peer> peer = make(workload.rules, first);
  if (!peer) {
    out.skipped = "not installed";
    return out;
  }
  out.version = std::move(version);
  out.load_seconds = processor_seconds() - begin;
  out.megabytes = resident_megabytes() - resident;

  begin = processor_seconds();
  double spent = 0;
  const std::size_t most = std::min(effort.most, workload.tickets.size());
  while (out.answers.size() < most && (out.answers.size() < effort.least || spent < effort.seconds)) {
    out.answers.emplace_back();
    peer->decide(workload.tickets[out.answers.size() - 1], out.answers.back());
    spent = processor_seconds() - begin;
  }
  out.rate = static_cast<double>(out.answers.size()) / spent;
  if (spent >= slow * effort.seconds) return out;
  // That was to get warm.
  const auto block = std::clamp<std::size_t>(static_cast<std::size_t>(out.rate / 50), 1, 64);
  std::vector<std::size_t> ids;
  std::size_t done = 0;
  begin = processor_seconds();
  do {
    for (std::size_t i = 0; i < block; ++i, ++done)
      peer->decide(workload.tickets[done % out.answers.size()], ids);
    spent = processor_seconds() - begin;
  } while (spent < effort.seconds);
  out.rate = static_cast<double>(done) / spent;
  return out;
}

} // namespace

std::string_view peer_name(Field field) { return names[field]; }

void normal_form(const std::string &text, std::string &out) {
  out.assign(1, ' ');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = byte >= 0x80 || upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) {
      out += upper ? static_cast<char>(c + ('a' - 'A')) : c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
}

std::string_view name_of(Engine engine) {
  switch (engine) {
  case Engine::yara: return "YARA";
  case Engine::clips: return "CLIPS";
  case Engine::zen: return "zen";
  case Engine::json_rules_engine: break;
  }
  return "json-rules-engine";
}

Measured measure_peer(Engine engine, const Workload &workload, const std::string &file, bool first,
                      const Effort &effort) {
  switch (engine) {
  case Engine::yara: return measure_here(make_yara, yara_version(), workload, first, effort);
  case Engine::clips: return measure_here(make_clips, clips_version(), workload, first, effort);
  case Engine::zen:
  case Engine::json_rules_engine: break;
  }
  return measure_in_node(name_of(engine), file, first, effort);
}

void write_json_lines(const Workload &workload, const std::string &file) {
  std::ofstream out(file);
  for (const Rule &rule : workload.rules)
    out << "{\"rule\":" << json_of(rule.when) << "}\n";
  for (const Ticket &ticket : workload.tickets) {
    out << "{\"ticket\":{\"text\":" << quoted(ticket.text);
    for (std::size_t i = 0; i < text_fields; ++i)
      out << ",\"" << names[i] << "\":" << quoted(ticket.texts[i]);
    for (std::size_t i = 0; i < number_fields; ++i)
      out << fmt::format(",\"{}\":{}", names[text_fields + i], ticket.numbers[i]);
    out << "}}\n";
  }
  if (!out.flush()) fail(fmt::format("cannot write {}", file));
}

} // namespace usher_benchmark
