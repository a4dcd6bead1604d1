// SPDX-License-Identifier: BSL-1.0
// Any bytes as a policy: it is refused with findings that have places, or it loads, checks, runs its tests, dumps to
// what loads again, and decides.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <usher/usher.h>

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

usher_str str(const std::string &text) { return {text.data(), text.size()}; }

void use(const usher_policy *policy) {
  usher_report *report = nullptr;
  const usher_status checked = usher_policy_check(policy, &report);
  require(checked == USHER_OK || checked == USHER_POLICY);
  usher_report_destroy(report);
  usher_test_run *run = nullptr;
  require(usher_policy_test(policy, nullptr, &run, nullptr) == USHER_OK);
  usher_str text{};
  require(usher_test_run_text(run, USHER_FORMAT_TEXT, &text) == USHER_OK);
  require(usher_test_run_text(run, USHER_FORMAT_JSON, &text) == USHER_OK);
  usher_test_run_destroy(run);

  usher_decision *decision = nullptr;
  require(usher_decision_create(&decision) == USHER_OK);
  const std::string message =
      R"({"id":"1","text":"I want my money back #refund 4111 1111 1111 1111","tags":["vip"]})";
  require(usher_triage_json(policy, str(message), nullptr, decision, nullptr) == USHER_OK);
  require(usher_decision_fields(decision)->department.data != nullptr);
  require(usher_decision_json(decision, USHER_DECISION_DETAIL, &text) == USHER_OK);
  require(usher_decision_explain(decision, USHER_FORMAT_TEXT, &text) == USHER_OK);
  require(usher_decision_explain(decision, USHER_FORMAT_JSON, &text) == USHER_OK);
  usher_decision_destroy(decision);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  // Small limits keep a run short; the limits themselves are part of what is tried.
  usher_limit limits[3] = {{sizeof(usher_limit), {"nodes", 5}, 5000},
                           {sizeof(usher_limit), {"rules", 5}, 200},
                           {sizeof(usher_limit), {"patterns", 8}, 20}};
  usher_load_options options{};
  options.struct_size = sizeof options;
  options.limits = limits;
  options.limit_count = 3;
  const std::string text(reinterpret_cast<const char *>(data), size);
  usher_policy *policy = nullptr;
  usher_report *report = nullptr;
  const usher_status status =
      usher_policy_load_memory(str("fuzz.yaml"), str(text), &options, &policy, &report);
  // What begins as an image is taken for one.
  const bool no_image = text.starts_with("\x93ush") && (status == USHER_FORMAT || status == USHER_VERSION);
  require(status == USHER_OK || status == USHER_POLICY || no_image);
  require((status != USHER_OK) == (usher_report_count_of(report, USHER_SEVERITY_ERROR) != 0));
  for (std::size_t i = 0; i < usher_report_count(report); ++i) {
    const usher_finding *finding = usher_report_finding(report, i);
    require(finding->message.size != 0 && finding->code.size != 0);
  }
  usher_report_destroy(report);
  if (status != USHER_OK) return 0;

  use(policy);
  usher_document *dump = nullptr;
  usher_str yaml{};
  require(usher_policy_dump(policy, &dump, nullptr) == USHER_OK);
  require(usher_document_text(dump, &yaml) == USHER_OK);
  usher_policy *again = nullptr;
  require(usher_policy_load_memory(str("dump.yaml"), yaml, nullptr, &again, nullptr) == USHER_OK);
  usher_document *twice = nullptr;
  usher_str yaml_again{};
  require(usher_policy_dump(again, &twice, nullptr) == USHER_OK);
  require(usher_document_text(twice, &yaml_again) == USHER_OK);
  require(std::string(yaml.data, yaml.size) == std::string(yaml_again.data, yaml_again.size));
  usher_document *graph = nullptr;
  require(usher_policy_graph(policy, &graph, nullptr) == USHER_OK);
  usher_document_destroy(graph);
  usher_document_destroy(twice);
  usher_document_destroy(dump);
  usher_policy_destroy(again);
  usher_policy_destroy(policy);
  return 0;
}
