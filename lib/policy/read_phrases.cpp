// SPDX-License-Identifier: BSL-1.0
#include "policy/facts.hpp"
#include "policy/sections.hpp"

#include <fmt/format.h>

namespace usher::policy {

std::vector<PhraseGroup> read_phrase_groups(Context &context, const Node &node) {
  std::vector<PhraseGroup> groups_read;
  const auto read_group = [&context](const Node &list, std::string_view language) {
    PhraseGroup group;
    group.language = language;
    context.list(list, true, [&](const Node &item) {
      const std::optional<PhraseId> phrase = context.phrase(item, language);
      if (phrase) group.phrases.push_back(*phrase);
    });
    return group;
  };
  if (node.kind == Node::Kind::null || (node.kind == Node::Kind::mapping && node.entries.empty())) {
    context.wrong_shape(node, "a list of phrases",
                        "as in [money back], or {en: [~refund, money back]} by language");
    return groups_read;
  }
  if (node.kind != Node::Kind::mapping) {
    groups_read.push_back(read_group(node, ""));
    return groups_read;
  }
  context.named(node, [&](const Node &key, const Node &value) {
    if (key.text == "all_languages") {
      groups_read.push_back(read_group(value, ""));
    } else if (is_language_code(key.text)) {
      groups_read.push_back(read_group(value, key.text));
    } else {
      context.error(Code::unknown_name, key, fmt::format("there is no language {}", quote(key.text)),
                    "use a code of ISO 639-1, as in en, it, ru, fa, or all_languages");
    }
  });
  return groups_read;
}

} // namespace usher::policy
