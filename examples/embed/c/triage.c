/* SPDX-License-Identifier: BSL-1.0
 * usher inside a program in C99.
 *
 *     triage POLICY                    decides tickets that the program holds, field by field
 *     triage POLICY - < MESSAGES       decides messages as JSON lines
 *
 * Exit code: 0 all decided, 1 the policy has errors, 2 wrong use, 3 something could not be read, decided or written.
 */
#define _POSIX_C_SOURCE 200809L /* getline */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include <usher/usher.h>

enum { exit_fine = 0, exit_policy = 1, exit_use = 2, exit_input = 3 };

/* ---- Texts: usher's are counted, and one that is not there has no data ------------------------------------ */

static usher_str str(const char *text) {
  const usher_str made = {text, text == NULL ? 0 : strlen(text)};
  return made;
}

static void put(FILE *to, usher_str text) {
  if (text.size != 0) fwrite(text.data, 1, text.size, to);
}

/* ---- Findings: what is wrong, where, and how to mend it --------------------------------------------------- */

static const char *severity_name(int32_t severity) {
  switch (severity) {
  case USHER_SEVERITY_ERROR: return "error";
  case USHER_SEVERITY_WARNING: return "warning";
  default: return "note";
  }
}

/* `message` is what the findings are about: the id of a ticket, the number of a line. NULL: a policy, whose findings
 * know their file and line. */
static void print_findings(const usher_report *report, const char *message) {
  for (size_t i = 0; i < usher_report_count(report); ++i) {
    const usher_finding *finding = usher_report_finding(report, i);
    if (message != NULL) {
      fprintf(stderr, "%s: ", message);
    } else if (finding->file.size != 0) {
      put(stderr, finding->file);
      if (finding->line != 0) fprintf(stderr, ":%u:%u", (unsigned)finding->line, (unsigned)finding->column);
      fputs(": ", stderr);
    }
    fprintf(stderr, "%s: ", severity_name(finding->severity));
    put(stderr, finding->message);
    fputs(" [", stderr);
    put(stderr, finding->code);
    fputs("]\n", stderr);
    if (finding->hint.size != 0) {
      fputs("    mend: ", stderr);
      put(stderr, finding->hint);
      fputc('\n', stderr);
    }
  }
}

static void print_failure(const char *what, usher_status status) {
  fprintf(stderr, "%s: failed (%s)\n", what, usher_status_name(status));
}

/* ---- A decision ------------------------------------------------------------------------------------------- */

/* "t-1: billing, normal 55, because of: refunds go to billing", then a line for each tag. */
static usher_status print_decision(const usher_decision *decision) {
  const usher_decision_values *values = usher_decision_fields(decision);
  usher_str tag, rule;
  usher_status status;
  if (values == NULL) return USHER_STATE;
  status = usher_decision_because(decision, USHER_FIELD_DEPARTMENT, 0, &rule);
  if (status != USHER_OK) return status;
  put(stdout, values->id.size != 0 ? values->id : str("(no id)"));
  fputs(": ", stdout);
  put(stdout, values->department);
  fputs(", ", stdout);
  put(stdout, values->band);
  printf(" %d, because of: ", (int)values->priority);
  put(stdout, rule);
  fputc('\n', stdout);
  for (size_t i = 0; i < usher_decision_count(decision, USHER_FIELD_TAGS); ++i) {
    status = usher_decision_item(decision, USHER_FIELD_TAGS, i, &tag);
    if (status == USHER_OK) status = usher_decision_because(decision, USHER_FIELD_TAGS, i, &rule);
    if (status != USHER_OK) return status;
    fputs("  tag ", stdout);
    put(stdout, tag);
    fputs(", because of: ", stdout);
    put(stdout, rule);
    fputc('\n', stdout);
  }
  return USHER_OK;
}

/* Takes over the report of a triage. False when there is no decision: a host then hands the message to a person. */
static int take_result(usher_status status, usher_report *report, const char *message,
                       const usher_decision *decision) {
  print_findings(report, message);
  usher_report_destroy(report);
  if (status == USHER_OK) status = print_decision(decision);
  if (status != USHER_OK) print_failure(message, status);
  return status == USHER_OK;
}

/* ---- Messages, field by field ----------------------------------------------------------------------------- */

/* A ticket as the CRM's own tables have it; what is not known is NULL or negative. */
struct ticket {
  const char *id;
  const char *account;
  const char *text;
  const char *customer_tier;
  int order_open;
  int64_t waiting_ms;
};

static const struct ticket tickets[] = {
    {"t-1", "help@acme.example", "I want my money back", "gold", 0, 5 * 3600 * 1000},
    {"t-2", "@acme", "Il pacco non è arrivato!", NULL, 1, -1},
    {"t-3", "@acme", "Is this jacket waterproof?", "platinum", -1, -1},
    {"t-4", "@acme", "Refund me! Card 4111 1111 1111 1111", "silver", -1, -1},
};

static usher_fact text_fact(const char *name, const char *value) {
  const usher_fact fact = {
      .struct_size = sizeof fact, .name = str(name), .type = USHER_FACT_TEXT, .text = str(value)};
  return fact;
}

/* Of flags, times and durations. */
static usher_fact integer_fact(const char *name, int32_t type, int64_t value) {
  const usher_fact fact = {.struct_size = sizeof fact, .name = str(name), .type = type, .integer = value};
  return fact;
}

static int triage_ticket(const usher_policy *policy, const struct ticket *ticket, usher_decision *decision) {
  /* Lenient: a value that the policy does not know is reported and counts as missing, and the ticket is decided. */
  const usher_triage_options options = {.struct_size = sizeof options,
                                        .flags = USHER_TRIAGE_LENIENT | USHER_TRIAGE_LANGUAGE |
                                                 USHER_TRIAGE_PERSONAL_DATA};
  usher_fact facts[3];
  usher_message message = {.struct_size = sizeof message,
                           .id = str(ticket->id),
                           .account = str(ticket->account),
                           .text = str(ticket->text),
                           .facts = facts};
  usher_report *report = NULL;
  usher_status status;
  /* A fact that is not known is left out: no comparison with it is true. */
  if (ticket->customer_tier != NULL)
    facts[message.fact_count++] = text_fact("customer.tier", ticket->customer_tier);
  if (ticket->order_open >= 0)
    facts[message.fact_count++] = integer_fact("order.open", USHER_FACT_FLAG, ticket->order_open);
  if (ticket->waiting_ms >= 0)
    facts[message.fact_count++] =
        integer_fact("conversation.waiting", USHER_FACT_DURATION, ticket->waiting_ms);
  status = usher_triage(policy, &message, &options, decision, &report);
  return take_result(status, report, ticket->id, decision);
}

static int triage_tickets(const usher_policy *policy, usher_decision *decision) {
  int result = exit_fine;
  usher_str text;
  usher_status status;
  for (size_t i = 0; i < sizeof tickets / sizeof *tickets; ++i) {
    if (!triage_ticket(policy, &tickets[i], decision)) result = exit_input;
  }
  /* The handle holds the last decision until it is used again, and can be asked why. */
  if (usher_decision_fields(decision) == NULL) return result;
  status = usher_decision_explain(decision, USHER_FORMAT_TEXT, &text);
  if (status != USHER_OK) {
    print_failure("explain", status);
    return exit_input;
  }
  fputs("\nThe last one, explained:\n\n", stdout);
  put(stdout, text);
  return result;
}

/* ---- Messages as JSON lines ------------------------------------------------------------------------------- */

static int triage_lines(const usher_policy *policy, FILE *from, usher_decision *decision) {
  int result = exit_fine;
  unsigned long number = 0;
  char *line = NULL;
  size_t room = 0;
  ssize_t size;
  while (errno = 0, (size = getline(&line, &room, from)) != -1) {
    char name[40];
    const usher_str json = {line, (size_t)size};
    usher_report *report = NULL;
    usher_status status;
    ++number;
    if (strspn(line, " \t\r\n") == (size_t)size) continue;
    snprintf(name, sizeof name, "line %lu", number);
    status = usher_triage_json(policy, json, NULL, decision, &report);
    if (!take_result(status, report, name, decision)) result = exit_input;
  }
  if (ferror(from) || errno == ENOMEM) {
    perror("reading");
    result = exit_input;
  }
  free(line);
  return result;
}

/* ---- Start ------------------------------------------------------------------------------------------------ */

static usher_status load(const char *path, usher_policy **policy) {
  usher_report *report = NULL;
  const usher_status status = usher_policy_load(path, NULL, policy, &report);
  print_findings(report, NULL); /* warnings come with success */
  usher_report_destroy(report);
  if (status != USHER_OK) print_failure(path, status);
  return status;
}

int main(int argc, char **argv) {
  usher_policy *policy = NULL;
  usher_decision *decision = NULL;
  usher_status status;
  int result;

  if (argc < 2 || argc > 3 || (argc == 3 && strcmp(argv[2], "-") != 0)) {
    fputs("usage: triage POLICY [- < MESSAGES.jsonl]\n", stderr);
    return exit_use;
  }
  setvbuf(stdout, NULL, _IOLBF, BUFSIZ); /* line by line, so that findings stand beside their decisions */
  status = load(argv[1], &policy);
  if (status != USHER_OK) return status == USHER_POLICY ? exit_policy : exit_input;
  /* Working memory: one for each thread, used again for every message. */
  status = usher_decision_create(&decision);
  if (status != USHER_OK) {
    print_failure("decision", status);
    usher_policy_destroy(policy);
    return exit_input;
  }
  result = argc == 3 ? triage_lines(policy, stdin, decision) : triage_tickets(policy, decision);
  usher_decision_destroy(decision);
  usher_policy_destroy(policy);
  if (fflush(stdout) != 0 || ferror(stdout)) {
    fputs("writing failed\n", stderr);
    return exit_input;
  }
  return result;
}
