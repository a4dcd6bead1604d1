// SPDX-License-Identifier: BSL-1.0
#include "loading.hpp"

#include "measure.hpp"
#include "usher_engine.hpp"
#include "workload.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

namespace usher_benchmark {
namespace {

/// Takes every event and keeps none.
class NoEvents final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark &) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark &, YAML::anchor_t) override { ++count; }
  void OnAlias(const YAML::Mark &, YAML::anchor_t) override { ++count; }
  void OnScalar(const YAML::Mark &, const std::string &, YAML::anchor_t, const std::string &) override {
    ++count;
  }
  void OnSequenceStart(const YAML::Mark &, const std::string &, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    ++count;
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark &, const std::string &, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    ++count;
  }
  void OnMapEnd() override {}

  std::size_t count = 0;
};

double bare_event_seconds(const std::string &yaml) {
  const double begin = processor_seconds();
  std::istringstream in(yaml);
  YAML::Parser parser(in);
  NoEvents events;
  while (parser.HandleNextDocument(events)) {
  }
  if (events.count == 0) fail("yaml-cpp saw nothing");
  return processor_seconds() - begin;
}

/// The compiled policy as a file, which is removed in the end.
class ImageFile {
 public:
  ImageFile(const Usher &usher, std::size_t rules)
      : path_((std::filesystem::temp_directory_path() /
               fmt::format("usher-benchmark-{}-{}.ush", rules, getpid()))
                  .string()) {
    usher_document *document = nullptr;
    usher_str bytes{};
    if (usher_policy_compile(usher.policy(), &document, nullptr) != USHER_OK ||
        usher_document_text(document, &bytes) != USHER_OK)
      fail("the policy cannot be compiled");
    std::ofstream(path_, std::ios::binary).write(bytes.data, static_cast<std::streamsize>(bytes.size));
    megabytes = static_cast<double>(bytes.size) / 1e6;
    usher_document_destroy(document);
  }
  ~ImageFile() { std::filesystem::remove(path_); }
  ImageFile(const ImageFile &) = delete;
  ImageFile &operator=(const ImageFile &) = delete;

  [[nodiscard]] const char *path() const { return path_.c_str(); }
  double megabytes = 0;

 private:
  std::string path_;
};

} // namespace

void print_loading(std::size_t rules) {
  WorkloadOptions options;
  options.rules = rules;
  const Workload workload = make_workload(options);
  std::vector<double> bare;
  std::vector<double> full;
  const std::string yaml = to_yaml(workload, false);
  for (int round = 0; round < 3; ++round) {
    bare.push_back(bare_event_seconds(yaml));
    full.push_back(Usher(workload, false).load_seconds());
  }
  const Usher usher(workload, false);
  const ImageFile image(usher, rules);
  std::vector<Message> messages;
  for (const Ticket &ticket : workload.tickets)
    messages.emplace_back(ticket);
  std::vector<double> open;
  std::vector<double> first;
  usher_decision *decision = nullptr;
  if (usher_decision_create(&decision) != USHER_OK) fail("out of memory");
  for (std::size_t round = 0; round < 21; ++round) {
    usher_policy *policy = nullptr;
    const double begin = processor_seconds();
    if (usher_policy_load(image.path(), nullptr, &policy, nullptr) != USHER_OK)
      fail("the image does not open");
    const double opened = processor_seconds();
    if (usher_triage(policy, messages[round % messages.size()].get(), nullptr, decision, nullptr) != USHER_OK)
      fail("a ticket was refused");
    const double decided = processor_seconds();
    usher_policy_destroy(policy);
    open.push_back((opened - begin) * 1e3);
    first.push_back((decided - opened) * 1e3);
  }
  usher_decision_destroy(decision);
  fmt::print(
      "loading, {} rules: YAML of {:.1f} MB {:.2f} s, {:.1f} times its bare events ({:.2f} s); compiled "
      "{:.1f} MB: opened in {:.2f} ms, first decision {:.2f} ms more\n",
      rules, static_cast<double>(yaml.size()) / 1e6, median(full), median(full) / median(bare), median(bare),
      image.megabytes, median(open), median(first));
}

} // namespace usher_benchmark
