#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes language_profiles.inc, the tables of the language guess; running it again gives identical bytes.

    make_language_profiles.py [--cldr FOLDER] [-o FILE]

What goes in:
  language_words.txt, beside this script: words of everyday speech, written for usher.
  Unicode CLDR 41, emoji annotations (common/annotations/*.xml): short names and keywords in each language.
    Copyright 1991-2022 Unicode, Inc.; licence Unicode-DFS-2016. Debian package unicode-cldr-core.
What comes out, for each script (Latin, Cyrillic, Arabic, Devanagari), with a column for each language:
  trigrams: what a letter costs after the two before it, by a Witten-Bell model of the words above. Only the
    trigrams that tell languages apart best are kept: the others cost about the same everywhere.
  words: what a whole word costs where it is one of the common ones.
A cost is -log(probability) / STEP, rounded. Everything is integer at run time, the exponential too.
"""
import argparse
import collections
import math
import pathlib
import re
import unicodedata
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
STEP = 0.2
TOP_COST = 56  # costs are written as the characters from FIRST on, which avoid the quote and the backslash
FIRST = ord("#")
COMMON_SHARE = 0.6  # of running text, by words from the lists
TEMPER = 0.5  # trigrams of one text are not independent: the sum of their evidence overstates it
WEIGHTS = 120
UNACCENTED_SHARE = 0.15  # of people leave accents out
ANNOTATION_SHARE = 0.5  # of the letter model: the rest is from the lists

# A code with a minus only competes. The order is that of the columns; `letters` are those of the script.
SCRIPTS = {
    "latin": {
        "letters": "[a-zß-öø-ɏḀ-ỿ]",
        "languages": "cs da de en es fi fr hu id it nb nl pl pt ro sv tr"
        " -az -ca -et -fil -gl -hr -lt -sk -sl -vi -xx -hi-Latn -ru-Latn -fa-Latn",
        "width": 32,
        "trigrams": 2350,
    },
    "cyrillic": {"letters": "[а-ӿ]", "languages": "ru uk -be -bg -kk -mk -sr", "width": 8, "trigrams": 1400},
    "arabic": {"letters": "[ء-غف-يٮ-ۓەۮۯۺ-ۿ]", "languages": "ar fa -ckb -ps -ur", "width": 8, "trigrams": 900},
    "devanagari": {"letters": "[ऀ-ॣॱ-ॿ]", "languages": "hi -mr -ne", "width": 8, "trigrams": 400},
}
# Where the files of CLDR are not named like the language; what is typed in Latin letters has none.
ANNOTATIONS = {"nb": "no", "xx": "af cy eu ga is lv mt sq sw uz", "fa-Latn": "", "hi-Latn": "", "ru-Latn": ""}
ARABIC_FORMS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ـ": None} | {chr(c): None for c in range(0x64B, 0x660)})


def fold(text):
    """The normal form of letters, as language_letters.cpp does it on the text."""
    text = unicodedata.normalize("NFC", text).replace("İ", "i").lower()
    return unicodedata.normalize("NFC", text).translate(ARABIC_FORMS)


def unaccented(word):
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def read_lists(path):
    lists = {}
    code = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        start = re.match(r"(-?[A-Za-z-]+): ", line)
        if start:
            code = start[1]
            line = line[start.end() :]
        lists.setdefault(code, []).extend(line.split())
    return lists


def read_annotations(path):
    """Words of CLDR's annotations and how many annotations have them."""
    counts = collections.Counter()
    for node in xml.etree.ElementTree.parse(path).getroot().iter("annotation"):
        counts.update(sorted(set(re.split(r"[\s|]+", node.text or ""))))
    return counts


def share_out(weights, mass):
    total = sum(weights.values())
    return {word: mass * weight / total for word, weight in weights.items()} if total else {}


class Language:
    """A distribution over common words and a letter model."""

    def __init__(self, code, words, annotations, letters):
        self.code = code
        keep = re.compile(letters + "+")
        ranked = {}
        for word in words:
            for part in keep.findall(fold(word)):
                ranked.setdefault(part, len(ranked))
        self.common = share_out({w: 1 / (r + 10) for w, r in ranked.items()}, 1.0)
        rare = collections.Counter()
        for word, count in annotations.items():
            for part in keep.findall(fold(word)):
                rare[part] += math.sqrt(count)
        mass = ANNOTATION_SHARE if rare else 0
        self.everything = collections.Counter(share_out(self.common, 1 - mass))
        self.everything.update(share_out(rare, mass))
        if letters.startswith("[a-z"):
            self.common = self.with_unaccented(self.common)
            self.everything = self.with_unaccented(self.everything)
        self.learn_letters()

    @staticmethod
    def with_unaccented(weights):
        out = collections.Counter()
        for word, weight in weights.items():
            plain = unaccented(word)
            if plain == word:
                out[word] += weight
            else:
                out[word] += weight * (1 - UNACCENTED_SHARE)
                out[plain] += weight * UNACCENTED_SHARE
        return out

    def learn_letters(self):
        self.grams = [collections.Counter() for _ in range(4)]
        scale = 4000  # as if the model had seen so many words
        for word, weight in self.everything.items():
            for gram in trigrams_of(word):
                for length in range(1, 4):
                    self.grams[length][gram[3 - length :]] += weight * scale
        self.context = [None, collections.Counter(), collections.Counter(), collections.Counter()]
        self.kinds = [None, collections.Counter(), collections.Counter(), collections.Counter()]
        for length in range(1, 4):
            for gram, count in self.grams[length].items():
                self.context[length][gram[:-1]] += count
                self.kinds[length][gram[:-1]] += 1

    def probability(self, gram):
        """Of the last letter after those before it, Witten-Bell."""
        below = 1 / 60 if len(gram) == 1 else self.probability(gram[1:])
        seen = self.context[len(gram)][gram[:-1]]
        kinds = self.kinds[len(gram)][gram[:-1]]
        if not seen:
            return below
        return (self.grams[len(gram)][gram] + kinds * below) / (seen + kinds)


def trigrams_of(word):
    padded = "__" + word + "_"
    return [padded[i : i + 3] for i in range(len(padded) - 2)]


def cost(probability):
    return min(TOP_COST, max(0, round(-math.log(probability) / STEP)))


def choose_trigrams(languages, limit):
    """Those with the most to say: frequent where they are, and dearer elsewhere."""
    worth = collections.Counter()
    for gram in sorted({g for language in languages for g in language.grams[3]}):
        chances = [language.probability(gram) for language in languages]
        mean = sum(math.log(c) for c in chances) / len(chances)
        for language, chance in zip(languages, chances):
            if language.code.startswith("-"):
                continue
            frequency = language.grams[3][gram] + 0.2
            worth[gram] += frequency * abs(math.log(chance) - mean)
    ranked = sorted(worth, key=lambda gram: (-round(worth[gram], 6), gram))
    return ranked[:limit]


def word_hash(word):
    """The upper 28 bits of FNV-1a over code points, as language_profiles.cpp has it."""
    value = 2166136261
    for letter in word:
        value = ((value ^ ord(letter)) * 16777619) & 0xFFFFFFFF
    return value >> 4


def gram_key(gram):
    units = [0 if letter == "_" else ord(letter) for letter in gram]
    return units[0] << 32 | units[1] << 16 | units[2]


def gram_order(gram):
    """Rows of a bucket of language_profiles.cpp lie together."""
    return (gram_key(gram) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF


def write_script(name, setup, lists, annotations, out):
    codes = setup["languages"].split()
    languages = [
        Language(code, lists.get(code, []), annotations.get(code.lstrip("-"), {}), setup["letters"]) for code in codes
    ]
    width = setup["width"]
    grams = choose_trigrams(languages, setup["trigrams"])
    out.append(f"// {name}: {' '.join(codes)}")
    shown = ", ".join('""' if code.startswith("-") else f'"{code}"' for code in codes)
    out.append(f"constexpr std::string_view {name}_languages[] = {{{shown}}};")
    out.append(f"constexpr Trigram<{width}> {name}_trigrams[] = {{")
    for gram in sorted(grams, key=gram_order):
        costs = "".join(chr(FIRST + cost(language.probability(gram))) for language in languages)
        costs = costs.replace("?", "\\?")  # no trigraphs
        out.append(f'{{0x{gram_key(gram):X},"{costs}"}},')
    out.append("};")
    rows = collections.defaultdict(list)
    for column, language in enumerate(languages):
        for word, chance in language.common.items():
            rows[word].append((column, min(99, round(-math.log(COMMON_SHARE * chance) / STEP))))
    by_hash = {word_hash(word): word for word in rows}
    if len(by_hash) != len(rows):
        raise SystemExit(f"{name}: two words share a hash, choose another one")
    out.append(f"constexpr std::uint64_t {name}_words[] = {{")
    line = ""
    for value in sorted(by_hash):
        for column, price in sorted(rows[by_hash[value]]):
            item = f"0x{value << 12 | column << 7 | price:X},"
            if len(line) + len(item) > 118:
                out.append(line)
                line = ""
            line += item
    out.append(line)
    out.append("};")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cldr", type=pathlib.Path, default=pathlib.Path("/usr/share/unicode/cldr"))
    parser.add_argument("-o", "--output", type=pathlib.Path, default=HERE / "language_profiles.inc")
    options = parser.parse_args()
    folder = options.cldr / "common" / "annotations"
    if not folder.is_dir():
        raise SystemExit(f"{folder} is not there: install unicode-cldr-core or give --cldr FOLDER")
    lists = read_lists(HERE / "language_words.txt")
    annotations = {}
    for setup in SCRIPTS.values():
        for code in setup["languages"].split():
            plain = code.lstrip("-")
            annotations[plain] = collections.Counter()
            for file in ANNOTATIONS.get(plain, plain).split():
                annotations[plain].update(read_annotations(folder / (file + ".xml")))
    out = [
        "// SPDX-License-Identifier: BSL-1.0 AND Unicode-DFS-2016",
        "// Written by make_language_profiles.py from language_words.txt and the emoji annotations of Unicode CLDR 41",
        "// (copyright 1991-2022 Unicode, Inc., licence Unicode-DFS-2016). Do not edit.",
        "// clang-format off",
    ]
    weights = ",".join(str(round(65536 * math.exp(-d * STEP * TEMPER))) for d in range(WEIGHTS))
    out.append("// What a language so much dearer than the best still weighs.")
    out.append(f"constexpr std::uint32_t weights[] = {{{weights}}};")
    for name, setup in SCRIPTS.items():
        write_script(name, setup, lists, annotations, out)
    options.output.write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
