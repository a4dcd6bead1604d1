/* SPDX-License-Identifier: BSL-1.0
 * What the same work costs in C: the measure of every other host.
 *
 *   binding POLICY MESSAGES
 *
 * One message (a text, an id, a channel) decided from a struct and three fields read; then 100,000 messages in one call. Nanoseconds of the processor,
 * the best of some rounds. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <usher/usher.h>

enum { CALLS = 100000, ROUNDS = 7, ROWS = 100000, MOST_TEXTS = 64, LONGEST = 1024 };

static usher_str str(const char *text) {
  const usher_str made = {text, strlen(text)};
  return made;
}

static void demand(usher_status status) {
  if (status == USHER_OK) return;
  fprintf(stderr, "%s\n", usher_status_name(status));
  exit(1);
}

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return (double)at.tv_sec * 1e9 + (double)at.tv_nsec;
}

static size_t read_texts(const char *path, char (*texts)[LONGEST]) {
  FILE *file = fopen(path, "r");
  size_t count = 0;
  if (file == NULL) exit(2);
  while (count < MOST_TEXTS && fgets(texts[count], LONGEST, file) != NULL) {
    texts[count][strcspn(texts[count], "\n")] = 0;
    ++count;
  }
  fclose(file);
  return count;
}

/* A message like that of every host: a text, an id, a channel and, in the batch, a fact. */
static usher_message message_of(const char *text, const char *id, const usher_fact *tier) {
  usher_message message;
  memset(&message, 0, sizeof message);
  message.struct_size = sizeof message;
  message.id = str(id);
  message.channel = str("instagram");
  message.text = str(text);
  message.facts = tier;
  message.fact_count = tier == NULL ? 0 : 1;
  return message;
}

static usher_fact tier_of(const char *word) {
  usher_fact tier;
  memset(&tier, 0, sizeof tier);
  tier.struct_size = sizeof tier;
  tier.name = str("customer.tier");
  tier.type = USHER_FACT_TEXT;
  tier.text = str(word);
  return tier;
}

static double one_by_one(const usher_policy *policy, const char *text, size_t *read) {
  usher_decision *decision = NULL;
  double best = 1e300;
  demand(usher_decision_create(&decision));
  for (int round = 0; round < ROUNDS; ++round) {
    const double begin = now();
    for (int i = 0; i < CALLS; ++i) {
      const usher_message message = message_of(text, "m-1", NULL);
      demand(usher_triage(policy, &message, NULL, decision, NULL));
      const usher_decision_values *values = usher_decision_fields(decision);
      *read += values->department.size + (size_t)values->priority + values->band.size;
    }
    const double each = (now() - begin) / CALLS;
    if (each < best) best = each;
  }
  usher_decision_destroy(decision);
  return best;
}

static double in_one_call(const usher_policy *policy, char (*texts)[LONGEST], size_t count, size_t *read) {
  static usher_message messages[ROWS];
  static char ids[ROWS][16];
  static usher_fact tiers[2];
  usher_batch *batch = NULL;
  double best = 1e300;
  tiers[0] = tier_of("gold");
  tiers[1] = tier_of("member");
  for (size_t i = 0; i < ROWS; ++i) {
    snprintf(ids[i], sizeof ids[i], "m-%zu", i);
    messages[i] = message_of(texts[i % count], ids[i], &tiers[i % 2]);
  }
  demand(usher_batch_create(&batch)); /* its memory is used again in every round */
  for (int round = 0; round < ROUNDS; ++round) {
    const double begin = now();
    demand(usher_batch_triage(policy, messages, ROWS, NULL, batch, NULL));
    *read += (size_t)usher_batch_column(batch, USHER_FIELD_DEPARTMENT)->codes[ROWS - 1];
    const double each = (now() - begin) / ROWS;
    if (each < best) best = each;
  }
  usher_batch_destroy(batch);
  return best;
}

int main(int argc, char **argv) {
  static char texts[MOST_TEXTS][LONGEST];
  usher_policy *policy = NULL;
  size_t read = 0;
  if (argc != 3) {
    fprintf(stderr, "binding POLICY MESSAGES\n");
    return 2;
  }
  const size_t count = read_texts(argv[2], texts);
  demand(usher_policy_load(argv[1], NULL, &policy, NULL));
  printf("{\"host\": \"c\", \"call\": \"triage\", \"ns\": %.1f}\n", one_by_one(policy, texts[1], &read));
  printf("{\"host\": \"c\", \"call\": \"batch\", \"ns\": %.1f}\n", in_one_call(policy, texts, count, &read));
  usher_policy_destroy(policy);
  return read == 0;
}
