/* SPDX-License-Identifier: BSL-1.0
 * The cases in C: prints the decision of each, put together of what usher.h says of it, field by field.
 *
 *   decisions cases.jsonl */
#include "json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <usher/usher.h>

enum {
  MOST_NODES = 200,
  MOST_FACTS = 64,
  MOST_TAGS = 16,
  MOST_POLICIES = 16,
  MOST_NAMES = 4096,
  LONGEST = 16384
};

static usher_str str(const char *text) {
  const usher_str made = {text, strlen(text)};
  return made;
}

static void demand(usher_status status, usher_report *report, const char *what) {
  usher_str text = {NULL, 0};
  if (status == USHER_OK) {
    usher_report_destroy(report);
    return;
  }
  if (report != NULL) usher_report_text(report, USHER_FORMAT_TEXT, &text);
  fprintf(stderr, "%s: %s\n%s", what, usher_status_name(status), text.data == NULL ? "" : text.data);
  exit(1);
}

/* ---- Out ---- */

static void put_text(usher_str text) {
  if (text.data == NULL) {
    printf("null");
    return;
  }
  putchar('"');
  for (size_t i = 0; i < text.size; ++i) {
    const unsigned char byte = (unsigned char)text.data[i];
    if (byte == '"' || byte == '\\')
      printf("\\%c", byte);
    else if (byte < 0x20)
      printf("\\u%04x", byte);
    else
      putchar(byte);
  }
  putchar('"');
}

/* Days since 1970 into a date, as Howard Hinnant has it. */
static void put_time(int64_t ms) {
  if (ms == USHER_NO_TIME) {
    printf("null");
    return;
  }
  const int64_t days = ms / 86400000 + 719468, rest = ms % 86400000;
  const int64_t era = days / 146097, of_era = days - era * 146097;
  const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted = (5 * of_year + 2) / 153, day = of_year - (153 * shifted + 2) / 5 + 1;
  const int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  const int64_t year = year_of_era + era * 400 + (month <= 2);
  printf("\"%04" PRId64 "-%02" PRId64 "-%02" PRId64 "T%02" PRId64 ":%02" PRId64 ":%02" PRId64 ".%03" PRId64
         "Z\"",
         year, month, day, rest / 3600000, rest / 60000 % 60, rest / 1000 % 60, rest % 1000);
}

static usher_str item(const usher_decision *decision, int32_t field, size_t index) {
  usher_str out = {NULL, 0};
  demand(usher_decision_item(decision, field, index, &out), NULL, "an item");
  return out;
}

static usher_str because(const usher_decision *decision, int32_t field, size_t index) {
  usher_str out = {NULL, 0};
  demand(usher_decision_because(decision, field, index, &out), NULL, "a reason");
  return out;
}

static void put_list(const usher_decision *decision, const char *name, int32_t field) {
  printf(",\"%s\":[", name);
  for (size_t i = 0; i < usher_decision_count(decision, field); ++i) {
    if (i > 0) putchar(',');
    put_text(item(decision, field, i));
  }
  putchar(']');
}

static void put_because(const usher_decision *decision) {
  static const struct {
    const char *name;
    int32_t field;
  } one[] =
      {{"department", USHER_FIELD_DEPARTMENT}, {"agent", USHER_FIELD_AGENT}, {"engage", USHER_FIELD_ENGAGE},
       {"priority", USHER_FIELD_PRIORITY},     {"sla", USHER_FIELD_SLA},     {"stage", USHER_FIELD_STAGE},
       {"visibility", USHER_FIELD_VISIBILITY}, {"reply", USHER_FIELD_REPLY}},
    many[] = {{"skills", USHER_FIELD_SKILLS},
              {"tags", USHER_FIELD_TAGS},
              {"ask", USHER_FIELD_ASK},
              {"notify", USHER_FIELD_NOTIFY}};
  const char *comma = "";
  printf(",\"because\":{");
  for (size_t i = 0; i < sizeof one / sizeof one[0]; ++i) {
    const usher_str rule = because(decision, one[i].field, 0);
    if (rule.data == NULL) continue;
    printf("%s\"%s\":", comma, one[i].name);
    put_text(rule);
    comma = ",";
  }
  for (size_t i = 0; i < sizeof many / sizeof many[0]; ++i) {
    const size_t count = usher_decision_count(decision, many[i].field);
    const char *inner = "";
    if (count == 0) continue;
    printf("%s\"%s\":{", comma, many[i].name);
    for (size_t at = 0; at < count; ++at) {
      const usher_str rule = because(decision, many[i].field, at);
      if (rule.data == NULL) continue;
      printf("%s", inner);
      put_text(item(decision, many[i].field, at));
      putchar(':');
      put_text(rule);
      inner = ",";
    }
    putchar('}');
    comma = ",";
  }
  putchar('}');
}

static void put_decision(const usher_decision *decision) {
  const usher_decision_values *values = usher_decision_fields(decision);
  const struct {
    const char *name;
    usher_str text;
  } texts[] = {{"id", values->id},       {"department", values->department}, {"agent", values->agent},
               {"band", values->band},   {"language", values->language},     {"intent", values->intent},
               {"stage", values->stage}, {"visibility", values->visibility}, {"move_to", values->move_to},
               {"reply", values->reply}, {"policy", values->policy}};
  printf("{\"engage\":%s,\"priority\":%d", values->engage ? "true" : "false", (int)values->priority);
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
    printf(",\"%s\":", texts[i].name);
    put_text(texts[i].text);
  }
  if (values->sentiment == values->sentiment)
    printf(",\"sentiment\":%.17g", values->sentiment);
  else
    printf(",\"sentiment\":null");
  put_list(decision, "topics", USHER_FIELD_TOPICS);
  put_list(decision, "pii", USHER_FIELD_PII);
  put_list(decision, "skills", USHER_FIELD_SKILLS);
  put_list(decision, "tags", USHER_FIELD_TAGS);
  put_list(decision, "notify", USHER_FIELD_NOTIFY);
  printf(",\"sla\":{\"first_response\":");
  put_time(values->first_response);
  printf(",\"next_response\":");
  put_time(values->next_response);
  printf(",\"resolution\":");
  put_time(values->resolution);
  printf("},\"ask\":[");
  const usher_ask *ask = NULL;
  for (size_t i = 0; (ask = usher_decision_ask(decision, i)) != NULL; ++i) {
    printf("%s{\"department\":", i > 0 ? "," : "");
    put_text(ask->department);
    if (ask->within == 0)
      printf(",\"within_ms\":null");
    else
      printf(",\"within_ms\":%" PRId64, ask->within);
    printf(",\"before_reply\":%s}", ask->before_reply ? "true" : "false");
  }
  printf("],\"playbook\":null,\"voice\":null,\"surge\":null");
  put_because(decision);
  putchar('}');
}

/* ---- In ---- */

typedef struct input {
  usher_message message;
  usher_fact facts[MOST_FACTS];
  usher_str tags[MOST_TAGS];
  char names[MOST_NAMES]; /* of facts with a prefix */
  size_t used;
} input;

static usher_str text_of(const json *value) {
  const usher_str made = {value->text, value->text_size};
  return made;
}

static void take_fact(input *in, usher_str name, const json *value) {
  if (value->kind == JSON_NULL) return;
  usher_fact *fact = &in->facts[in->message.fact_count++];
  memset(fact, 0, sizeof *fact);
  fact->struct_size = sizeof *fact;
  fact->name = name;
  if (value->kind == JSON_TEXT) {
    fact->type = USHER_FACT_TEXT; /* times and lengths of time too: the library reads them */
    fact->text = text_of(value);
  } else if (value->kind == JSON_FLAG) {
    fact->type = USHER_FACT_FLAG;
    fact->integer = (int64_t)value->number;
  } else {
    fact->type = USHER_FACT_NUMBER;
    fact->number = value->number;
  }
}

static void take_facts(input *in, const json *object, const char *prefix) {
  for (const json *each = object->first; each != NULL; each = each->next) {
    usher_str name = {each->key, each->key_size};
    if (prefix != NULL) {
      char *at = in->names + in->used;
      in->used +=
          (size_t)snprintf(at, MOST_NAMES - in->used, "%s.%.*s", prefix, (int)each->key_size, each->key) + 1;
      name = str(at);
    }
    take_fact(in, name, each);
  }
}

static void take_tags(input *in, const json *value) {
  if (value->kind == JSON_TEXT) in->tags[in->message.tag_count++] = text_of(value);
  for (const json *each = value->first; each != NULL; each = each->next)
    in->tags[in->message.tag_count++] = text_of(each);
}

static void read_message(const json *object, input *in) {
  memset(&in->message, 0, sizeof in->message);
  in->message.struct_size = sizeof in->message;
  in->message.facts = in->facts;
  in->message.tags = in->tags;
  in->used = 0;
  const struct {
    const char *name;
    usher_str *into;
  } texts[] = {{"id", &in->message.id},           {"conversation", &in->message.conversation},
               {"channel", &in->message.channel}, {"account", &in->message.account},
               {"text", &in->message.text},       {"visibility", &in->message.visibility},
               {"subject", &in->message.subject}, {"language", &in->message.language}};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
    const json *value = json_member(object, texts[i].name);
    if (value != NULL && value->kind == JSON_TEXT) *texts[i].into = text_of(value);
  }
  static const char *const groups[] = {"author", "customer", "reach"};
  for (size_t i = 0; i < sizeof groups / sizeof groups[0]; ++i) {
    const json *group = json_member(object, groups[i]);
    if (group != NULL) take_facts(in, group, groups[i]);
  }
  const json *facts = json_member(object, "facts"), *time = json_member(object, "time"),
             *tags = json_member(object, "tags");
  if (facts != NULL) take_facts(in, facts, NULL);
  if (time != NULL) take_fact(in, str("time"), time);
  if (tags != NULL) take_tags(in, tags);
}

/* Each policy is loaded once. */
static const usher_policy *policy_of(const json *path) {
  static struct {
    char path[256];
    usher_policy *policy;
  } known[MOST_POLICIES];
  size_t i = 0;
  while (known[i].policy != NULL && strcmp(known[i].path, path->text) != 0)
    ++i;
  if (known[i].policy == NULL) {
    usher_report *report = NULL;
    snprintf(known[i].path, sizeof known[i].path, "%.*s", (int)path->text_size, path->text);
    demand(usher_policy_load(known[i].path, NULL, &known[i].policy, &report), report, known[i].path);
  }
  return known[i].policy;
}

int main(int argc, char **argv) {
  static char line[LONGEST];
  static json nodes[MOST_NODES];
  static input in;
  usher_decision *decision = NULL;
  const usher_triage_options options = {.struct_size = sizeof options,
                                        .flags = USHER_TRIAGE_LANGUAGE | USHER_TRIAGE_PERSONAL_DATA};
  FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
  if (file == NULL) {
    fprintf(stderr, "decisions cases.jsonl\n");
    return 2;
  }
  demand(usher_decision_create(&decision), NULL, "a decision");
  while (fgets(line, sizeof line, file) != NULL) {
    const json *one = json_read(line, nodes, MOST_NODES);
    const json *path = json_member(one, "policy"), *id = json_member(one, "id"),
               *message = json_member(one, "message");
    if (path == NULL || id == NULL || message == NULL) {
      fprintf(stderr, "this is no case\n");
      return 1;
    }
    ((char *)(uintptr_t)path->text)[path->text_size] = 0; /* where its closing quote was */
    usher_report *report = NULL;
    read_message(message, &in);
    const usher_status status = usher_triage(policy_of(path), &in.message, &options, decision, &report);
    demand(status, report, id->text);
    printf("{\"id\":");
    put_text(text_of(id));
    printf(",\"decision\":");
    put_decision(decision);
    printf("}\n");
  }
  fclose(file);
  usher_decision_destroy(decision);
  return 0;
}
