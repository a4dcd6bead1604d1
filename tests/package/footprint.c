/* SPDX-License-Identifier: BSL-1.0
 * What a host does with usher, for strace to look at: footprint POLICY. Before each part it asks for a file that is not
 * there, whose name says what comes. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <usher/usher.h>

static usher_str str(const char *text) {
  const usher_str made = {text, strlen(text)};
  return made;
}

static void part(const char *name) {
  char path[64];
  snprintf(path, sizeof path, "/footprint/%s", name);
  (void)!access(path, F_OK);
}

static int triage(const usher_policy *policy, usher_decision *decision) {
  static const char *const texts[] = {"A refund, please", "استرداد وجه می‌خواهم",
                                      "верните деньги, карта 4111 1111 1111 1111",
                                      "Il mio avvocato vi scriverà"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; ++i) {
    usher_message message = {.struct_size = sizeof message, .text = str(texts[i]), .channel = str("email")};
    message.time = 1774000000000 + (int64_t)i * 3600000;
    message.time_given = 1;
    if (usher_triage(policy, &message, NULL, decision, NULL) != USHER_OK) return 1;
  }
  return usher_triage_json(policy, str("{\"text\":\"money back\",\"time\":\"2026-03-20T09:00:00Z\"}"), NULL,
                           decision, NULL) != USHER_OK;
}

static int work(const usher_policy *policy) {
  usher_desk *desk = NULL, *again = NULL;
  usher_effects *effects = NULL;
  usher_document *snapshot = NULL;
  usher_str bytes;
  const usher_message message = {.struct_size = sizeof message, .text = str("A refund, please")};
  const usher_event event = {.struct_size = sizeof event,
                             .type = USHER_EVENT_MESSAGE,
                             .time = 1774000000000,
                             .conversation = str("c-1"),
                             .message = &message};
  int failed =
      usher_desk_open(policy, NULL, &desk, NULL) != USHER_OK || usher_effects_create(&effects) != USHER_OK ||
      usher_desk_apply(desk, &event, 1, effects, NULL) != USHER_OK || usher_desk_commit(desk) != USHER_OK ||
      usher_desk_snapshot(desk, &snapshot, NULL) != USHER_OK ||
      usher_document_text(snapshot, &bytes) != USHER_OK ||
      usher_desk_restore(bytes, NULL, &again, NULL) != USHER_OK;
  usher_document_destroy(snapshot);
  usher_effects_destroy(effects);
  usher_desk_destroy(again);
  usher_desk_destroy(desk);
  return failed;
}

int main(int argc, char **argv) {
  usher_policy *policy = NULL;
  usher_decision *decision = NULL;
  int failed;
  if (argc != 2) return 2;
  part("load");
  failed = usher_policy_load(argv[1], NULL, &policy, NULL) != USHER_OK ||
           usher_decision_create(&decision) != USHER_OK;
  part("first");
  failed = failed || triage(policy, decision);
  part("triage");
  for (int i = 0; i < 100; ++i)
    failed = failed || triage(policy, decision);
  part("desk");
  failed = failed || work(policy);
  part("end");
  usher_decision_destroy(decision);
  usher_policy_destroy(policy);
  part("gone");
  return failed;
}
