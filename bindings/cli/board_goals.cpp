// SPDX-License-Identifier: BSL-1.0
#include "board_goals.hpp"

#include <cmath>
#include <string_view>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

namespace usher::cli {
namespace {

namespace json = boost::json;

std::string text_at(const json::object &object, const char *name) {
  const json::value &value = object.at(name);
  return value.is_string() ? std::string(value.get_string().c_str()) : std::string();
}

// docs/schema/metrics.schema.json
Goal goal_of(std::string department, const json::object &told) {
  Goal goal;
  goal.department = std::move(department);
  goal.text = text_at(told, "goal");
  const std::string clock = text_at(told, "clock");
  const std::int64_t percent = told.at("percent").to_number<std::int64_t>();
  if (clock.empty()) {
    goal.brief = fmt::format("kept {}%", percent);
  } else {
    const std::string_view within = std::string_view(goal.text).substr(goal.text.rfind(' ') + 1);
    goal.brief = fmt::format("p{} {} {}", percent,
                             clock == "first_response"  ? "first"
                             : clock == "next_response" ? "next"
                                                        : "solved",
                             within);
  }
  if (told.at("met").is_bool()) goal.met = told.at("met").get_bool();
  if (const json::value &share = told.at("reached_share"); share.is_number())
    goal.share = static_cast<std::uint64_t>(std::llround(share.to_number<double>() * 1e6));
  return goal;
}

} // namespace

std::vector<Goal> goals_of(const Desk &desk) {
  const Document document = desk.metrics(Format::json);
  const std::string_view text = document.text();
  const json::value value = json::parse(json::string_view(text.data(), text.size()));
  std::vector<Goal> goals;
  for (const json::value &one : value.at("departments").as_array())
    if (const json::value *const told = one.as_object().if_contains("goals"))
      for (const json::value &goal : told->as_array())
        goals.push_back(goal_of(text_at(one.as_object(), "name"), goal.as_object()));
  return goals;
}

std::string share_of(const Goal &goal) {
  if (!goal.share) return "-";
  const std::uint64_t tenths = *goal.share / 1000;
  return fmt::format("{}.{}%", tenths / 10, tenths % 10);
}

} // namespace usher::cli
