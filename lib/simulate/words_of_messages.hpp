// SPDX-License-Identifier: BSL-1.0
// Classes, accounts or languages of customers: what a text says replaces what its kind says.
#pragma once

#include "simulate/scenario.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace usher::simulate {

class WordsOfMessages {
 public:
  /// `of_text` is null for what no text says.
  WordsOfMessages(const Scenario &scenario, std::string Kind::*of_kind, std::string Text::*of_text);

  /// Those that somebody may come with.
  [[nodiscard]] const std::vector<std::string> &names() const noexcept { return names_; }
  /// Among the names; none for no word.
  [[nodiscard]] std::uint32_t number_of(std::uint32_t demand, std::uint32_t kind,
                                        std::uint32_t text) const noexcept {
    const OfKind &of = kinds_[demand][kind];
    const std::uint32_t said = of.texts != nullptr && text < of.texts->size() ? (*of.texts)[text] : none;
    return said == none ? of.own : said;
  }

 private:
  using Numbers = std::vector<std::uint32_t>;
  struct OfKind {
    std::uint32_t own = none;
    const Numbers *texts = nullptr; // null: they say nothing
  };
  std::uint32_t add(const std::string &name);

  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::vector<OfKind>> kinds_;            // by demand
  std::vector<std::unique_ptr<const Numbers>> texts_; // a list that many kinds share once
};

} // namespace usher::simulate
