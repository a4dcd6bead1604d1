// SPDX-License-Identifier: BSL-1.0
#include "desk/play.hpp"

#include "desk/compare.hpp"
#include "desk/guarantees.hpp"
#include "desk/starving.hpp"
#include "desk/state_words.hpp"

#include <algorithm>
#include <new>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace usher_test {
namespace {

using namespace usher::desk;

/// Effects whose texts live as long as they do.
struct Kept {
  explicit Kept(const std::vector<Effect> &all) : effects(all), texts(all.size()) {
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].text != nullptr) {
        texts[i] = *all[i].text;
        effects[i].text = &texts[i];
      }
  }
  Kept(const Kept &) = delete;
  Kept &operator=(const Kept &) = delete;
  std::vector<Effect> effects;
  std::vector<std::string> texts;
};

bool same(const Effect &a, const Effect &b) {
  return a.n == b.n && a.time == b.time && a.type == b.type && a.reason == b.reason && a.clock == b.clock &&
         a.conversation == b.conversation && a.agent == b.agent && a.department == b.department &&
         a.rule == b.rule && a.number == b.number && a.at == b.at && a.other == b.other &&
         (a.text == nullptr) == (b.text == nullptr) && (a.text == nullptr || *a.text == *b.text);
}

bool same(const std::vector<Effect> &a, const std::vector<Effect> &b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Effect &x, const Effect &y) { return same(x, y); });
}

bool same(const std::vector<EventResult> &a, const std::vector<EventResult> &b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const EventResult &x, const EventResult &y) {
    return x.repeated == y.repeated && x.late == y.late && x.first_effect == y.first_effect &&
           x.effect_count == y.effect_count;
  });
}

// The first line of each that the other has not.
std::string difference(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    const std::string_view line = a.substr(0, a.find('\n') + 1);
    if (!b.starts_with(line)) break;
    a.remove_prefix(line.size());
    b.remove_prefix(line.size());
  }
  return fmt::format("\n    {}\n    {}", a.substr(0, a.find('\n')), b.substr(0, b.find('\n')));
}

std::string shown_effects(const Desk &desk) {
  std::string out;
  for (const Effect &effect : desk.effects())
    out += "\n    " + described(desk.state(), effect);
  return out;
}

/// The twin keeps what it might need again, the other lets it go at once.
DeskOptions options(std::uint64_t seed, bool spares) {
  DeskOptions out;
  out.seed = seed;
  if (!spares) out.spare = 0;
  return out;
}

} // namespace

Play::Play(const DeskPolicy &policy, std::uint64_t seed, std::optional<Mistake> mistake)
    : desk_(policy.ruleset, options(seed, false)),
      twin_(policy.ruleset, options(seed, true)),
      restarted_(policy.ruleset, options(seed, true)) {
  before_ = written(desk_.state());
  if (!mistake) return;
  plain_.emplace(policy.ruleset, seed, *mistake);
  plain_metrics_.emplace(*policy.ruleset);
}

/// Events or another policy, which then waits to be kept or taken back.
ApplyStatus Play::make(Desk &desk, const Step &step, const EventViews &views) const {
  if (step.policy) return desk.set_policy(step.policy->ruleset);
  usher::Findings findings;
  return desk.apply(views.events(), findings);
}

// A change that was taken back never was.
std::string Play::take_back(const Step &step, const EventViews &views) {
  if (make(desk_, step, views) == ApplyStatus::ok) {
    if (!step.abort_first) return "applied twice";
    const Kept kept(desk_.effects());
    const std::vector<EventResult> results = desk_.results();
    const std::string after = written(desk_.state());
    desk_.abort();
    if (written(desk_.state()) != before_) return "taken back, it is not as it was";
    const std::vector<std::string> broken = broken_guarantees(desk_.state(), {});
    if (!broken.empty()) return fmt::format("taken back: {}", fmt::join(broken, "; "));
    if (make(desk_, step, views) != ApplyStatus::ok) return "taken back, it is refused";
    if (!same(desk_.effects(), kept.effects) || !same(desk_.results(), results) ||
        written(desk_.state()) != after)
      return "taken back, it has other effects";
    desk_.abort();
  }
  return {};
}

std::string Play::starve(const Step &step, const EventViews &views) {
  // At each of the first places where it asks for memory, and then at ever fewer.
  for (long count = 0;; count += 1 + count / 100) {
    bool thrown = false;
    ApplyStatus status = ApplyStatus::ok;
    starve_after(count);
    try {
      status = make(desk_, step, views);
    } catch (const std::bad_alloc &) {
      thrown = true;
    }
    const bool failed = feed();
    if (!thrown && status == ApplyStatus::ok) desk_.abort();
    if (written(desk_.state()) != before_)
      return fmt::format("without memory at {} it is not as it was", count);
    const std::vector<std::string> broken = broken_guarantees(desk_.state(), {});
    if (!broken.empty()) return fmt::format("without memory at {}: {}", count, fmt::join(broken, "; "));
    if (!failed) return {};
  }
}

/// One that is put away and taken up now and then, as by restarts of its host, tells the same.
std::string Play::restart() {
  const std::string bytes = desk_.snapshot();
  if (restarted_.snapshot() != bytes) return "the one that was taken up has another snapshot";
  usher::Image image;
  usher::Findings findings;
  if (usher::Image::open_bytes("snapshot", bytes, image, findings) != usher::ImageStatus::ok)
    return "a snapshot cannot be opened";
  try {
    restarted_ = Desk(std::move(image), {});
  } catch (const usher::DamagedImage &damaged) {
    return fmt::format("a snapshot is not taken up: {}", damaged.what);
  }
  return restarted_.snapshot() == bytes ? std::string() : "taken up, it has another snapshot";
}

std::string Play::step(const Step &step) {
  const EventViews views(step.events);
  if (step.starve_first)
    if (std::string wrong = starve(step, views); !wrong.empty()) return wrong;
  if (step.abort_first)
    if (std::string wrong = take_back(step, views); !wrong.empty()) return wrong;
  constexpr std::size_t steps_between = 8;
  if (++steps_ % steps_between == 0)
    if (std::string wrong = restart(); !wrong.empty()) return wrong;
  const ApplyStatus status = make(desk_, step, views);
  if (make(twin_, step, views) != status) return "the twin says something else";
  if (make(restarted_, step, views) != status) return "the one that was taken up says something else";
  if (plain_) plain_->hear(named_effects(desk_));
  if (plain_ && step.policy)
    plain_->set_policy(step.policy->ruleset);
  else if (plain_ && plain_->apply(step.events) != status)
    return fmt::format("the desk says {}, the plain one something else", static_cast<int>(status));
  if (status != ApplyStatus::ok) {
    if (written(desk_.state()) != before_) return "refused, it is not as it was";
    return {};
  }
  effect_count_ += desk_.effects().size();
  desk_.commit();
  twin_.commit();
  restarted_.commit();
  if (shown_effects(desk_) != shown_effects(restarted_) || !same(desk_.results(), restarted_.results()))
    return "the one that was taken up has other effects" + shown_effects(restarted_) + "\n  of" +
           shown_effects(desk_);
  if (!same(desk_.effects(), twin_.effects()) || !same(desk_.results(), twin_.results()))
    return "the twin has other effects" + shown_effects(desk_);
  before_ = written(desk_.state());
  if (before_ != written(twin_.state()))
    return "the twin is in another state" + difference(described(desk_.state()), described(twin_.state()));
  const std::vector<std::string> broken = broken_guarantees(desk_.state(), desk_.effects());
  if (!broken.empty()) return fmt::format("{}{}", fmt::join(broken, "; "), shown_effects(desk_));
  return compare();
}

// Desk and figures against the plain ones. Both desks have the same figures, whatever was taken back.
std::string Play::compare() {
  const Figures figures = figures_of(desk_, {});
  if (figures != figures_of(twin_, {})) return "the twin has other metrics";
  if (!plain_) return {};
  if (!plain_->complaint().empty()) return plain_->complaint() + shown_effects(desk_);
  if (std::string wrong = difference(desk_, *plain_); !wrong.empty()) return wrong;
  plain_metrics_->set_policy(plain_->ruleset());
  for (const PlainHappening &happening : plain_->happenings())
    if (happening.kind != unheard_) plain_metrics_->take(happening);
  return plain_metrics_->difference(figures, plain_->world());
}

std::string play(const DeskPolicy &policy, std::uint64_t seed, const History &history,
                 std::optional<Mistake> mistake) {
  Play play(policy, seed, mistake);
  for (std::size_t i = 0; i < history.size(); ++i)
    if (const std::string wrong = play.step(history[i]); !wrong.empty())
      return fmt::format("step {}: {}", i, wrong);
  return {};
}

History shrink(const DeskPolicy &policy, std::uint64_t seed, History history,
               std::optional<Mistake> mistake) {
  const auto fails = [&](const History &shorter) { return !play(policy, seed, shorter, mistake).empty(); };
  // Whole stretches first, then single events; what is left out is left out for good.
  for (std::size_t size = history.size() / 2; size > 0; size /= 2)
    for (std::size_t at = history.size(); at-- > 0;) {
      if (at + size > history.size()) continue;
      History shorter = history;
      const auto from = shorter.begin() + static_cast<std::ptrdiff_t>(at);
      shorter.erase(from, from + static_cast<std::ptrdiff_t>(size));
      if (fails(shorter)) history = std::move(shorter);
    }
  for (std::size_t at = 0; at < history.size(); ++at) {
    for (std::size_t i = history[at].events.size(); i-- > 0;) {
      History shorter = history;
      shorter[at].events.erase(shorter[at].events.begin() + static_cast<std::ptrdiff_t>(i));
      if (fails(shorter)) history = std::move(shorter);
    }
    for (bool Step::*flag : {&Step::abort_first, &Step::starve_first}) {
      History plainer = history;
      plainer[at].*flag = false;
      if (fails(plainer)) history = std::move(plainer);
    }
  }
  return history;
}

std::string shown(const History &history) {
  std::string out;
  for (std::size_t i = 0; i < history.size(); ++i) {
    out += fmt::format("{}{}{}\n", i, history[i].abort_first ? " aborted first" : "",
                       history[i].starve_first ? " starved first" : "");
    if (history[i].policy) out += "another policy\n" + history[i].policy->shown;
    for (const OwnedEvent &event : history[i].events)
      out += "    " + event.shown() + '\n';
  }
  return out;
}

} // namespace usher_test
