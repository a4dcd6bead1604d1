// SPDX-License-Identifier: BSL-1.0
#include "c_api/desk_handles.hpp"

namespace usher::c_api {
namespace {

using desk::EffectType;

static_assert(static_cast<int>(EffectType::routed) == USHER_EFFECT_ROUTED);
static_assert(static_cast<int>(EffectType::queued) == USHER_EFFECT_QUEUED);
static_assert(static_cast<int>(EffectType::offered) == USHER_EFFECT_OFFERED);
static_assert(static_cast<int>(EffectType::assigned) == USHER_EFFECT_ASSIGNED);
static_assert(static_cast<int>(EffectType::unassigned) == USHER_EFFECT_UNASSIGNED);
static_assert(static_cast<int>(EffectType::blocked) == USHER_EFFECT_BLOCKED);
static_assert(static_cast<int>(EffectType::held) == USHER_EFFECT_HELD);
static_assert(static_cast<int>(EffectType::waiting) == USHER_EFFECT_WAITING);
static_assert(static_cast<int>(EffectType::closed) == USHER_EFFECT_CLOSED);
static_assert(static_cast<int>(EffectType::due) == USHER_EFFECT_DUE);
static_assert(static_cast<int>(EffectType::due_soon) == USHER_EFFECT_DUE_SOON);
static_assert(static_cast<int>(EffectType::breached) == USHER_EFFECT_BREACHED);
static_assert(static_cast<int>(EffectType::paused) == USHER_EFFECT_PAUSED);
static_assert(static_cast<int>(EffectType::widened) == USHER_EFFECT_WIDENED);
static_assert(static_cast<int>(EffectType::escalated) == USHER_EFFECT_ESCALATED);
static_assert(static_cast<int>(EffectType::notify) == USHER_EFFECT_NOTIFY);
static_assert(static_cast<int>(EffectType::ask) == USHER_EFFECT_ASK);
static_assert(static_cast<int>(EffectType::move_private) == USHER_EFFECT_MOVE_PRIVATE);
static_assert(static_cast<int>(EffectType::suggest) == USHER_EFFECT_SUGGEST);
static_assert(static_cast<int>(EffectType::ignored) == USHER_EFFECT_IGNORED);
static_assert(static_cast<int>(EffectType::presence) == USHER_EFFECT_PRESENCE);
static_assert(static_cast<int>(EffectType::overruled) == USHER_EFFECT_OVERRULED);
static_assert(static_cast<int>(EffectType::late) == USHER_EFFECT_LATE);
static_assert(static_cast<int>(EffectType::consulted) == USHER_EFFECT_CONSULTED);
static_assert(static_cast<int>(EffectType::unapproved) == USHER_EFFECT_UNAPPROVED);
static_assert(static_cast<int>(EffectType::forgotten) == USHER_EFFECT_FORGOTTEN);
static_assert(desk::NamedEffect::no_time == USHER_NO_TIME);
static_assert(static_cast<int>(policy::ServiceClock::first_response) + 1 == USHER_CLOCK_FIRST_RESPONSE);
static_assert(static_cast<int>(policy::ServiceClock::next_response) + 1 == USHER_CLOCK_NEXT_RESPONSE);
static_assert(static_cast<int>(policy::ServiceClock::resolution) + 1 == USHER_CLOCK_RESOLUTION);

usher_effect view_of(const desk::NamedEffect &effect) {
  return {sizeof(usher_effect),
          effect.n,
          effect.time,
          static_cast<int32_t>(effect.type),
          is_of_clock(effect.type) ? effect.clock + 1 : 0,
          text_or_none(effect.conversation),
          text_or_none(effect.agent),
          text_or_none(effect.department),
          text_or_none(effect.because),
          text_or_none(effect.what),
          effect.at,
          effect.number,
          effect.because_is_rule ? 1 : 0};
}

} // namespace
} // namespace usher::c_api

using namespace usher::
    c_api; // NOLINT(google-build-using-namespace): this file is the interface of that namespace

void usher_effects::clear() noexcept {
  named.clear();
  effects.clear();
  results.clear();
  has_journal = false;
  journal.clear();
  rendered.clear();
  names.clear();
  ruleset.reset();
}

void usher_effects::take(const usher::desk::Desk &desk) {
  ruleset = desk.state().terms().shared_ruleset();
  std::size_t size = 0;
  for (const usher::desk::Effect &effect : desk.effects()) {
    named.push_back(name(desk.state(), effect));
    size += named.back().conversation.size() + named.back().agent.size() + 2;
  }
  names.reserve(size); // so that they stay where they are
  const auto keep = [this](std::string_view text) {
    if (text.empty()) return text;
    const std::size_t begin = names.size();
    names.append(text).push_back('\0');
    return std::string_view(names).substr(begin, text.size());
  };
  for (usher::desk::NamedEffect &effect : named) {
    effect.conversation = keep(effect.conversation);
    effect.agent = keep(effect.agent);
    effects.push_back(view_of(effect));
  }
  for (const usher::desk::EventResult &result : desk.results()) {
    results.push_back({sizeof(usher_event_result), result.repeated ? USHER_REPEATED : USHER_OK,
                       result.late ? 1 : 0, result.time, result.first_effect, result.effect_count});
  }
}

usher_status usher_effects_create(usher_effects **out) noexcept {
  if (out == nullptr) return USHER_ARGUMENT;
  return guard([&] {
    *out = std::make_unique<usher_effects>().release();
    return USHER_OK;
  });
}

void usher_effects_destroy(usher_effects *effects) noexcept { delete effects; }

size_t usher_effects_count(const usher_effects *effects) noexcept {
  return effects == nullptr ? 0 : effects->effects.size();
}

const usher_effect *usher_effects_at(const usher_effects *effects, size_t index) noexcept {
  return index < usher_effects_count(effects) ? &effects->effects[index] : nullptr;
}

const usher_event_result *usher_effects_result(const usher_effects *effects, size_t event) noexcept {
  return effects != nullptr && event < effects->results.size() ? &effects->results[event] : nullptr;
}

usher_status usher_effects_render(usher_effects *effects, int32_t format, usher_str *out) noexcept {
  if (effects == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (format != USHER_FORMAT_TEXT && format != USHER_FORMAT_JSON) return USHER_ARGUMENT;
  return guard([&] {
    std::string text;
    usher::JsonWriter json;
    for (const usher::desk::NamedEffect &effect : effects->named) {
      if (format == USHER_FORMAT_TEXT) {
        text += to_text(effect);
      } else {
        json.clear();
        write_json(effect, json);
        text += json.text();
      }
      text += '\n';
    }
    effects->rendered = std::move(text);
    *out = text_out(effects->rendered);
    return USHER_OK;
  });
}

usher_status usher_effects_journal(const usher_effects *effects, usher_str *out) noexcept {
  if (effects == nullptr || out == nullptr) return USHER_ARGUMENT;
  if (!effects->has_journal) return USHER_STATE;
  *out = text_out(effects->journal);
  return USHER_OK;
}
