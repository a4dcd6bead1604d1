// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "policy/model.hpp"

#include <string>

namespace usher::policy {

/// The sections `calendars` and `sla`, with an empty line before each; empty where there are none.
[[nodiscard]] std::string calendars_to_yaml(const Policy &policy);
[[nodiscard]] std::string slas_to_yaml(const Policy &policy);

/// As an SLA writes it: `1h15m`, `3 working days`.
[[nodiscard]] std::string service_time_to_yaml(const ServiceTime &time);

} // namespace usher::policy
