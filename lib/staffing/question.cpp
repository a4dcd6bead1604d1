// SPDX-License-Identifier: BSL-1.0
#include "staffing/question.hpp"

#include "base/duration.hpp"

#include <cmath>

#include <fmt/format.h>

namespace usher::staffing {
namespace {

constexpr double most_per_hour = 1e9;
constexpr std::uint32_t most_in_queue = 1'000'000;
/// Where customers give up every state of the line is summed, and each tick of a clock is looked at.
constexpr double most_patient = 20'000; // who would wait if nobody worked
constexpr double most_arrivals_within = 50'000;

class Checker {
 public:
  explicit Checker(Findings &findings) : findings_(findings) {}

  void between(std::string_view path, double value, double low, double high, std::string_view wanted) {
    if (std::isfinite(value) && value >= low && value <= high) return;
    complain(Asked::wrong, Code::out_of_range, path, fmt::format("{} is out of range", path),
             std::string(wanted));
  }
  void complain(Asked kind, Code code, std::string_view path, std::string message, std::string hint) {
    if (result_ != Asked::wrong) result_ = kind;
    findings_.add({Severity::error, code, {}, 0, 0, std::string(path), std::move(message), std::move(hint)});
  }
  [[nodiscard]] Asked result() const noexcept { return result_; }

 private:
  Findings &findings_;
  Asked result_ = Asked::fine;
};

constexpr double longest = static_cast<double>(longest_duration_ms);

void check_size(const Demand &demand, const Target &target, std::uint32_t agents, bool has_arrivals,
                Checker &checker) {
  const std::uint32_t most = demand.patience_ms > 0 ? most_agents_impatient : most_agents;
  if (agents > most) {
    checker.complain(Asked::too_large, Code::limit, "agents", fmt::format("more than {} agents", most),
                     "ask for a part of them");
  }
  if (!has_arrivals) return;
  if (demand.offered() > most) {
    checker.complain(Asked::too_large, Code::limit, "per_hour",
                     fmt::format("{:.6g} erlangs are more than {} agents", demand.offered(), most),
                     "ask for a part of them");
  }
  if (demand.patience_ms <= 0) return;
  const double each_ms = demand.per_hour / static_cast<double>(hour_ms);
  if (each_ms * demand.patience_ms > most_patient) {
    checker.complain(Asked::too_large, Code::limit, "patience",
                     fmt::format("more than {:.0f} customers come while one is patient", most_patient),
                     "leave the patience out: hardly anybody gives up");
  }
  if (each_ms * target.within_ms > most_arrivals_within) {
    checker.complain(Asked::too_large, Code::limit, "within",
                     fmt::format("more than {:.0f} customers come within that time", most_arrivals_within),
                     "leave the patience out, or ask for a shorter time");
  }
}

} // namespace

Asked check_question(const Demand &demand, const Target &target, std::uint32_t agents, bool has_arrivals,
                     Findings &findings) {
  Checker checker(findings);
  if (has_arrivals)
    checker.between("per_hour", demand.per_hour, 1e-9, most_per_hour,
                    "arrivals an hour, above 0 and up to 1e9");
  checker.between("handle", demand.handle_ms, 1, longest, "a mean time above 0, up to ten years");
  checker.between("patience", demand.patience_ms, 0, longest,
                  "a mean time up to ten years; 0: nobody gives up");
  checker.between("most_waiting", demand.most_waiting, 0, most_in_queue, "up to 1000000; 0: no bound");
  checker.between("share", target.share, 0, std::nextafter(1, 0), "a share from 0 to below 1");
  checker.between("within", target.within_ms, 0, longest, "a time up to ten years");
  checker.between("mean_wait", target.mean_wait_ms, 0, longest, "a time up to ten years; 0: not asked for");
  checker.between("max_occupancy", target.max_occupancy, 0, 1, "a share from 0 to 1; 0: not asked for");
  checker.between("shrinkage", target.shrinkage, 0, 0.99, "a share from 0 to 0.99");
  if (demand.patience_ms > 0 && demand.most_waiting > 0) {
    checker.complain(Asked::wrong, Code::out_of_range, "most_waiting",
                     "there is no formula for customers who give up and a queue that is full",
                     "give the patience or the bound, not both");
  }
  if (agents == 0 && !target.asks()) {
    checker.complain(Asked::wrong, Code::missing_key, "target", "there is no target, and no number of agents",
                     "say a share within a time, a mean wait or an occupancy; or how many agents there are");
  }
  if (checker.result() == Asked::fine) check_size(demand, target, agents, has_arrivals, checker);
  return checker.result();
}

void add_out_of_reach(const Demand &demand, const Target &target, Findings &findings) {
  const std::uint32_t most = demand.patience_ms > 0 ? most_agents_impatient : most_agents;
  const bool refused = target.share > 0 && demand.most_waiting > 0;
  findings.add(
      {Severity::error,
       Code::limit,
       {},
       0,
       0,
       "target",
       fmt::format("no number of agents up to {} reaches the target", most),
       refused ? "who is refused is not served in time" : "ask for less, or for a part of what comes in"});
}

} // namespace usher::staffing
