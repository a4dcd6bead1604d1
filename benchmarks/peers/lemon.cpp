// SPDX-License-Identifier: BSL-1.0
// Each conversation sends a unit to the sink: through a supply, for less than nothing, or past all of them for nothing.
#include "lemon.hpp"

#ifdef USHER_PEER_LEMON
#include "../measure.hpp"

#include <cstdint>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <vector>
#endif

namespace usher_benchmark {

#ifndef USHER_PEER_LEMON

std::optional<usher::desk::batch::Sum> lemon_value(const usher::desk::batch::Problem & /*problem*/) {
  return std::nullopt;
}

#else

std::optional<usher::desk::batch::Sum> lemon_value(const usher::desk::batch::Problem &problem) {
  using Graph = lemon::SmartDigraph;
  using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;
  Graph graph;
  Graph::ArcMap<std::int64_t> most(graph);
  Graph::ArcMap<std::int64_t> cost(graph);
  Graph::NodeMap<std::int64_t> supply(graph, 0);
  const auto connect = [&](Graph::Node from, Graph::Node to, std::int64_t units, std::int64_t price) {
    const Graph::Arc arc = graph.addArc(from, to);
    most[arc] = units;
    cost[arc] = price;
  };
  const Graph::Node sink = graph.addNode();
  std::vector<Graph::Node> nodes;
  for (const auto &one : problem.supplies) {
    nodes.push_back(graph.addNode());
    connect(nodes.back(), sink, static_cast<std::int64_t>(one.crowding.size()), 0);
  }
  for (const auto &demand : problem.demands) {
    const Graph::Node node = graph.addNode();
    supply[node] = 1;
    connect(node, sink, 1, 0);
    for (const auto &pair : problem.classes[demand.of_class].pairs)
      connect(node, nodes[pair.supply], 1, -demand.worth * pair.fit);
  }
  supply[sink] = -static_cast<std::int64_t>(problem.demands.size());
  Simplex simplex(graph);
  if (simplex.upperMap(most).costMap(cost).supplyMap(supply).run() != Simplex::OPTIMAL)
    fail("LEMON finds no assignment");
  return -usher::desk::batch::Sum{simplex.totalCost<std::int64_t>()};
}

#endif

} // namespace usher_benchmark
