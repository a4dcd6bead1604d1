// SPDX-License-Identifier: BSL-1.0
#include "rules/ruleset.hpp"

#include "policy/calendars.hpp"
#include "policy/codec.hpp"
#include "policy/facts.hpp"
#include "policy/signals.hpp"
#include "text/character.hpp"

#include <atomic>
#include <mutex>
#include <utility>

namespace usher::rules {
namespace {

text::Lexicon build_lexicon(const policy::Policy &policy) {
  text::Lexicon::Builder builder;
  // The policy has each phrase once, so the lexicon's numbers are the policy's.
  for (const text::Phrase &phrase : policy.phrases)
    builder.add(phrase);
  return std::move(builder).build();
}

/// Collects, by phrase, who names it.
class UsesBuilder {
 public:
  explicit UsesBuilder(std::size_t phrases) : by_phrase_(phrases) {}

  void add(text::PhraseId phrase, std::uint32_t number) {
    std::vector<std::uint32_t> &list = by_phrase_[phrase];
    if (list.empty() || list.back() != number) list.push_back(number);
  }
  void add(const policy::Condition &condition, std::uint32_t number) {
    policy::for_each_test(condition, [&](const policy::Test &test) {
      for (const policy::PhraseId phrase : test.phrases)
        add(phrase, number);
    });
  }
  [[nodiscard]] PhraseUses build() const {
    std::vector<std::uint32_t> at = {0};
    std::vector<std::uint32_t> numbers;
    for (const std::vector<std::uint32_t> &list : by_phrase_) {
      numbers.insert(numbers.end(), list.begin(), list.end());
      at.push_back(static_cast<std::uint32_t>(numbers.size()));
    }
    return {std::move(at), std::move(numbers)};
  }

 private:
  std::vector<std::vector<std::uint32_t>> by_phrase_;
};

std::vector<std::uint8_t> facts_used(const policy::Policy &policy) {
  std::vector<std::uint8_t> used(policy.facts.size(), 0);
  const auto mark = [&](const policy::Condition &condition) {
    policy::for_each_test(condition, [&](const policy::Test &test) {
      used[test.fact] = 1;
      used[policy::origin_of(policy, test.fact)] = 1; // what changed is known when it is known what is now
    });
  };
  for (const policy::Signal &signal : policy.signals)
    mark(signal.when);
  for (const policy::Rule &rule : policy.rules)
    mark(rule.when);
  for (const policy::PriorityLine &line : policy.priority.add) {
    mark(line.when);
    if (line.per) used[*line.per] = 1;
  }
  return used;
}

const auto name_of_item = [](const auto &item) -> const std::string & { return item.name; };

} // namespace

/// The frame, and the rest as bytes of an image until the first need: as values it takes several times the memory, and
/// deciding has no use for it.
struct Ruleset::Source {
  policy::Policy policy;
  std::optional<Image> image;
  std::string own_rest; // without an image
  std::span<const std::byte> rest;
  std::once_flag read;
  bool damaged = false;
};

struct Ruleset::Hours {
  std::mutex making;
  std::optional<calendar::Calendar> calendar;
  std::atomic<const calendar::Calendar *> made = nullptr; // of it
};

Ruleset::~Ruleset() = default;
Ruleset::Ruleset(Ruleset &&) noexcept = default;
Ruleset &Ruleset::operator=(Ruleset &&) noexcept = default;

Ruleset::Ruleset(policy::Policy policy, const Sample *sample) : source_(std::make_unique<Source>()) {
  lexicon_ = build_lexicon(policy);
  outcomes_ = Outcomes::of(policy);
  program_ = compile(policy, lexicon_, sample);
  names_.rules = FlatTexts::of(policy.rules, name_of_item);
  names_.topics = FlatTexts::of(policy.topics, name_of_item);
  names_.replies = FlatTexts::of(policy.replies, name_of_item);
  used_ = facts_used(policy);

  const std::size_t phrases = policy.phrases.size();
  UsesBuilder topics(phrases);
  for (std::uint32_t topic = 0; topic < policy.topics.size(); ++topic) {
    for (const policy::PhraseGroup &group : policy.topics[topic].groups) {
      for (const policy::PhraseId phrase : group.phrases)
        topics.add(phrase, topic);
    }
  }
  topics_of_ = topics.build();
  UsesBuilder signals(phrases);
  for (std::uint32_t i = 0; i < policy.signals.size(); ++i)
    signals.add(policy.signals[i].when, i);
  signals_of_ = signals.build();
  UsesBuilder rules(phrases);
  for (std::uint32_t i = 0; i < policy.rules.size(); ++i)
    rules.add(policy.rules[i].when, i);
  rules_of_ = rules.build();

  std::vector<std::uint8_t> decides_topics(lexicon_.pattern_count(), 0);
  for (text::PatternId pattern = 0; pattern < decides_topics.size(); ++pattern) {
    for (const text::PhraseId phrase : lexicon_.phrases_of(pattern))
      if (!topics_of(phrase).empty()) decides_topics[pattern] = 1;
  }
  decides_topics_ = std::move(decides_topics);

  Encoder rest;
  encode_rest(policy, rest);
  source_->own_rest = std::move(rest).take();
  source_->rest = std::as_bytes(std::span(source_->own_rest));
  static_cast<policy::Frame &>(source_->policy) = std::move(policy);
  frame_ = &source_->policy;
  index_names();
}

const calendar::Calendar *Ruleset::calendar(std::uint32_t number) const {
  Hours &hours = *calendars_[number];
  if (const calendar::Calendar *const made = hours.made.load(std::memory_order_acquire)) return made;
  const std::scoped_lock lock(hours.making);
  if (hours.calendar) return &*hours.calendar;
  const policy::Calendar &written = frame_->calendars[number];
  const calendar::LoadedZone zone = calendar::load_zone(written.timezone);
  if (zone.status == calendar::ZoneStatus::refused) throw calendar::RefusedZone{written.timezone};
  // Only what was found is kept: what is wrong with the system passes, and the policy stays.
  if (zone.status != calendar::ZoneStatus::ok) return nullptr;
  hours.calendar.emplace(policy::describe(written, zone.zone));
  hours.made.store(&*hours.calendar, std::memory_order_release);
  return &*hours.calendar;
}

void Ruleset::index_names() {
  digest_ = to_hex(frame_->digest);
  sizes_ = {frame_->facts.size(), names_.topics.size(), program_.signal_code.size(), lexicon_.size(),
            lexicon_.pattern_count()};
  for (std::size_t i = 0; i < frame_->calendars.size(); ++i)
    calendars_.push_back(std::make_unique<Hours>());
  choices_.resize(frame_->facts.size());
  for (policy::FactId id = 0; id < frame_->facts.size(); ++id) {
    const policy::Fact &fact = frame_->facts[id];
    if (fact.derived == policy::Derived::none)
      facts_.emplace(fact.name, id);
    else
      derived_facts_.push_back(id);
    for (std::uint32_t i = 0; i < fact.choices.size(); ++i)
      choices_[id].emplace(fact.choices[i], i);
  }
}

// ---- Images ------------------------------------------------------------------------------------------------------

template <class Self, class Visit>
void Ruleset::each_array(Self &self, Visit &&visit) {
  Outcomes::each_array(self.outcomes_, visit);
  Program::each_array(self.program_, visit);
  FlatTexts::each_array(self.names_.rules, visit);
  FlatTexts::each_array(self.names_.topics, visit);
  FlatTexts::each_array(self.names_.replies, visit);
  visit(self.used_);
  visit(self.decides_topics_);
  PhraseUses::each_array(self.topics_of_, visit);
  PhraseUses::each_array(self.signals_of_, visit);
  PhraseUses::each_array(self.rules_of_, visit);
}

Ruleset::Bytes Ruleset::bytes() const noexcept {
  Bytes out{lexicon_.bytes(), lexicon_.bytes(), source_->rest.size()};
  each_array(*this, [&out](const auto &list) { out.deciding += list.size() * sizeof(list[0]); });
  return out;
}

std::string Ruleset::to_image() const {
  ImageWriter image;
  add_to(image);
  return image.write();
}

void Ruleset::add_to(ImageWriter &image) const {
  Encoder frame;
  frame(text::unicode_version());
  encode(*frame_, frame);
  ArrayWriter rules;
  each_array(*this, rules);
  image.add(SectionId::frame, std::move(frame).take());
  image.add(SectionId::lexicon, lexicon_.to_section());
  image.add(SectionId::rules, rules.write());
  const std::span<const std::byte> rest = source_->rest;
  image.add(SectionId::policy, std::string(reinterpret_cast<const char *>(rest.data()), rest.size()));
}

Ruleset::Ruleset(Image image) : source_(std::make_unique<Source>()) {
  Decoder frame(image.section(SectionId::frame));
  std::string unicode;
  frame(unicode);
  // It is told to people, who get no bytes of a damaged file.
  if (unicode.empty() || unicode.size() > 20 || unicode.find_first_not_of("0123456789.") != std::string::npos)
    throw DamagedImage{"its version of Unicode is none"};
  if (unicode != text::unicode_version()) throw OtherUnicode{unicode, text::unicode_version()};
  decode(frame, static_cast<policy::Frame &>(source_->policy));
  frame.finish();
  frame_ = &source_->policy;
  lexicon_ = text::Lexicon(image.section(SectionId::lexicon));
  ArrayReader rules(image.section(SectionId::rules));
  each_array(*this, rules);
  rules.finish();
  // What the frame was sound without.
  if (used_.size() != frame_->facts.size() || outcomes_.rules() != program_.rule_code.size() ||
      program_.signal_code.size() != frame_->signal_order.size() ||
      names_.replies.size() != frame_->replies.size() ||
      names_.topics.size() != frame_->facts[policy::fact_topic].choices.size()) {
    throw DamagedImage{"its lists are not of one policy"};
  }
  for (const policy::Department &department : frame_->departments) {
    if (department.closed && department.closed->reply && *department.closed->reply >= reply_count())
      throw DamagedImage{"a department answers with a reply that is not there"};
  }
  index_names();
  source_->rest = image.section(SectionId::policy);
  source_->image = std::move(image);
}

const policy::Policy &Ruleset::policy() const {
  Source &source = *source_;
  std::call_once(source.read, [&source] {
    try {
      Decoder rest(source.rest);
      decode_rest(rest, source.policy);
      rest.finish();
    } catch (const DamagedImage &) {
      source.damaged = true;
    }
  });
  if (source.damaged) throw DamagedImage{"what its rules say in full cannot be read"};
  return source.policy;
}

// ---- Look-ups ----------------------------------------------------------------------------------------------------

std::optional<policy::FactId> Ruleset::find_fact(std::string_view name) const {
  const auto found = facts_.find(name);
  if (found == facts_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint32_t> Ruleset::find_choice(policy::FactId fact, std::string_view word) const {
  const auto found = choices_[fact].find(word);
  if (found == choices_[fact].end()) return std::nullopt;
  return found->second;
}

} // namespace usher::rules
