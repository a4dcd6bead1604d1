// SPDX-License-Identifier: BSL-1.0
// Any bytes as a compiled policy: it is refused, or it decides; what else is asked of it works or says that it is
// damaged. The sums of a header hide the rest of an image from a fuzzer, so most inputs are changes to a good one.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include <usher/usher.h>

namespace {

const char *const policy_text = R"(usher: 1
channels: {wall: {kind: social, public: true, private_twin: dm}, dm: {kind: message}, mail: {kind: email}}
accounts: {"@brand": {channel: wall, brand: main, languages: [en, it]}}
facts: {customer.tier: [a, b, c], order.value: number, order.age: duration, city: text, vip: flag, since: time}
topics:
  refund: {en: [~refund, money back, charge* back], it: [~rimborso], all_languages: ["#refund"]}
  order_number: {all_languages: ["/\\b[A-Z]{2}-\\d{6}\\b/"]}
signals:
  angry: {any: [{sentiment: {at_most: -0.5}}, {text: [scam, worst ever, "perché"]}]}
  both: {signal: {any: [angry]}, topic: refund}
calendars:
  office: {timezone: Europe/Rome, weekly: {mon-fri: ["09:00-13:00", "22:00-06:00"]}, closed: [2026-12-25, "01-01"],
           open: [{on: 2026-12-24, hours: ["09:00-12:00"]}]}
sla: {quick: {first_response: {urgent: 15m, low: 4h}, resolution: 3 working days, pause: [waiting_for_customer]}}
departments: {care: {calendar: office, sla: quick}, legal: {}, sales: {}}
priority: {start: 40, add: [{when: {signal: angry}, points: 20}, {per: order.value, points: 1, up_to: 20}]}
rules:
  - {name: ask, when: {topic: refund, visibility: public}, then: {visibility: private, reply: hello, tags: [r]}}
  - name: nested
    when: {any: [{all: [{city: [rome, milan]}, {not: {customer.tier: {at_least: b}}}]}, {pii: {any: [email]}}]}
    then: {department: legal, ask: [{department: sales, within: 2h, before_reply: true}], notify: [sales]}
  - {name: old, when: {order.age: {at_least: 1h, at_most: 2d}, tags: {none: [x]}}, then: {skills: [billing], agent: sara}}
  - {name: regex, when: {text: ["/ref.{2,5}x/", nothing else]}, then: {priority: high}}
  - {name: night, when: {not: {open: office}, since: {within: 2d}}, then: {tags: [night]}}
  - {name: last, when: {subject: {known: true}}, then: {stop: true, sla: quick}}
default: {department: care}
replies: {hello: {en: "Hi {author.name}", it: Ciao}}
tests: [{message: {text: refund}, expect: {department: care, topics: [refund]}}]
)";

const char *const messages[] = {
    R"({"text":"I want my money back #refund AB-123456 a@b.example refaax","account":"@brand","tags":["x"]})",
    R"({"text":"perche' rimborsi scam","subject":"charged back","time":"2026-12-24T10:00:00Z",
        "facts":{"city":"rome","order.age":"3h","since":"2026-12-23T10:00:00Z"}})",
    R"({"facts":{"customer.tier":"a","order.value":7,"vip":true,"sentiment":-1}})"};

void require(bool condition) {
  if (!condition) std::abort();
}

usher_str str(const std::string &text) { return {text.data(), text.size()}; }

std::string good_image() {
  usher_policy *policy = nullptr;
  require(usher_policy_load_memory(str("fuzz.yaml"), str(policy_text), nullptr, &policy, nullptr) ==
          USHER_OK);
  usher_document *document = nullptr;
  require(usher_policy_compile(policy, &document, nullptr) == USHER_OK);
  usher_str bytes{};
  require(usher_document_text(document, &bytes) == USHER_OK);
  std::string out(bytes.data, bytes.size);
  usher_document_destroy(document);
  usher_policy_destroy(policy);
  return out;
}

/// Five bytes each: where, and what stands there.
void change(std::string &image, const std::uint8_t *data, std::size_t size) {
  for (; size >= 5; data += 5, size -= 5) {
    std::uint32_t where = 0;
    std::memcpy(&where, data, sizeof where);
    // Behind the header and its table, whose sum would be wrong.
    constexpr std::size_t table_end = 64 + 4 * 64;
    image[table_end + where % (image.size() - table_end)] = static_cast<char>(data[4]);
  }
}

bool fine_or_damaged(usher_status status) { return status == USHER_OK || status == USHER_FORMAT; }

void use(const usher_policy *policy) {
  usher_decision *decision = nullptr;
  require(usher_decision_create(&decision) == USHER_OK);
  usher_str text{};
  for (const char *message : messages) {
    const usher_status status = usher_triage_json(policy, str(message), nullptr, decision, nullptr);
    if (status != USHER_OK) {
      require(status == USHER_INPUT); // facts and accounts may have other names now
      continue;
    }
    require(usher_decision_fields(decision) != nullptr);
    require(fine_or_damaged(usher_decision_json(decision, USHER_DECISION_DETAIL, &text)));
    require(fine_or_damaged(usher_decision_explain(decision, USHER_FORMAT_TEXT, &text)));
  }
  usher_decision_destroy(decision);
  usher_document *dump = nullptr;
  require(fine_or_damaged(usher_policy_dump(policy, &dump, nullptr)));
  usher_document_destroy(dump);
  usher_document *graph = nullptr;
  require(fine_or_damaged(usher_policy_graph(policy, &graph, nullptr)));
  usher_document_destroy(graph);
  const usher_status checked = usher_policy_check(policy, nullptr);
  require(checked == USHER_POLICY || fine_or_damaged(checked));
  for (std::int32_t part = USHER_PART_DEPARTMENT; part <= USHER_PART_GROUP; ++part)
    require(usher_policy_part_count(policy, part) == 0 || usher_policy_part(policy, part, 0) != nullptr);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const std::string good = good_image();
  if (size == 0) return 0;
  std::string image;
  if (data[0] % 8 == 0) {
    image.assign(reinterpret_cast<const char *>(data + 1), size - 1);
    image.insert(0, good, 0, 8 + data[0] / 8); // at least what says that it is an image
  } else {
    image = good;
    change(image, data + 1, size - 1);
  }
  usher_load_options options{};
  options.struct_size = sizeof options;
  options.flags = data[0] % 8 == 1 ? USHER_LOAD_VERIFY : 0;
  usher_policy *policy = nullptr;
  const usher_status status = usher_policy_load_memory(str("fuzz"), str(image), &options, &policy, nullptr);
  require(fine_or_damaged(status) || status == USHER_VERSION);
  if (status != USHER_OK) return 0;
  use(policy);
  usher_policy_destroy(policy);
  return 0;
}
