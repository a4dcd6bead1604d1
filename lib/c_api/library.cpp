// SPDX-License-Identifier: BSL-1.0
// The library as a whole: its version, the names of statuses, documents.
#include "c_api/handles.hpp"
#include "c_api/version.hpp"

uint32_t usher_abi(void) noexcept { return USHER_ABI; }

const char *usher_version(void) noexcept { return USHER_VERSION_TEXT; }

const char *usher_status_name(usher_status status) noexcept {
  switch (status) {
  case USHER_OK: return "ok";
  case USHER_REPEATED: return "repeated";
  case USHER_ARGUMENT: return "argument";
  case USHER_NEWER: return "newer";
  case USHER_MEMORY: return "memory";
  case USHER_POLICY: return "policy";
  case USHER_INPUT: return "input";
  case USHER_LIMIT: return "limit";
  case USHER_IO: return "io";
  case USHER_FORMAT: return "format";
  case USHER_VERSION: return "version";
  case USHER_STATE: return "state";
  case USHER_TIME: return "time";
  case USHER_CONFLICT: return "conflict";
  case USHER_NOT_FOUND: return "not_found";
  case USHER_LEASE: return "lease";
  case USHER_OUTCOME_UNKNOWN: return "outcome_unknown";
  case USHER_FORKED: return "forked";
  case USHER_INTERNAL: return "internal";
  default: return "unknown";
  }
}

namespace usher::c_api {

std::unique_ptr<usher_document> make_document(std::string text) {
  auto document = std::make_unique<usher_document>();
  document->text = std::move(text);
  return document;
}

} // namespace usher::c_api

usher_status usher_document_text(const usher_document *document, usher_str *out) noexcept {
  if (document == nullptr || out == nullptr) return USHER_ARGUMENT;
  *out = usher::c_api::text_out(document->text);
  return USHER_OK;
}

void usher_document_destroy(usher_document *document) noexcept { delete document; }
