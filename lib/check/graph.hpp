// SPDX-License-Identifier: BSL-1.0
// A policy as a picture: what its rules ask for, and to which departments they and the departments lead.
#pragma once

#include "policy/model.hpp"

#include <string>

namespace usher::check {

/// The policy as a graph in the language DOT of Graphviz, in the order of the policy; linear in its size. Names are made
/// harmless as in lines for people, and stay UTF-8.
///
/// Nodes: topics and signals that rules ask for (by way of signals too), rules by number and name, `default`, all
/// departments. A line that is drawn through is where a conversation goes, or what a rule asks for; one of dots leads
/// from what must not be there; one of dashes leads to departments that come in while the conversation stays.
[[nodiscard]] std::string to_dot(const policy::Policy &policy);

} // namespace usher::check
