// SPDX-License-Identifier: BSL-1.0
// A policy as bytes of an image, and back.
#pragma once

#include "base/codec.hpp"
#include "policy/model.hpp"

namespace usher::policy {

void encode(const Frame &frame, Encoder &out);
/// What a policy has beside its frame.
void encode_rest(const Policy &policy, Encoder &out);

/// Throws DamagedImage unless every number in it is the number of something. Regexes are not compiled.
void decode(Decoder &in, Frame &out);
/// `out` has its frame.
void decode_rest(Decoder &in, Policy &out);

} // namespace usher::policy
