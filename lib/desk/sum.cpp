// SPDX-License-Identifier: BSL-1.0
#include "desk/sum.hpp"

#include "rules/message_words.hpp"

#include <string>

namespace usher::desk {

void Sum::add_mended(std::string_view text) {
  std::string mended;
  (void)rules::assign_well_formed(text, mended);
  add(mended);
}

} // namespace usher::desk
