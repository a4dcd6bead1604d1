// SPDX-License-Identifier: BSL-1.0
#include "desk/customers.hpp"

#include "desk/room.hpp"

#include <algorithm>

namespace usher::desk {

CustomerId Customers::find(std::string_view name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? no_customer : found->second;
}

std::vector<CustomerId> Customers::identities(CustomerId id) const {
  std::vector<CustomerId> out;
  CustomerId at = id;
  do {
    out.push_back(at);
    at = customers_[at].next;
  } while (at != id);
  return out;
}

std::vector<std::vector<std::string>> Customers::links() const {
  std::vector<std::vector<std::string>> out;
  for (CustomerId id = 0; id < customers_.size(); ++id) {
    if (customers_[id].gone || customers_[id].next == id) continue;
    std::vector<std::string> names;
    for (const CustomerId one : identities(id))
      names.push_back(customers_[one].name);
    if (*std::min_element(names.begin(), names.end()) != customers_[id].name) continue; // said of its first
    std::sort(names.begin(), names.end());
    out.push_back(std::move(names));
  }
  std::sort(out.begin(), out.end());
  return out;
}

CustomerId Customers::of(std::string_view name) {
  if (const auto found = names_.find(name); found != names_.end()) return found->second;
  make_room(created_, created_.size() + 1);
  std::string text(name);
  if (free_.empty()) {
    make_room(free_, customers_.size() + 1); // so that taking it back needs no memory
    customers_.emplace_back().gone = true;
    free_.push_back(static_cast<CustomerId>(customers_.size() - 1));
  }
  const CustomerId id = free_.back();
  Customer &customer = customers_[id];
  customer.name = std::move(text);
  names_.emplace(customer.name, id);
  free_.pop_back();
  customer.gone = false;
  customer.next = id;
  customer.saved_in = change_;
  created_.push_back(id);
  return id;
}

void Customers::set_next(CustomerId id, CustomerId next) {
  Customer &customer = customers_[id];
  if (customer.saved_in != change_) {
    next_before_.emplace_back(id, customer.next);
    customer.saved_in = change_;
  }
  customer.next = next;
}

/// Two rings become one where two of their members change successors.
void Customers::link(CustomerId a, CustomerId b) {
  const CustomerId behind_a = customers_[a].next;
  set_next(a, customers_[b].next);
  set_next(b, behind_a);
}

void Customers::unlink(CustomerId id) {
  CustomerId before = id;
  while (customers_[before].next != id)
    before = customers_[before].next;
  if (before == id) return;
  set_next(before, customers_[id].next);
  set_next(id, id);
}

void Customers::join(CustomerId id, Conversation &conversation) noexcept {
  customers_[id].conversations.insert(conversation);
}

void Customers::leave(CustomerId id, Conversation &conversation) noexcept {
  Conversations &theirs = customers_[id].conversations;
  theirs.erase(theirs.iterator_to(conversation));
}

void Customers::drop(CustomerId id) noexcept {
  Customer &customer = customers_[id];
  names_.erase(customer.name);
  customer.name.clear();
  customer.name.shrink_to_fit(); // it is data of a customer
  customer.gone = true;
  free_.push_back(id); // there was room for it when it was made
}

void Customers::drop_if_unused(CustomerId id) noexcept {
  if (id == no_customer || customers_[id].gone) return;
  if (customers_[id].conversations.empty() && customers_[id].next == id) drop(id);
}

void Customers::keep_changes() noexcept {
  for (const auto &[id, before] : next_before_)
    drop_if_unused(id);
  for (const CustomerId id : created_)
    drop_if_unused(id);
  next_before_.clear();
  created_.clear();
}

void Customers::roll_back() noexcept {
  for (const auto &[id, before] : next_before_)
    customers_[id].next = before;
  for (std::size_t i = created_.size(); i-- > 0;)
    drop(created_[i]);
  next_before_.clear();
  created_.clear();
}

void Customers::clear() noexcept {
  for (Customer &customer : customers_)
    customer.conversations.clear();
}

} // namespace usher::desk
