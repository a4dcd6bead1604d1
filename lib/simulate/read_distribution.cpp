// SPDX-License-Identifier: BSL-1.0
#include "simulate/scenario_reader.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace usher::simulate {
namespace {

using Shape = Distribution::Shape;

// What each shape wants, in the order of the enumeration.
constexpr std::array<std::string_view, 9> keys = {"dist mean",     "dist mean",     "dist mean stages",
                                                  "dist mean cv",  "dist low high", "dist mean cv",
                                                  "dist branches", "dist values",   "dist values"};

class DistributionReader {
 public:
  DistributionReader(ScenarioReader &reader, const Node &node) : reader_(reader), node_(node) {}

  std::optional<Distribution> read() {
    Context &context = reader_.context;
    if (node_.kind != Node::Kind::mapping) {
      const std::optional<double> mean = reader_.length(node_);
      if (!mean) return std::nullopt;
      out_.mean = *mean;
      return out_;
    }
    const Node *dist = nullptr;
    for (const Entry &entry : node_.entries)
      if (entry.key.text == "dist") dist = &entry.value;
    if (dist == nullptr) {
      context.error(Code::missing_key, node_, "it is not said how it is spread",
                    fmt::format("add dist: one of {}", fmt::join(shape_names(), ", ")));
      return std::nullopt;
    }
    const std::vector<std::string_view> names = shape_names();
    std::optional<std::uint32_t> shape;
    {
      const Context::Step step(context, "dist");
      shape = context.word(*dist, "distribution", names);
    }
    if (!shape) return std::nullopt;
    out_.shape = static_cast<Shape>(*shape);
    return read_parts();
  }

 private:
  std::optional<Distribution> read_parts() {
    Context &context = reader_.context;
    bool has_mean = false;
    context.mapping(
        node_, {keys[static_cast<std::size_t>(out_.shape)]}, [&](const Node &key, const Node &value) {
          if (key.text == "mean") {
            has_mean = true;
            need(reader_.length(value), out_.mean);
          } else if (key.text == "cv") {
            const std::optional<double> cv = context.number(value);
            need(cv, out_.cv);
            if (cv && (*cv <= 0 || *cv > 100)) {
              context.error(Code::out_of_range, value,
                            fmt::format("{} is not above 0 and at most 100", value.text),
                            "the coefficient of variation is the standard deviation divided by the mean");
              good_ = false;
            }
          } else if (key.text == "stages") {
            const std::optional<int> stages = context.integer(value, 1, 1000);
            need(stages, out_.stages);
          } else if (key.text == "low") {
            need(reader_.length(value), out_.low);
          } else if (key.text == "high") {
            need(reader_.length(value), out_.high);
          } else if (key.text == "branches" || (key.text == "values" && out_.shape == Shape::discrete)) {
            read_shares(value, key.text == "branches" ? "mean" : "value");
          } else if (key.text == "values") {
            context.list(value, true, [&](const Node &item) {
              if (const std::optional<double> length = reader_.length(item))
                out_.values.push_back(*length);
              else
                good_ = false;
            });
          }
        });
    check(has_mean);
    return good_ ? std::optional<Distribution>(out_) : std::nullopt;
  }

  template <class T>
  void need(const std::optional<T> &given, T &to) {
    if (given)
      to = *given;
    else
      good_ = false;
  }

  void read_shares(const Node &node, std::string_view what) {
    Context &context = reader_.context;
    double sum = 0;
    context.list(node, true, [&](const Node &item) {
      std::optional<double> share;
      std::optional<double> length;
      const std::string known = fmt::format("share {}", what);
      context.mapping(item, {known}, [&](const Node &key, const Node &value) {
        if (key.text == "share")
          share = reader_.share(value);
        else
          length = reader_.length(value);
      });
      if (!share || !length) {
        if (item.kind == Node::Kind::mapping && item.entries.size() < 2)
          context.error(Code::missing_key, item, fmt::format("a share and a {} are wanted here", what),
                        fmt::format("as in {{share: 0.8, {}: 5m}}", what));
        good_ = false;
        return;
      }
      sum += *share;
      out_.values.push_back(*length);
      out_.up_to.push_back(sum);
    });
    if (good_ && std::abs(sum - 1) > 1e-6) {
      context.error(Code::out_of_range, node, fmt::format("these shares add up to {}", sum),
                    "they are all: 1");
      good_ = false;
    }
    if (!out_.up_to.empty()) out_.up_to.back() = 1;
  }

  void check(bool has_mean) {
    Context &context = reader_.context;
    const bool wants_mean = out_.shape <= Shape::gamma || out_.shape == Shape::lognormal;
    if (wants_mean && !has_mean) {
      context.error(Code::missing_key, node_, "it has no mean", "add mean: a length of time");
      good_ = false;
    }
    if (out_.shape == Shape::uniform && good_ && out_.high <= out_.low) {
      context.error(Code::out_of_range, node_, "high is not above low",
                    "say from where to where it is spread");
      good_ = false;
    }
    const bool wants_values = out_.shape >= Shape::hyperexponential;
    if (wants_values && out_.values.empty() && good_) {
      context.error(Code::missing_key, node_, "it has no values", "list them");
      good_ = false;
    }
  }

  ScenarioReader &reader_;
  const Node &node_;
  Distribution out_;
  bool good_ = true;
};

} // namespace

std::optional<Distribution> ScenarioReader::distribution(const Node &node) {
  return DistributionReader(*this, node).read();
}

} // namespace usher::simulate
