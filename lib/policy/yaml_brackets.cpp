// SPDX-License-Identifier: BSL-1.0
#include "policy/yaml_brackets.hpp"

namespace usher::policy {

void OpenBrackets::open(char bracket, std::size_t at) {
  Bracket opened;
  opened.open = bracket;
  opened.at = at;
  list_.push_back(opened);
}

std::size_t OpenBrackets::distance_to(char close) const noexcept {
  for (std::size_t i = list_.size(); i > 0; --i) {
    if (list_[i - 1].close() == close) return list_.size() - i + 1;
  }
  return 0;
}

void OpenBrackets::close_from(std::size_t offset) noexcept {
  while (!list_.empty() && list_.back().at >= offset)
    list_.pop_back();
}

FlowMisfit OpenBrackets::content(std::size_t at) noexcept {
  Bracket &bracket = inner();
  bracket.property = false;
  bracket.collection = false;
  bracket.entry_is_closed = false;
  switch (bracket.state) {
  case Bracket::State::empty:
    bracket.state = Bracket::State::entry;
    bracket.entry_at = at;
    return FlowMisfit::none;
  case Bracket::State::colon: bracket.state = Bracket::State::complete; return FlowMisfit::none;
  case Bracket::State::entry:
  case Bracket::State::complete: break;
  }
  return FlowMisfit::comma_missing;
}

FlowMisfit OpenBrackets::colon(std::size_t at) noexcept {
  Bracket &bracket = inner();
  const Bracket::State before = bracket.state;
  bracket.state = Bracket::State::colon;
  bracket.colon_at = at;
  if (before == Bracket::State::colon || before == Bracket::State::complete) return FlowMisfit::second_colon;
  return before == Bracket::State::empty ? FlowMisfit::key_missing : FlowMisfit::none;
}

FlowMisfit OpenBrackets::comma() noexcept {
  Bracket &bracket = inner();
  const bool nothing = bracket.state == Bracket::State::empty && !bracket.property;
  bracket.state = Bracket::State::empty;
  bracket.property = false;
  bracket.colon_at = nowhere;
  bracket.glued_colon = nowhere;
  return nothing ? FlowMisfit::entry_missing : FlowMisfit::none;
}

} // namespace usher::policy
