// SPDX-License-Identifier: BSL-1.0
// Conversations that were recorded, out of a table.
#include "simulate/delimited_time.hpp"
#include "simulate/table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

// What a column of recorded conversations may be. Those up to `due` are lengths of time.
enum class Part : std::uint8_t {
  handle,
  patience,
  due,
  at,
  priority,
  name,
  kind,
  channel,
  account,
  language,
  prefer_agent,
  text,
  skills,
  tags
};
constexpr std::array<std::string_view, 14> part_names = {
    "handle",  "patience", "due",      "at",           "priority", "name",   "kind",
    "channel", "account",  "language", "prefer_agent", "text",     "skills", "tags"};

class RecordedReader {
 public:
  RecordedReader(ScenarioReader &reader, const Node &node, const Kind &whole, Demand &demand)
      : reader_(reader),
        context_(reader.context),
        node_(node),
        whole_(whole),
        demand_(demand),
        zone_(reader.out.zone),
        table_(reader, node) {}

  void read() {
    const Node *columns = nullptr;
    context_.mapping(node_, {"file delimiter quote zone times columns"},
                     [&](const Node &key, const Node &value) {
                       if (table_.take(key, value)) return;
                       if (key.text == "zone") {
                         if (calendar::ZonePtr named = reader_.zone(value)) zone_ = std::move(named);
                       } else if (key.text == "times") {
                         context_.list(value, true, [&](const Node &item) { read_format(item); });
                       } else {
                         columns = &value;
                       }
                     });
    if (!table_.open()) return;
    if (columns == nullptr) {
      context_.error(Code::missing_key, node_, "it is not said which column is what",
                     "add columns: {at: NAME}, with names of the first row");
      return;
    }
    {
      const Context::Step step(context_, "columns");
      read_columns(*columns);
    }
    if (!good_) return;
    while (table_.next())
      take_row();
    reader_.warn_of_left_out(node_, outside_, demand_);
    std::stable_sort(demand_.rows.begin(), demand_.rows.end(),
                     [](const Row &a, const Row &b) { return a.at < b.at; });
  }

 private:
  void read_format(const Node &item) {
    const auto text = context_.text(item, "the format of a time");
    if (!text) return;
    std::string problem;
    if (auto format = TimeFormat::make(*text, problem))
      formats_.push_back(std::move(*format));
    else
      context_.error(Code::bad_time, item,
                     fmt::format("{} is no format of a time: {}", policy::quote(*text), problem),
                     "as in %m/%d/%Y %I:%M:%S %p");
  }

  void read_columns(const Node &columns) {
    const std::string known = fmt::format("{} facts", fmt::join(part_names, " "));
    context_.mapping(columns, {known}, [&](const Node &key, const Node &value) {
      if (key.text == "facts") {
        context_.named(value, [&](const Node &fact, const Node &column) {
          if (const auto number = need(column)) facts_.emplace_back(fact.text, *number);
        });
        return;
      }
      const auto part = std::find(part_names.begin(), part_names.end(), key.text) - part_names.begin();
      at_[static_cast<std::size_t>(part)] = need(value);
    });
    if (!column(Part::at) && good_) {
      context_.error(Code::missing_key, columns, "no column says when a conversation came",
                     "add at: the name of that column");
      good_ = false;
    }
  }

  std::optional<std::size_t> need(const Node &node) {
    const auto number = table_.column(node);
    if (!number) good_ = false;
    return number;
  }
  [[nodiscard]] std::optional<std::size_t> column(Part part) const {
    return at_[static_cast<std::size_t>(part)];
  }
  [[nodiscard]] std::string_view cell(Part part) const { return table_.cell(column(part)); }

  bool refuse(Part part, std::string_view what, std::string hint) {
    table_.complain(part == Part::at ? Code::bad_time : Code::bad_row,
                    fmt::format("{} in column {} is no {}", policy::quote(cell(part)),
                                policy::quote(table_.name_of(*column(part))), what),
                    std::move(hint));
    return false;
  }

  /// Words of a cell, with ; or | or a comma between them.
  static std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of(";|,"), text.size());
      std::string_view word = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      while (word.starts_with(' '))
        word.remove_prefix(1);
      while (word.ends_with(' '))
        word.remove_suffix(1);
      if (!word.empty()) out.emplace_back(word);
    }
    return out;
  }

  void take_row() {
    Row row;
    const std::optional<Instant> came = read_time(cell(Part::at), *zone_, formats_);
    if (!came) {
      (void)refuse(Part::at, "time", "say in times: how times are written, as in \"%m/%d/%Y %H:%M\"");
      return;
    }
    row.at = *came;
    if (row.at < demand_.rate.from || row.at >= demand_.rate.until) {
      ++outside_;
      return;
    }
    Kind kind = whole_;
    if (!take_lengths(row, kind) || !take_priority(kind)) return;
    take_words(row, kind);
    row.kind = static_cast<std::uint32_t>(demand_.kinds.size());
    demand_.kinds.push_back(std::move(kind));
    demand_.rows.push_back(std::move(row));
  }

  /// False when the row makes no sense.
  bool take_lengths(const Row &row, Kind &kind) {
    for (const Part part : {Part::handle, Part::patience, Part::due}) {
      const std::string_view text = cell(part);
      if (text.empty()) continue;
      std::optional<std::int64_t> length = read_length(text);
      if (!length && part == Part::due) {
        if (const auto time = read_time(text, *zone_, formats_)) length = *time - row.at;
        if (length && *length < 0) return refuse(part, "time behind that of the conversation", {});
      }
      if (!length)
        return refuse(part, part == Part::due ? "time or length of time" : "length of time",
                      "seconds (90), minutes and seconds (1:30), 0:01:30 or 1m30s");
      Distribution fixed;
      fixed.mean = static_cast<double>(*length);
      if (part == Part::handle)
        kind.handle = fixed;
      else if (part == Part::patience)
        kind.patience = fixed;
      else
        kind.due_ms = *length;
    }
    return true;
  }

  bool take_priority(Kind &kind) {
    const std::string_view text = cell(Part::priority);
    if (text.empty()) return true;
    const std::optional<double> number = policy::parse_number(text);
    if (!number || *number != std::floor(*number) || *number < policy::lowest_priority ||
        *number > policy::highest_priority)
      return refuse(Part::priority, "priority", "a whole number from 0 to 100");
    kind.priority = static_cast<int>(*number);
    return true;
  }

  void take_words(Row &row, Kind &kind) const {
    row.name = cell(Part::name);
    for (const auto &[part, to] :
         {std::pair(Part::kind, &kind.name), std::pair(Part::channel, &kind.channel),
          std::pair(Part::account, &kind.account), std::pair(Part::language, &kind.language),
          std::pair(Part::prefer_agent, &kind.prefer_agent)})
      if (const std::string_view text = cell(part); !text.empty()) *to = text;
    if (const std::string_view text = cell(Part::text); !text.empty()) kind.texts = one_text(text);
    if (const std::string_view text = cell(Part::skills); !text.empty()) kind.skills = words(text);
    if (const std::string_view text = cell(Part::tags); !text.empty()) kind.tags = words(text);
    for (const auto &[name, number] : facts_)
      if (const std::string_view text = table_.cell(number); !text.empty())
        kind.facts.emplace_back(name, std::string(text));
  }

  ScenarioReader &reader_;
  Context &context_;
  const Node &node_;
  const Kind &whole_;
  Demand &demand_;
  calendar::ZonePtr zone_;
  Table table_;
  std::vector<TimeFormat> formats_;
  std::array<std::optional<std::size_t>, part_names.size()> at_;
  std::vector<std::pair<std::string, std::size_t>> facts_;
  std::size_t outside_ = 0;
  bool good_ = true;
};

} // namespace

void ScenarioReader::read_recorded(const Node &node, const Kind &whole, Demand &demand) {
  RecordedReader(*this, node, whole, demand).read();
}

} // namespace usher::simulate
