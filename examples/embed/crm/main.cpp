// SPDX-License-Identifier: BSL-1.0
// crm: tickets of customers in one SQLite file, on a terminal. `crm` alone says how it is used.
#include "crm.hpp"

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

enum Exit : int { exit_fine = 0, exit_refused = 1, exit_use = 2, exit_input = 3 };

constexpr const char *usage = R"(usage: crm FILE COMMAND...

  agent NAME on|off              somebody works here, and is there or not
  new CUSTOMER TEXT              a ticket by hand
  receive                        messages from stdin, each a line of JSON: {"customer", "text"}
                                 and, if known, "id", "ticket", "channel", "subject", "time"
  inbox [AGENT]                  what is open, of all or of an agent and of nobody
  show TICKET
  take TICKET AGENT
  reply TICKET AGENT TEXT
  close TICKET AGENT
  as AGENT                       the inbox of an agent, on the terminal

The clock is the system's, or what the environment variable CRM_NOW says.
)";

constexpr const char *keys = "show N, take N, reply N TEXT, close N; Enter: look again; quit\n";

struct WrongUse {};

std::int64_t now(Crm &crm) {
  if (const char *fixed = std::getenv("CRM_NOW")) return crm.read_time(fixed);
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::int64_t number(const std::string &word) {
  std::istringstream stream(word);
  std::int64_t made = 0;
  if (!(stream >> made) || !stream.eof()) throw Refused(word + " is no number of a ticket");
  return made;
}

Exit receive(Crm &crm) {
  Exit result = exit_fine;
  std::string line;
  for (int count = 1; std::getline(std::cin, line); ++count) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    try {
      const std::int64_t ticket = crm.receive(crm.read(line, now(crm)));
      std::cout << "ticket " << ticket << '\n';
    } catch (const std::exception &error) {
      std::cerr << "crm: line " << count << ": " << error.what() << '\n';
      result = exit_input;
    }
  }
  return result;
}

/// One command; `words` begins with its name.
Exit command(Crm &crm, const std::vector<std::string> &words) {
  const std::size_t count = words.size();
  const std::string &name = words.front();
  if (name == "agent" && count == 3 && (words[2] == "on" || words[2] == "off")) {
    crm.agent(words[1], words[2] == "on", now(crm));
  } else if (name == "new" && count == 3) {
    Incoming message;
    message.customer = words[1];
    message.channel = "phone";
    message.text = words[2];
    message.time = now(crm);
    const std::int64_t ticket = crm.receive(message);
    std::cout << "ticket " << ticket << '\n';
  } else if (name == "receive" && count == 1) {
    return receive(crm);
  } else if (name == "inbox" && count <= 2) {
    crm.print_inbox(std::cout, count == 2 ? words[1] : "", now(crm));
  } else if (name == "show" && count == 2) {
    crm.print_ticket(std::cout, number(words[1]));
  } else if (name == "take" && count == 3) {
    crm.take(number(words[1]), words[2], now(crm));
  } else if (name == "reply" && count == 4) {
    crm.reply(number(words[1]), words[2], words[3], now(crm));
  } else if (name == "close" && count == 3) {
    crm.close(number(words[1]), words[2], now(crm));
  } else {
    throw WrongUse();
  }
  return exit_fine;
}

/// "reply 3 Thank you." of sara is the command "reply 3 sara 'Thank you.'".
std::vector<std::string> words_of(const std::string &line, const std::string &agent) {
  std::istringstream stream(line);
  std::vector<std::string> words(1);
  stream >> words[0];
  if (std::string ticket; stream >> ticket) words.push_back(ticket);
  if (words[0] != "show") words.push_back(agent);
  if (std::string text; std::getline(stream >> std::ws, text)) words.push_back(text);
  return words;
}

Exit work(Crm &crm, const std::string &agent) {
  crm.agent(agent, true, now(crm));
  crm.print_inbox(std::cout, agent, now(crm));
  std::cout << keys;
  std::string line;
  while (std::cout << "> " << std::flush && std::getline(std::cin, line) && line != "quit") {
    try {
      if (!line.empty()) command(crm, words_of(line, agent));
      if (line.rfind("show", 0) != 0) crm.print_inbox(std::cout, agent, now(crm));
    } catch (const Refused &refused) {
      std::cout << refused.what() << '\n';
    } catch (const WrongUse &) {
      std::cout << keys;
    }
  }
  crm.agent(agent, false, now(crm));
  return exit_fine;
}

} // namespace

int main(int argc, char **argv) {
  if (argc < 3) {
    std::cerr << usage;
    return exit_use;
  }
  try {
    Crm crm(argv[1]);
    const std::vector<std::string> words(argv + 2, argv + argc);
    const Exit result = words[0] == "as" && words.size() == 2 ? work(crm, words[1]) : command(crm, words);
    if (!std::cout.flush()) throw std::runtime_error("writing failed");
    return result;
  } catch (const WrongUse &) {
    std::cerr << usage;
    return exit_use;
  } catch (const Refused &refused) {
    std::cerr << "crm: " << refused.what() << '\n';
    return exit_refused;
  } catch (const std::exception &error) {
    std::cerr << "crm: " << error.what() << '\n';
    return exit_input;
  }
}
