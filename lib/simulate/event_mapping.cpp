// SPDX-License-Identifier: BSL-1.0
#include "simulate/event_mapping.hpp"

#include "policy/context.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

using policy::Context;
using policy::Node;

constexpr std::array<std::string_view, column_count> column_names = {
    "opened",   "replied",      "closed",  "first_response_due", "resolution_due",
    "assigned", "conversation", "agent",   "department",         "type",
    "status",   "channel",      "account", "language",           "subject",
    "text",     "customer"};
constexpr std::string_view all_columns = "opened replied closed first_response_due resolution_due assigned "
                                         "conversation agent department type status "
                                         "channel account language subject text customer";

class Reader {
 public:
  Reader(Context &context, EventMapping &out) : context_(context), out_(out) {}

  void read(const Node &root) {
    bool has_version = false;
    const bool is_mapping = context_.mapping(
        root, {"mapping delimiter quote zone times columns facts constants closed_when due_tolerance"},
        [&](const Node &key, const Node &value) {
          if (key.text == "mapping") {
            has_version = true;
            version(value);
          } else if (key.text == "delimiter") {
            mark(value, out_.form.delimiter, false);
          } else if (key.text == "quote") {
            mark(value, out_.form.quote, true);
          } else if (key.text == "zone") {
            zone(value);
          } else if (key.text == "times") {
            context_.list(value, true, [&](const Node &item) { time_format(item); });
          } else if (key.text == "columns") {
            columns(value);
          } else if (key.text == "facts") {
            facts(value);
          } else if (key.text == "constants") {
            constants(value);
          } else if (key.text == "closed_when") {
            context_.list(value, true, [&](const Node &item) {
              if (const auto text = context_.text(item, "a status")) out_.closed_when.emplace_back(*text);
            });
          } else if (const auto duration = context_.duration(value)) {
            out_.due_tolerance_ms = *duration;
          }
        });
    if (is_mapping) complete(root, has_version);
  }

 private:
  void version(const Node &node) {
    if (node.kind == Node::Kind::scalar && node.text == "1") return;
    context_.error(Code::bad_version, node, "this version of a mapping is not known", "write mapping: 1");
  }

  void complete(const Node &root, bool has_version) {
    Node top = root;
    if (top.position.line == 0) top.position = {1, 1}; // an empty file
    if (!has_version)
      context_.error(Code::missing_key, top, "the mapping does not say its version",
                     "begin it with mapping: 1");
    if (out_[Column::opened].column.empty() && !bad_opened_)
      context_.error(Code::missing_key, top, "no column says when a conversation began",
                     "add columns: {opened: NAME}, with the name that stands in the first row");
    if (!out_.closed_when.empty() && out_[Column::status].column.empty())
      context_.error(Code::missing_key, top, "closed_when asks for a status, and no column has it",
                     "add columns: {status: NAME}");
    if (out_.form.delimiter == out_.form.quote)
      context_.error(Code::out_of_range, top, "the delimiter and the quote are one character",
                     "say quote: none");
  }

  void mark(const Node &node, char &out, bool may_be_none) {
    const auto text = context_.text(node, "a character");
    if (!text) return;
    if (*text == "tab") {
      out = '\t';
    } else if (may_be_none && *text == "none") {
      out = '\0';
    } else if (text->size() == 1 && ((*text)[0] == '\t' || ((*text)[0] >= ' ' && (*text)[0] < 0x7F))) {
      out = (*text)[0];
    } else {
      context_.error(Code::out_of_range, node,
                     fmt::format("{} is not one character of ASCII", policy::quote(*text)),
                     may_be_none ? "as in quote: \"'\", or none" : "as in delimiter: \";\", or tab");
    }
  }

  void zone(const Node &node) {
    const auto name = context_.text(node, "the name of a time zone");
    if (!name) return;
    calendar::LoadedZone zone = calendar::load_zone(*name);
    if (zone.status == calendar::ZoneStatus::ok) {
      out_.zone = std::move(zone.zone);
      return;
    }
    calendar::ZoneProblem problem = calendar::zone_problem(zone.status, *name);
    context_.error(calendar::is_wrong_name(zone.status) ? Code::unknown_zone : Code::no_zone_files, node,
                   std::move(problem.message), std::move(problem.hint));
  }

  void time_format(const Node &node) {
    const auto text = context_.text(node, "the format of a time");
    if (!text) return;
    std::string problem;
    auto format = TimeFormat::make(*text, problem);
    if (format)
      out_.formats.push_back(std::move(*format));
    else
      context_.error(Code::bad_time, node,
                     fmt::format("{} is no format of a time: {}", policy::quote(*text), problem),
                     "as in %m/%d/%Y %I:%M:%S %p");
  }

  /// A name, or a mapping with `column`, `values`, `others`, and `as` of a fact.
  void source(const Node &node, ValueSource &out, FactForm *form = nullptr) {
    out.line = node.position.line;
    out.column_at = node.position.column;
    if (node.kind != Node::Kind::mapping) {
      if (const auto text = context_.text(node, "the name of a column")) out.column = *text;
      return;
    }
    context_.mapping(node, {form == nullptr ? "column values others" : "column values others as"},
                     [&](const Node &key, const Node &value) {
                       if (key.text == "column") {
                         if (const auto text = context_.text(value, "the name of a column"))
                           out.column = *text;
                       } else if (key.text == "values") {
                         out.translates = true;
                         context_.named(value, [&](const Node &cell, const Node &meaning) {
                           const bool is_empty = meaning.kind == Node::Kind::null ||
                                                 (meaning.kind == Node::Kind::scalar && meaning.text.empty());
                           if (is_empty)
                             out.values.emplace_back(std::string(cell.text), std::string());
                           else if (const auto text = context_.text(meaning, "what the cell means"))
                             out.values.emplace_back(std::string(cell.text), std::string(*text));
                         });
                       } else if (key.text == "as") {
                         constexpr std::array<std::string_view, 4> words = {"text", "number", "flag", "time"};
                         if (const auto word = context_.word(value, "form of a fact", words))
                           *form = static_cast<FactForm>(*word);
                       } else {
                         constexpr std::array<std::string_view, 2> words = {"keep", "drop"};
                         if (const auto word = context_.word(value, "what becomes of other cells", words))
                           out.keeps_others = *word == 0;
                       }
                     });
    if (out.column.empty()) context_.error(Code::missing_key, node, "no column is named", "add column: NAME");
    std::sort(out.values.begin(), out.values.end());
  }

  void columns(const Node &node) {
    context_.mapping(node, {all_columns}, [&](const Node &key, const Node &value) {
      const auto found = std::find(column_names.begin(), column_names.end(), key.text);
      const auto number = static_cast<std::size_t>(found - column_names.begin());
      if (number == static_cast<std::size_t>(Column::opened)) bad_opened_ = true; // whatever is wrong is said
      ValueSource &to = out_.columns[number];
      to.path = "columns." + std::string(key.text);
      source(value, to);
    });
  }

  void facts(const Node &node) {
    context_.named(node, [&](const Node &key, const Node &value) {
      FactSource &fact = fact_of(key.text);
      fact.value.path = fmt::format("facts.{}", key.text);
      source(value, fact.value, &fact.form);
    });
  }

  FactSource &fact_of(std::string_view name) {
    const auto found = std::find_if(out_.facts.begin(), out_.facts.end(),
                                    [&](const FactSource &one) { return one.name == name; });
    if (found != out_.facts.end()) return *found;
    out_.facts.emplace_back().name = name;
    return out_.facts.back();
  }

  void constant(const Node &node, ValueSource &out) {
    if (const auto text = context_.text(node, "a text")) out.constant = *text;
  }

  void constants(const Node &node) {
    constexpr std::string_view known = "channel account language subject text customer agent type facts";
    context_.mapping(node, {known}, [&](const Node &key, const Node &value) {
      if (key.text == "facts") {
        context_.named(value, [&](const Node &name, const Node &text) {
          FactSource &fact = fact_of(name.text);
          constant(text, fact.value);
          if (text.quoted || !fact.value.column.empty()) return; // the column says what it is
          if (text.text == "true" || text.text == "false") fact.form = FactForm::flag;
          if (policy::parse_number(text.text)) fact.form = FactForm::number;
        });
        return;
      }
      const auto found = std::find(column_names.begin(), column_names.end(), key.text);
      constant(value, out_.columns[static_cast<std::size_t>(found - column_names.begin())]);
    });
  }

  Context &context_;
  EventMapping &out_;
  bool bad_opened_ = false;
};

} // namespace

std::string_view name_of(Column column) noexcept { return column_names[static_cast<std::size_t>(column)]; }

std::optional<EventMapping> read_mapping(std::string file, std::string_view text, const Limits &limits,
                                         Findings &findings) {
  EventMapping out;
  out.file = file;
  out.zone = calendar::Zone::utc();
  const Source source(std::move(file), std::string(text));
  policy::Yaml yaml;
  Findings here;
  if (yaml.read(source, limits.nodes, here)) {
    policy::Policy nobody; // a mapping knows no policy
    Context context(nobody, limits, here);
    context.enter_file(0, source.name());
    Reader(context, out).read(yaml.root());
  }
  here.sort();
  findings.append(here);
  if (here.has_errors()) return std::nullopt;
  return out;
}

} // namespace usher::simulate
