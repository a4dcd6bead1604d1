/* SPDX-License-Identifier: BSL-1.0 */
#include <stdio.h>
#include <string.h>

#include <usher/usher.h>

/* Prints the department of one message; the policy's path is the argument. */
int main(int argc, char **argv) {
  usher_policy *policy = NULL;
  usher_report *report = NULL;
  usher_decision *decision = NULL;
  usher_message message;
  usher_status status;

  if (argc != 2) return 2;
  if (usher_abi() != USHER_ABI) return 3;
  status = usher_policy_load(argv[1], NULL, &policy, &report);
  if (status != USHER_OK) {
    usher_str text;
    if (usher_report_text(report, USHER_FORMAT_TEXT, &text) == USHER_OK) fputs(text.data, stderr);
    usher_report_destroy(report);
    return 4;
  }
  usher_report_destroy(report);

  memset(&message, 0, sizeof message);
  message.struct_size = sizeof message;
  message.text.data = "I want my money back";
  message.text.size = strlen(message.text.data);
  status = usher_decision_create(&decision);
  if (status == USHER_OK) status = usher_triage(policy, &message, NULL, decision, NULL);
  if (status == USHER_OK) puts(usher_decision_fields(decision)->department.data);
  usher_decision_destroy(decision);
  usher_policy_destroy(policy);
  return status == USHER_OK ? 0 : 5;
}
