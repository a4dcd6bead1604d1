// SPDX-License-Identifier: BSL-1.0
// The formulas against the reference values, file by file. What a file has that no formula tells is an error.
#include "staffing/abandonment.hpp"
#include "staffing/delay_system.hpp"
#include "staffing/finite_queue.hpp"
#include "staffing/priorities.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace usher::staffing;
namespace json = boost::json;

namespace {

using Values = std::map<std::string, double>;

double number(const json::value &value) { return value.to_number<double>(); }
double number(const json::object &object, const char *key) { return number(object.at(key)); }

/// Every case of a file: what a formula makes of its model, against what is expected.
void check_file(const std::string &family, double relative,
                const std::function<Values(const json::object &model, const json::object &whole)> &formula) {
  std::ifstream file("tests/oracle/values/" + family + ".json"); // tests run in the source tree
  std::stringstream text;
  text << file.rdbuf();
  REQUIRE_MESSAGE(file.good(), family << ".json cannot be read");
  const json::value parsed = json::parse(text.str());
  std::size_t compared = 0;
  for (const json::value &one : parsed.at("cases").as_array()) {
    const json::object &whole = one.as_object();
    CAPTURE(std::string(whole.at("id").as_string()));
    const Values got = formula(whole.at("model").as_object(), whole);
    for (const auto &[name, expected] : whole.at("expect").as_object()) {
      const std::string key(name.data(), name.size());
      CAPTURE(key);
      REQUIRE_MESSAGE(got.count(key) == 1, "no formula tells it");
      const double wanted = number(expected.at("value"));
      // Values have twelve digits, and none of what is left of 1 - x where x is nearly 1.
      constexpr double lost = 1e-15;
      const double error = std::abs(got.at(key) - wanted);
      const double allowed = key.rfind("sl_", 0) == 0 ? 1e-6 : relative;
      CHECK_MESSAGE(error <= allowed * std::abs(wanted) + lost, got.at(key) << " is not " << wanted);
      ++compared;
    }
  }
  MESSAGE(family << ": " << compared << " values");
  CHECK(compared > 0);
}

Line line_of(const json::object &model) {
  return {number(model.at("arrivals").at("rate")), number(model.at("service").at("mean")),
          static_cast<std::uint32_t>(number(model, "agents"))};
}

Moments moments_of(const json::object &service) {
  const std::string dist(service.at("dist").as_string());
  if (dist == "deterministic") {
    const double value = number(service, "value");
    return {value, value * value, value * value * value};
  }
  const double mean = number(service, "mean");
  if (dist == "exponential") return {mean, 2 * mean * mean, 6 * mean * mean * mean};
  REQUIRE(dist == "erlang");
  const double k = number(service, "k");
  return {mean, mean * mean * (k + 1) / k, mean * mean * mean * (k + 1) * (k + 2) / (k * k)};
}

} // namespace

TEST_CASE("reference values: Erlang C") {
  check_file("erlang_c", 1e-9, [](const json::object &model, const json::object &) {
    const auto figures = delay_figures(line_of(model));
    REQUIRE(figures.has_value());
    Values out = {{"p_wait", figures->p_wait},
                  {"mean_wait", figures->mean_wait},
                  {"mean_wait_given_wait", figures->mean_wait_given_wait},
                  {"service_level", figures->service_level(number(model, "T"))},
                  {"occupancy", figures->occupancy},
                  {"mean_queue", figures->mean_queue},
                  {"mean_in_system", figures->mean_in_system},
                  {"mean_sojourn", figures->mean_sojourn},
                  {"sd_wait", figures->sd_wait}};
    for (const int percent : {50, 75, 80, 90, 95, 99})
      out["wait_p" + std::to_string(percent)] = figures->wait_percentile(percent / 100.0);
    return out;
  });
}

TEST_CASE("reference values: a finite queue") {
  check_file("finite_queue_mmck", 1e-9, [](const json::object &model, const json::object &) {
    const auto figures =
        finite_queue_figures(line_of(model), static_cast<std::size_t>(number(model, "max_in_system")));
    const double within = model.contains("T") ? number(model, "T") : 0;
    return Values{{"p_block", figures.p_block},
                  {"p_wait_accepted", figures.p_wait_accepted},
                  {"mean_wait_accepted", figures.mean_wait_accepted},
                  {"mean_queue", figures.mean_queue},
                  {"occupancy", figures.occupancy},
                  {"throughput", figures.throughput},
                  {"service_level_accepted", figures.service_level_accepted(within)}};
  });
}

TEST_CASE("reference values: Erlang A") {
  check_file("erlang_a", 1e-9, [](const json::object &model, const json::object &) {
    const auto figures = abandonment_figures(line_of(model), number(model.at("patience").at("mean")));
    const double within = number(model, "T");
    return Values{{"p_wait", figures.p_wait},
                  {"p_abandon", figures.p_abandon},
                  {"mean_wait_all", figures.mean_wait_all},
                  {"mean_wait_served", figures.mean_wait_served},
                  {"mean_wait_abandoned", figures.mean_wait_abandoned},
                  {"mean_queue", figures.mean_queue},
                  {"occupancy", figures.occupancy},
                  {"sl_served_in_T_over_offered", figures.served_of_offered(within)},
                  {"sl_served_in_T_over_served", figures.within(within).served / (1 - figures.p_abandon)},
                  {"sl_served_in_T_over_offered_minus_short_abandons", figures.served_of_patient(within)}};
  });
}

TEST_CASE("reference values: one agent, handle times of any shape") {
  check_file("mg1_pollaczek_khinchine", 1e-9, [](const json::object &model, const json::object &whole) {
    const json::array &moments = whole.at("service_moments").as_array();
    const auto figures = single_agent_figures(number(model.at("arrivals").at("rate")),
                                              {number(moments[0]), number(moments[1]), number(moments[2])});
    REQUIRE(figures.has_value());
    return Values{{"p_wait", figures->occupancy},    {"mean_wait", figures->mean_wait},
                  {"sd_wait", figures->sd_wait},     {"mean_queue", figures->mean_queue},
                  {"occupancy", figures->occupancy}, {"mean_sojourn", figures->mean_sojourn}};
  });
}

TEST_CASE("reference values: priorities") {
  check_file("priority_nonpreemptive", 1e-9, [](const json::object &model, const json::object &) {
    const json::array &classes = model.at("classes").as_array();
    const auto agents = static_cast<std::uint32_t>(number(model, "agents"));
    std::vector<double> rates;
    std::vector<PriorityClass> single;
    double load = 0;
    for (const json::value &one : classes) {
      rates.push_back(number(one.at("arrivals").at("rate")));
      const json::object &service =
          model.contains("service") ? model.at("service").as_object() : one.at("service").as_object();
      single.push_back({rates.back(), moments_of(service)});
      load += rates.back() * single.back().handle_time.first;
    }
    const bool is_common = model.contains("service");
    const std::vector<double> waits =
        is_common ? priority_waits(rates, single[0].handle_time.first, agents) : priority_waits(single);
    Values out = {{"occupancy", load / agents}, {"p_wait", erlang_c(agents, load)}};
    double weighted = 0;
    for (std::size_t i = 0; i < waits.size(); ++i) {
      const std::string name = "class" + std::to_string(i);
      out[name + ".mean_wait"] = waits[i];
      out[name + ".mean_queue"] = waits[i] * rates[i];
      weighted += waits[i] * rates[i];
    }
    out["mean_wait_fcfs_equiv"] = weighted / std::accumulate(rates.begin(), rates.end(), 0.0);
    return out;
  });
}
