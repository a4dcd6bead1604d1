// SPDX-License-Identifier: BSL-1.0
// Figures as JSON: docs/schema/metrics.schema.json.
#include "base/json.hpp"
#include "base/time.hpp"
#include "desk/metrics_figures.hpp"
#include "policy/facts.hpp"

#include <fmt/format.h>

namespace usher::desk {
namespace {

class Writer {
 public:
  explicit Writer(JsonWriter &json) : json_(json) {}

  void write(Dimension dimension, const GroupFigures &group) {
    json_.begin_object();
    if (dimension != Dimension::desk) json_.field("name", group.name);
    json_.key("counts");
    json_.begin_object();
    for (const CountName &count : count_names())
      json_.field(count.name, group[count.count]);
    json_.end_object();
    write_durations(group);
    write_promises(group);
    write_backlog(group.backlog);
    json_.key("rates");
    json_.begin_object();
    for (const Rate &rate : rates())
      ratio(rate.name, rate.of(group));
    json_.end_object();
    write_service_level(group.service_level);
    if (dimension == Dimension::desk || dimension == Dimension::department || dimension == Dimension::agent) {
      json_.key("presence");
      json_.begin_object();
      json_.field("present_ms", group.present_ms);
      json_.field("busy_ms", group.busy_ms);
      ratio("occupancy", group.occupancy());
      json_.end_object();
    }
    if (dimension == Dimension::department) {
      json_.key("goals");
      json_.begin_array();
      for (const GoalFigures &goal : group.goals)
        write(goal);
      json_.end_array();
    }
    json_.end_object();
  }

  void ratio(std::string_view name, const Ratio &value) {
    json_.key(name);
    if (value.is_known())
      json_.raw(value.decimal());
    else
      json_.null();
  }

 private:
  void write(const GoalFigures &goal) {
    json_.begin_object();
    json_.field("goal", described(goal));
    json_.text_or_null("clock", goal.clock
                                    ? policy::service_clock_names()[static_cast<std::size_t>(*goal.clock)]
                                    : std::string_view());
    json_.field("percent", goal.percent);
    ms("within_ms", goal.clock ? std::optional(goal.within_ms) : std::nullopt);
    json_.key("met");
    if (goal.is_known())
      json_.value(goal.is_met());
    else
      json_.null();
    ms("reached_ms", goal.reached_ms);
    ratio("reached_share", goal.clock ? goal.share() : goal.kept);
    json_.field("beyond", goal.beyond);
    json_.end_object();
  }

  void ms(std::string_view name, const std::optional<std::int64_t> &value) {
    json_.key(name);
    if (value)
      json_.value(*value);
    else
      json_.null();
  }

  void durations(std::string_view name, const Durations &all) {
    json_.key(name);
    json_.begin_object();
    json_.field("count", all.count());
    json_.field("sum_ms", all.sum());
    for (const int percent : told_percentiles)
      ms(fmt::format("p{}_ms", percent), all.percentile(percent));
    json_.end_object();
  }
  void both(std::string_view name, const Durations &all, const Durations *open) {
    json_.key(name);
    json_.begin_object();
    durations("all_hours", all);
    if (open != nullptr) durations("open_hours", *open);
    json_.end_object();
  }

  void write_durations(const GroupFigures &group) {
    json_.key("durations");
    json_.begin_object();
    for (const SeriesName &series : series_names()) {
      both(series.name, group[series.series],
           series.business == Series::nothing ? nullptr : &group[series.business]);
      if (series.series == Series::next_reply) both("response", group.responses, &group.responses_business);
    }
    json_.end_object();
  }

  void write(std::string_view name, const PromiseFigures &promises) {
    json_.key(name);
    json_.begin_object();
    json_.field("kept", promises.kept);
    json_.field("broken", promises.broken);
    json_.field("lapsed", promises.lapsed);
    json_.field("overdue", promises.overdue);
    ratio("attainment", promises.attainment());
    json_.end_object();
  }

  void write_promises(const GroupFigures &group) {
    json_.key("promises");
    json_.begin_object();
    for (std::size_t clock = 0; clock < group.promises.size(); ++clock)
      write(policy::service_clock_names()[clock], group.promises[clock]);
    write("all", group.all_promises());
    json_.end_object();
  }

  void write_backlog(const Backlog &backlog) {
    json_.key("backlog");
    json_.begin_object();
    json_.field("open", backlog.open);
    json_.field("unanswered", backlog.unanswered);
    json_.field("unreplied", backlog.unreplied);
    json_.field("overdue", backlog.overdue);
    json_.key("ages");
    json_.begin_object();
    for (std::size_t age = 0; age < age_names.size(); ++age)
      json_.field(age_names[age], backlog.ages[age]);
    json_.end_object();
    json_.end_object();
  }

  void write_service_level(const std::optional<ServiceLevel> &level) {
    json_.key("service_level");
    if (!level) {
      json_.null();
      return;
    }
    json_.begin_object();
    json_.field("within_ms", level->within_ms);
    json_.field("offered", level->offered);
    json_.field("answered", level->answered);
    json_.field("answered_within", level->answered_within);
    json_.field("abandoned_within", level->abandoned_within);
    ratio("a", level->of_offered());
    ratio("b", level->of_answered());
    ratio("c", level->of_patient());
    json_.end_object();
  }

  JsonWriter &json_;
};

} // namespace

std::string to_json(const Figures &figures) {
  JsonWriter json;
  Writer writer(json);
  json.begin_object();
  json.field("format", 1);
  json.text_or_null("time", figures.time == 0 ? std::string() : format_time(figures.time));
  json.text_or_null("since", figures.since == 0 ? std::string() : format_time(figures.since));
  json.field("short_ms", figures.options.short_ms);
  json.key("desk");
  writer.write(Dimension::desk, figures.desk());
  for (const Dimension dimension : {Dimension::department, Dimension::account, Dimension::channel,
                                    Dimension::language, Dimension::agent}) {
    json.key(fmt::format("{}s", name_of(dimension)));
    json.begin_array();
    for (const GroupFigures &group : figures[dimension])
      writer.write(dimension, group);
    json.end_array();
  }
  json.key("fairness");
  json.begin_object();
  writer.ratio("agents", figures.agent_fairness);
  writer.ratio("languages", figures.language_fairness);
  writer.ratio("channels", figures.channel_fairness);
  json.end_object();
  json.end_object();
  return std::move(json).take() + '\n';
}

} // namespace usher::desk
