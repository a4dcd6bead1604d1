// SPDX-License-Identifier: BSL-1.0
// Texts that customers write, out of a table, with what is known of each and where it belongs.
#include "simulate/table.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::simulate {
namespace {

/// A label of the file, and where what has it belongs.
struct Right {
  const Node *label = nullptr;
  std::string department;
  bool seen = false;
};

class MessagesReader {
 public:
  MessagesReader(ScenarioReader &reader, const Node &node)
      : reader_(reader), context_(reader.context), node_(node), table_(reader, node) {}

  std::shared_ptr<const Texts> read() {
    context_.mapping(node_, {"file delimiter quote text label right channel account language facts"},
                     [&](const Node &key, const Node &value) { take(key, value); });
    if (columns_[text] == nullptr) {
      context_.error(Code::missing_key, node_, "no column has the texts",
                     "add text: the name of that column");
      return nullptr;
    }
    if ((columns_[label] == nullptr) != right_.empty())
      context_.error(Code::missing_key, node_, "labels and where they belong go together",
                     "add label: the name of a column, and right: {LABEL: DEPARTMENT}");
    if (!table_.open() || !find_columns()) return nullptr;
    while (table_.next())
      take_row();
    return finish();
  }

 private:
  enum Column : std::size_t { text, label, channel, account, language };
  static constexpr std::array<std::string_view, 5> column_names = {"text", "label", "channel", "account",
                                                                   "language"};

  void take(const Node &key, const Node &value) {
    if (table_.take(key, value)) return;
    if (key.text == "right") {
      context_.named(value, [&](const Node &name, const Node &said) {
        const auto department = context_.text(said, "a department");
        if (!department) return;
        reader_.need_department(said, {}, *department);
        right_.push_back({&name, std::string(*department), false});
      });
    } else if (key.text == "facts") {
      context_.named(value,
                     [&](const Node &name, const Node &column) { facts_.emplace_back(&name, &column); });
    } else {
      const auto found = std::find(column_names.begin(), column_names.end(), key.text);
      columns_[static_cast<std::size_t>(found - column_names.begin())] = &value;
    }
  }

  bool find_columns() {
    bool good = true;
    const auto find = [&](const Node &name) {
      const auto number = table_.column(name);
      good = good && number.has_value();
      return number;
    };
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i] != nullptr) at_[i] = find(*columns_[i]);
    for (const auto &fact : facts_)
      facts_at_.push_back(find(*fact.second));
    return good;
  }

  void take_row() {
    if (table_.cell(at_[text]).empty()) return;
    Text &one = list_.emplace_back();
    one.text = table_.cell(at_[text]);
    one.channel = table_.cell(at_[channel]);
    one.account = table_.cell(at_[account]);
    one.language = table_.cell(at_[language]);
    for (std::size_t i = 0; i < facts_.size(); ++i)
      if (const std::string_view value = table_.cell(facts_at_[i]); !value.empty())
        one.facts.emplace_back(std::string(facts_[i].first->text), std::string(value));
    if (!at_[label]) return;
    const std::string_view said = table_.cell(at_[label]);
    const auto found = std::find_if(right_.begin(), right_.end(),
                                    [&](const Right &each) { return each.label->text == said; });
    if (found != right_.end()) {
      found->seen = true;
      one.department = found->department;
    } else if (std::find(others_.begin(), others_.end(), said) == others_.end()) {
      others_.emplace_back(said);
    }
  }

  std::shared_ptr<const Texts> finish() {
    if (list_.empty()) {
      context_.error(Code::empty_list, node_, "this file has no texts",
                     "a row for each, behind the first one");
      return nullptr;
    }
    const std::vector<std::string_view> known(others_.begin(), others_.end());
    for (const Right &each : right_)
      if (!each.seen)
        context_.unknown_name(*each.label, "label in that file", known, "labels are compared whole");
    for (std::size_t i = 0; i < list_.size(); ++i)
      list_[i].up_to = static_cast<double>(i + 1) / static_cast<double>(list_.size());
    list_.back().up_to = 1;
    return std::make_shared<const Texts>(std::move(list_));
  }

  ScenarioReader &reader_;
  Context &context_;
  const Node &node_;
  Table table_;
  std::array<const Node *, column_names.size()> columns_{};
  std::array<std::optional<std::size_t>, column_names.size()> at_;
  std::vector<std::pair<const Node *, const Node *>> facts_; // name, column
  std::vector<std::optional<std::size_t>> facts_at_;
  std::vector<Right> right_;
  std::vector<std::string> others_; // labels that `right` does not name
  Texts list_;
};

} // namespace

std::shared_ptr<const Texts> ScenarioReader::read_messages(const Node &node) {
  return MessagesReader(*this, node).read();
}

} // namespace usher::simulate
