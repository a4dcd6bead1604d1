// SPDX-License-Identifier: BSL-1.0
// usher inside a program in C++20.
//
//     triage POLICY                    decides tickets that the program holds, field by field
//     triage POLICY - < MESSAGES       decides messages as JSON lines
//
// Exit code: 0 all decided, 1 the policy has errors, 2 wrong use, 3 something could not be read, decided or written.
#include <chrono>
#include <cstddef>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <usher/usher.hpp>

namespace {

enum Exit : int { exit_fine = 0, exit_policy = 1, exit_use = 2, exit_input = 3 };

// ---- Findings: what is wrong, where, and how to mend it ----------------------------------------------------

std::string_view name_of(usher::Severity severity) {
  switch (severity) {
  case usher::Severity::error: return "error";
  case usher::Severity::warning: return "warning";
  case usher::Severity::note: break;
  }
  return "note";
}

/// `message` is what the findings are about: the id of a ticket, the number of a line. Empty: a policy, whose
/// findings know their file and line.
void print(const std::vector<usher::Finding> &findings, std::string_view message) {
  for (const usher::Finding &finding : findings) {
    if (!message.empty()) {
      std::cerr << message << ": ";
    } else if (!finding.file.empty()) {
      std::cerr << finding.file;
      if (finding.line != 0) std::cerr << ':' << finding.line << ':' << finding.column;
      std::cerr << ": ";
    }
    std::cerr << name_of(finding.severity) << ": " << finding.message << " [" << finding.code << "]\n";
    if (!finding.hint.empty()) std::cerr << "    mend: " << finding.hint << '\n';
  }
}

void print_failure(std::string_view what, usher::Status status) {
  std::cerr << what << ": failed (" << usher::name_of(status) << ")\n";
}

// ---- A decision --------------------------------------------------------------------------------------------

/// "t-1: billing, normal 55, because of: refunds go to billing", then a line for each tag.
void print(const usher::Decision &decision) {
  const std::string_view id = decision.id();
  std::cout << (id.empty() ? "(no id)" : id) << ": " << decision.department() << ", " << decision.band()
            << ' ' << decision.priority() << ", because of: " << decision.because(usher::Field::department)
            << '\n';
  for (std::size_t i = 0; i < decision.tags().size(); ++i) {
    std::cout << "  tag " << decision.tags()[i] << ", because of: " << decision.because(usher::Field::tags, i)
              << '\n';
  }
}

/// False when there is no decision: a host then hands the message to a person.
bool take_result(usher::Status status, const usher::Report &report, std::string_view message,
                 const usher::Decision &decision) {
  print(report.findings(), message);
  if (usher::succeeded(status))
    print(decision);
  else
    print_failure(message, status);
  return usher::succeeded(status);
}

// ---- Messages, field by field ------------------------------------------------------------------------------

/// A ticket as the CRM's own tables have it.
struct Ticket {
  std::string id;
  std::string account;
  std::string text;
  std::optional<std::string> customer_tier;
  std::optional<bool> order_open;
  std::optional<std::chrono::milliseconds> waiting;
};

std::vector<Ticket> tickets() {
  return {
      {"t-1", "help@acme.example", "I want my money back", "gold", false, std::chrono::hours(5)},
      {"t-2", "@acme", "Il pacco non è arrivato!", std::nullopt, true, std::nullopt},
      {"t-3", "@acme", "Is this jacket waterproof?", "platinum", std::nullopt, std::nullopt},
      {"t-4", "@acme", "Refund me! Card 4111 1111 1111 1111", "silver", std::nullopt, std::nullopt},
  };
}

/// The message holds views of the ticket.
usher::Message message_of(const Ticket &ticket) {
  usher::Message message;
  message.id(ticket.id).account(ticket.account).text(ticket.text);
  // A fact that is not known is left out: no comparison with it is true.
  if (ticket.customer_tier) message.fact("customer.tier", *ticket.customer_tier);
  if (ticket.order_open) message.fact("order.open", *ticket.order_open);
  if (ticket.waiting) message.fact("conversation.waiting", *ticket.waiting);
  return message;
}

Exit triage_tickets(const usher::Policy &policy, usher::Decision &decision) {
  // Lenient: a value that the policy does not know is reported and counts as missing, and the ticket is decided.
  const usher::TriageOptions options = usher::TriageOptions().lenient().language().personal_data();
  Exit result = exit_fine;
  for (const Ticket &ticket : tickets()) {
    usher::Report report;
    const usher::Status status = decision.try_triage(policy, message_of(ticket), options, &report);
    if (!take_result(status, report, ticket.id, decision)) result = exit_input;
  }
  // The handle holds the last decision until it is used again, and can be asked why.
  if (decision.has_value()) std::cout << "\nThe last one, explained:\n\n" << decision.explain();
  return result;
}

// ---- Messages as JSON lines --------------------------------------------------------------------------------

Exit triage_lines(const usher::Policy &policy, std::istream &from, usher::Decision &decision) {
  Exit result = exit_fine;
  std::string line;
  for (std::size_t number = 1; std::getline(from, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    usher::Report report;
    const usher::Status status = decision.try_triage_json(policy, line, {}, &report);
    if (!take_result(status, report, "line " + std::to_string(number), decision)) result = exit_input;
  }
  if (from.bad()) {
    std::cerr << "reading failed\n";
    result = exit_input;
  }
  return result;
}

// ---- Start -------------------------------------------------------------------------------------------------

std::optional<usher::Policy> load(const std::string &path, usher::Status &status) {
  try {
    usher::Report warnings;
    usher::Policy policy = usher::Policy::load(path, {}, &warnings);
    print(warnings.findings(), {});
    return policy;
  } catch (const usher::Error &error) {
    print(error.findings(), {});
    print_failure(path, error.status());
    status = error.status();
    return std::nullopt;
  }
}

Exit run(const std::string &path, bool from_lines) {
  usher::Status status = usher::Status::ok;
  const std::optional<usher::Policy> policy = load(path, status);
  if (!policy) return status == usher::Status::policy ? exit_policy : exit_input;
  usher::Decision decision; // working memory: one for each thread, used again for every message
  const Exit result =
      from_lines ? triage_lines(*policy, std::cin, decision) : triage_tickets(*policy, decision);
  if (!std::cout.flush()) {
    std::cerr << "writing failed\n";
    return exit_input;
  }
  return result;
}

} // namespace

int main(int argc, char **argv) {
  if (argc < 2 || argc > 3 || (argc == 3 && std::string_view(argv[2]) != "-")) {
    std::cerr << "usage: triage POLICY [- < MESSAGES.jsonl]\n";
    return exit_use;
  }
  try {
    return run(argv[1], argc == 3);
  } catch (const std::exception &error) {
    std::cerr << "triage: " << error.what() << '\n'; // out of memory, or a defect
    return exit_input;
  }
}
