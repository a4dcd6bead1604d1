// SPDX-License-Identifier: BSL-1.0
// From words of phrases to the keys, the trie and the starts by which a lexicon finds them.
#include "text/accents.hpp"
#include "text/lexicon_draft.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <tuple>
#include <utility>

namespace usher::text {

Extent Lexicon::Builder::Draft::add_text(std::string_view text) {
  const auto begin = static_cast<std::uint32_t>(texts.size());
  texts += text;
  return {begin, static_cast<std::uint32_t>(texts.size())};
}

Symbol Lexicon::Builder::Draft::symbol_of(const PhraseWord &word, StemLanguage language) {
  // Kinds that are compared in one way share symbols.
  const bool prefix = word.kind == PhraseWord::Kind::prefix;
  const bool stem = word.kind == PhraseWord::Kind::stem;
  name = stem ? 's' : prefix ? 'p' : 'w';
  name += word.accented ? '1' : '0';
  name += word.free_ending ? '1' : '0';
  name += static_cast<char>(stem ? 'A' + language : 'A');
  name += word.text;
  const auto [known, is_new] = symbol_ids.emplace(name, static_cast<Symbol>(symbol_ids.size()));
  if (is_new) {
    add_keys(known->second, word, language);
    const bool plain = !stem && !prefix && !word.accented;
    plain_texts.push_back(plain ? keys.back().text : Extent());
  }
  return known->second;
}

void Lexicon::Builder::Draft::add_keys(Symbol symbol, const PhraseWord &word, StemLanguage language) {
  const auto add = [&](KeyKind kind, std::string_view text) {
    keys.push_back({kind, add_text(text), hash_key(kind, hash_word(text)), symbol});
  };
  if (word.kind == PhraseWord::Kind::stem) return add(stem_key(language, word.accented), word.text);
  if (word.free_ending) return add(free_in_phrase_key, word.text);
  const bool prefix = word.kind == PhraseWord::Kind::prefix;
  if (!word.accented) return add(prefix ? prefix_key : plain_key, word.text);
  add(prefix ? accented_prefix_key : accented_key, word.text);
  // For a prefix too: a text word that ends just there may have the accent only by its apostrophe.
  const std::string plain = with_plain_ending(word.text);
  if (ends_in_vowel(plain)) add(free_in_text_key, plain);
}

void Lexicon::Builder::Draft::build_keys(Index &index) {
  // Symbols that share a kind and a text share a key.
  const auto text = [&](const DraftKey &key) {
    return std::string_view(texts).substr(key.text.begin, key.text.end - key.text.begin);
  };
  std::stable_sort(keys.begin(), keys.end(), [&](const DraftKey &a, const DraftKey &b) {
    return a.hash != b.hash ? a.hash < b.hash : std::tuple(a.kind, text(a)) < std::tuple(b.kind, text(b));
  });
  std::vector<std::uint64_t> hashes;
  std::vector<Index::Key> distinct;
  std::vector<Symbol> key_symbols;
  std::vector<std::uint8_t> has_kind(key_kinds);
  std::array<std::vector<std::uint64_t>, 2> lengths = {std::vector<std::uint64_t>(256),
                                                       std::vector<std::uint64_t>(256)};
  std::vector<std::uint32_t> long_lengths;
  for (std::size_t i = 0; i < keys.size();) {
    const DraftKey &first = keys[i];
    Index::Key key{first.text, {static_cast<std::uint32_t>(key_symbols.size()), 0}, first.kind, 0};
    for (; i < keys.size() && keys[i].kind == first.kind && text(keys[i]) == text(first); ++i)
      key_symbols.push_back(keys[i].symbol);
    key.symbols.end = static_cast<std::uint32_t>(key_symbols.size());
    hashes.push_back(first.hash);
    distinct.push_back(key);

    has_kind[key.kind] = 1;
    if (key.kind != prefix_key && key.kind != accented_prefix_key) continue;
    const std::string_view prefix = text(first);
    lengths[key.kind == prefix_key ? 0 : 1][static_cast<unsigned char>(prefix.front())] |=
        std::uint64_t{1} << std::min(prefix.size(), long_prefix);
    if (prefix.size() >= long_prefix) long_lengths.push_back(static_cast<std::uint32_t>(prefix.size()));
  }
  std::sort(long_lengths.begin(), long_lengths.end());
  long_lengths.erase(std::unique(long_lengths.begin(), long_lengths.end()), long_lengths.end());
  for (std::size_t i = 0; i < stem_language_codes.size(); ++i) {
    const auto language = static_cast<StemLanguage>(i);
    if (has_kind[stem_key(language, false)] != 0 || has_kind[stem_key(language, true)] != 0) {
      index.stem_languages.push_back(language);
    }
  }
  index.key_table = HashIndex(hashes);
  index.keys = std::move(distinct);
  index.key_symbols = std::move(key_symbols);
  index.has_kind = std::move(has_kind);
  index.prefix_lengths = std::move(lengths[0]);
  index.accented_prefix_lengths = std::move(lengths[1]);
  index.long_prefix_lengths = std::move(long_lengths);
}

/// In the order of their symbols, spellings that begin alike stand together: each is followed from where it leaves
/// the one before it.
void Lexicon::Builder::Draft::build_trie(Index &index) {
  const auto symbols_of = [&](const DraftSpelling &spelling) {
    return std::span(symbols).subspan(spelling.symbols.begin, spelling.symbols.end - spelling.symbols.begin);
  };
  std::sort(spellings.begin(), spellings.end(), [&](const DraftSpelling &a, const DraftSpelling &b) {
    const auto left = symbols_of(a);
    const auto right = symbols_of(b);
    const auto [i, j] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    if (i == left.end() || j == right.end()) {
      return left.size() != right.size() ? left.size() < right.size() : a.phrase < b.phrase;
    }
    return *i < *j;
  });

  std::vector<DraftEdge> edges;
  std::vector<std::pair<Node, PhraseId>> at;
  std::vector<Node> path = {root}; // of the spelling before
  std::span<const Symbol> before;
  Node nodes = 1;
  std::vector<Node> first(symbol_ids.size(), root);
  for (const DraftSpelling &spelling : spellings) {
    const auto word = symbols_of(spelling);
    const auto same = static_cast<std::size_t>(
        std::mismatch(word.begin(), word.end(), before.begin(), before.end()).first - word.begin());
    path.resize(same + 1);
    for (std::size_t i = same; i < word.size(); ++i) {
      if (path.back() == root) {
        first[word[i]] = nodes;
      } else {
        edges.push_back({path.back(), word[i], nodes});
      }
      path.push_back(nodes++);
    }
    at.emplace_back(path.back(), spelling.phrase);
    before = word;
  }

  std::stable_sort(edges.begin(), edges.end(), [](const DraftEdge &a, const DraftEdge &b) {
    return std::tie(a.from, a.symbol) < std::tie(b.from, b.symbol);
  });
  index.first = std::move(first);
  index.edges_at = begins(edges, nodes, [](const DraftEdge &edge) { return edge.from; });
  std::vector<Index::Edge> to;
  to.reserve(edges.size());
  for (const DraftEdge &edge : edges)
    to.push_back({edge.symbol, edge.to});
  index.edges = std::move(to);
  std::sort(at.begin(), at.end());
  at.erase(std::unique(at.begin(), at.end()), at.end());
  index.phrases_at = begins(at, nodes, [](const auto &one) { return one.first; });
  std::vector<PhraseId> phrases;
  phrases.reserve(at.size());
  for (const auto &[node, phrase] : at)
    phrases.push_back(phrase);
  index.phrases = std::move(phrases);
}

void Lexicon::Builder::Draft::build_starts(Index &index) const {
  std::vector<std::uint64_t> hashes;
  std::vector<std::uint64_t> first_hashes;
  std::vector<Index::Start> starts;
  const auto is_plain = [&](Symbol symbol) { return plain_texts[symbol].begin != plain_texts[symbol].end; };
  const auto hash_of = [&](Symbol symbol) { return hash_word(index.text(plain_texts[symbol])); };
  const auto phrases_of = [&](Node node) {
    return Extent{index.phrases_at[node], index.phrases_at[node + 1]};
  };
  const auto add_start = [&](const Extent &one, const Extent &two, const Extent &phrases, Node node,
                             bool opens) {
    Index::Start start{one, two, phrases, node, opens ? 1U : 0U, index.phrases[phrases.begin], {}};
    const std::string_view first = index.text(one);
    const std::string_view second = index.text(two);
    if (first.size() + second.size() <= start.words.size()) {
      std::copy(second.begin(), second.end(), std::copy(first.begin(), first.end(), start.words.begin()));
    }
    starts.push_back(start);
  };
  for (Symbol symbol = 0; symbol < index.first.size(); ++symbol) {
    const Node node = index.first[symbol];
    if (node == root || !is_plain(symbol)) continue;
    first_hashes.push_back(hash_of(symbol));
    const std::span<const Index::Edge> edges = index.edges_at.slice(index.edges, node);
    const bool opens = std::any_of(edges.begin(), edges.end(),
                                   [&](const Index::Edge &edge) { return !is_plain(edge.symbol); });
    const Extent phrases = phrases_of(node);
    if (opens || phrases.begin != phrases.end) {
      add_start(plain_texts[symbol], Extent{}, phrases, node, opens);
      hashes.push_back(first_hashes.back());
    }
    if (opens) continue;
    for (const Index::Edge &edge : edges) {
      add_start(plain_texts[symbol], plain_texts[edge.symbol], phrases_of(edge.to), edge.to,
                index.goes_on(edge.to));
      hashes.push_back(hash_pair(first_hashes.back(), hash_of(edge.symbol)));
    }
  }
  index.starts = std::move(starts);
  index.start_table = HashIndex(hashes);
  index.start_filter = HashFilter::make(hashes);
  index.first_filter = HashFilter::make(first_hashes);
}

} // namespace usher::text
