/* SPDX-License-Identifier: BSL-1.0
 *
 * usher: which department and person a customer's message goes to, how urgent it is, and what the answer must
 * respect. This header is the whole interface and its manual.
 *
 *     usher_policy *policy = NULL;
 *     usher_report *report = NULL;
 *     if (usher_policy_load("policy.yaml", NULL, &policy, &report) != USHER_OK) { ... findings in report ... }
 *     usher_report_destroy(report);
 *
 *     usher_decision *decision = NULL;
 *     usher_decision_create(&decision);
 *     usher_message message = {sizeof message};
 *     message.text = (usher_str){"I want my money back", 20};
 *     if (usher_triage(policy, &message, NULL, decision, NULL) == USHER_OK)
 *       puts(usher_decision_fields(decision)->department.data);
 *
 * RULES THAT HOLD EVERYWHERE
 *
 * Status.   What can fail returns a usher_status; 0 and 1 are success. Out-parameters are last and are left
 *           alone when a call fails, the report excepted.
 * Report.   `usher_report **report` may be NULL. Otherwise it is set to a new report on success and on failure
 *           alike (warnings come with success), which the caller destroys; only a call with a NULL where there
 *           must be none leaves it alone, so begin with NULL. Nothing is kept to be asked for later: there is no
 *           "last error".
 * Handles.  Opaque, from a _create, _load, _run or _share, ended by _destroy, which takes NULL and then does
 *           nothing. A NULL handle elsewhere is USHER_ARGUMENT.
 * Text in.  UTF-8, pointer and length, read during the call only; NULL with length 0 means "not given". Bad
 *           bytes are read as U+FFFD and reported, never refused, except in policies, JSON and names of events. It
 *           must not be a text of the handle that the call is to fill.
 * Text out. Owned by the handle it came from, until that handle is used again for something else or destroyed;
 *           counted, and a NUL follows it. A value that is not there has data NULL and size 0. Nothing is the
 *           caller's to free.
 * Structs.  Those that the caller fills begin with struct_size; set it to sizeof and zero the rest: zero is the
 *           default of every field. Fields are only ever appended. A library that is older than the caller
 *           refuses (USHER_NEWER) only what the caller set and it does not know. The stride of an array is the
 *           struct_size of its first element. Structs that the library fills come as pointers to const, and grow
 *           likewise: read a field only if struct_size reaches it when you may run with an older library. A
 *           struct_size above 4096 is USHER_ARGUMENT: no struct will be so long.
 * Threads.  The library has none, and no globals. A policy is immutable and any number of threads may use it at
 *           once, without locks. A desk may be used by several threads, one after the other. Every other
 *           handle belongs to one thread at a time.
 * Fork.     Safe to load before a fork; policies and decisions work in the child. A desk must not be in use by
 *           another thread at that moment; parent and child then have one each.
 * Time.     int64_t milliseconds since 1970-01-01T00:00:00Z, up to the end of 2199. The library reads no clock.
 * Memory.   Running out of it is USHER_MEMORY. Every handle can be used again and holds what it held before the
 *           call, except one that the call was to fill: a decision or a batch is empty after any failed triage,
 *           effects after any failed apply. Where a section says so, a handle that takes things in piece by piece
 *           may have taken a part: it then answers USHER_STATE to all else and is to be destroyed.
 * Zones.    The zone file of a calendar is read when something first needs the calendar. A call for which the system
 *           does not let it be read, as when too many files are open, fails with USHER_IO, and can be made again.
 *
 * Compiled with -DUSHER_FFI the header has no attributes and no includes, for the declaration parsers of PHP's
 * FFI and Python's cffi.
 */
#ifndef USHER_USHER_H
#define USHER_USHER_H

#ifndef USHER_FFI
#include <stddef.h>
#include <stdint.h>
#endif

#ifdef USHER_FFI
#define USHER_API
#define USHER_NOTHROW
#elif defined(__GNUC__)
#define USHER_API __attribute__((visibility("default")))
#ifdef __cplusplus
#define USHER_NOTHROW noexcept
#else
#define USHER_NOTHROW __attribute__((nothrow))
#endif
#else
#define USHER_API
#define USHER_NOTHROW
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version --------------------------------------------------------------------------------------------- */

/* The number of the interface, which is also the library's SONAME; USHER_ABI is what this header describes. A
 * program that loads the library by hand compares the two. */
enum { USHER_ABI = 1 };
USHER_API uint32_t usher_abi(void) USHER_NOTHROW;

/* "0.1.0"; lives as long as the library. */
USHER_API const char *usher_version(void) USHER_NOTHROW;

/* ---- Status ---------------------------------------------------------------------------------------------- */

typedef int32_t usher_status;

enum {
  USHER_OK = 0,
  USHER_REPEATED = 1,   /* success: this event was applied before */
  USHER_ARGUMENT = 10,  /* the call itself is wrong: NULL handle, bad size, unknown constant */
  USHER_NEWER = 11,     /* the caller set a field that this library does not know */
  USHER_MEMORY = 12,    /* out of memory */
  USHER_POLICY = 13,    /* the policy has errors: see the report */
  USHER_INPUT = 14,     /* the message is wrong: unknown fact, account, value, or no JSON */
  USHER_LIMIT = 15,     /* larger than a limit allows; the report names the limit */
  USHER_IO = 16,        /* a file could not be read */
  USHER_FORMAT = 17,    /* a file is damaged */
  USHER_VERSION = 18,   /* a file is of another version */
  USHER_STATE = 19,     /* not now: the handle holds no result yet */
  USHER_TIME = 20,      /* a time outside what is accepted */
  USHER_CONFLICT = 21,  /* the same id with other content */
  USHER_NOT_FOUND = 22, /* no such thing */
  /* Nothing in this release gives the next three; they are kept for stores of its own. */
  USHER_LEASE = 23,           /* another process has the lease */
  USHER_OUTCOME_UNKNOWN = 24, /* it may have happened: repeat with the same id */
  USHER_FORKED = 25,          /* opened before the fork */
  USHER_INTERNAL = 26         /* a defect of usher */
};

/* "ok", "input" ...; "unknown" for any other number. Lives as long as the library. */
USHER_API const char *usher_status_name(usher_status status) USHER_NOTHROW;

/* ---- Plain values ---------------------------------------------------------------------------------------- */

/* A text: see "Text in" and "Text out". Frozen: never grows. */
typedef struct usher_str {
  const char *data;
  size_t size; /* bytes, without the NUL */
} usher_str;

/* A named text given in memory: an included file, a file of tests. */
typedef struct usher_source {
  size_t struct_size;
  usher_str name; /* as an include writes it, or as findings should call it */
  usher_str text;
} usher_source;

/* A limit to be changed. Names and defaults: policy_bytes 4194304 (all files together), policy_files 256,
 * include_depth 8, nodes 400000, rules 20000, patterns 2000 (distinct regexes), message_bytes 1048576 (one
 * message as JSON), text_bytes 65536 (text looked at; the rest is cut off and reported), facts 256, customers
 * 5000000 (of one run of a scenario). */
typedef struct usher_limit {
  size_t struct_size;
  usher_str name;
  uint64_t value;
} usher_limit;

/* How a handle renders itself as text. */
enum {
  USHER_FORMAT_TEXT = 0,       /* for people; wording may change in any release */
  USHER_FORMAT_JSON = 1,       /* for machines; docs/schema describes it */
  USHER_FORMAT_OPENMETRICS = 2 /* of usher_desk_metrics alone: OpenMetrics 1.0, as Prometheus reads it */
};

/* ---- Report: findings -------------------------------------------------------------------------------------- */

typedef struct usher_report usher_report;

/* Only an error makes a call fail; a warning is worth a look, a note is for whoever wonders. */
enum { USHER_SEVERITY_NOTE = 1, USHER_SEVERITY_WARNING = 2, USHER_SEVERITY_ERROR = 3 };

typedef struct usher_finding {
  size_t struct_size;
  int32_t severity;
  uint32_t line;   /* from 1; 0: the finding has no place */
  uint32_t column; /* from 1, in code points */
  uint32_t reserved;
  usher_str code; /* stable, as in docs/findings.md: "unknown_key" */
  usher_str file;
  usher_str path;    /* "rules[3].when.channel" */
  usher_str message; /* one sentence; never the text of a message */
  usher_str hint;    /* how to mend it; may be missing */
} usher_finding;

USHER_API size_t usher_report_count(const usher_report *report) USHER_NOTHROW; /* 0 for NULL */
/* How many are of a severity. */
USHER_API size_t usher_report_count_of(const usher_report *report, int32_t severity) USHER_NOTHROW;
/* NULL when there is no such finding. */
USHER_API const usher_finding *usher_report_finding(const usher_report *report, size_t index) USHER_NOTHROW;
/* All of it, as lines or as {"findings":[...]}; in the report until the next call of this function. */
USHER_API usher_status usher_report_text(usher_report *report, int32_t format, usher_str *out) USHER_NOTHROW;
USHER_API void usher_report_destroy(usher_report *report) USHER_NOTHROW;

/* ---- Document: a text that the library made ---------------------------------------------------------------- */

typedef struct usher_document usher_document;

/* Lives as long as the document. */
USHER_API usher_status usher_document_text(const usher_document *document, usher_str *out) USHER_NOTHROW;
USHER_API void usher_document_destroy(usher_document *document) USHER_NOTHROW;

/* ---- Policy ------------------------------------------------------------------------------------------------ */

typedef struct usher_policy usher_policy;

enum {
  USHER_LOAD_VERIFY = 1 /* of an image: look at every byte of it, which costs more the larger it is */
};

typedef struct usher_load_options {
  size_t struct_size;
  const usher_limit *limits; /* all of them; those of messages are then the defaults of every triage */
  size_t limit_count;
  const usher_source
      *includes; /* for usher_policy_load_memory: what `include` finds, by name; globs match names */
  size_t include_count;
  uint32_t flags; /* USHER_LOAD_... */
  uint32_t reserved;
} usher_load_options;

/* Loads a policy from a file, or from the policy.yaml of a folder. `path` is NUL-terminated. Includes are read
 * below the policy's own folder only. All errors of all files come in one report.
 *
 * The file may also be an image (usher_policy_compile). It is mapped, which costs the same for any number of rules,
 * and stays mapped as long as the policy: replace an image by renaming a new one over it, never by writing into it.
 * What is not looked at is not checked, unless USHER_LOAD_VERIFY is set; an image in which something is wrong decides
 * wrongly at worst. Limits of policies do not apply to it.
 * Errors: POLICY (see the report), IO, LIMIT for an unknown limit or one set too high, FORMAT for a damaged image,
 * VERSION for one of another version of usher or of Unicode, ARGUMENT, NEWER, MEMORY. */
USHER_API usher_status usher_policy_load(const char *path, const usher_load_options *options,
                                         usher_policy **out, usher_report **report) USHER_NOTHROW;

/* The same from a text in memory, which findings call `name`; many hosts keep policies in a database. An image is
 * copied. */
USHER_API usher_status usher_policy_load_memory(usher_str name, usher_str text,
                                                const usher_load_options *options, usher_policy **out,
                                                usher_report **report) USHER_NOTHROW;

/* One more reference to the same policy, for another owner; each reference is destroyed once. */
USHER_API usher_status usher_policy_share(const usher_policy *policy, usher_policy **out) USHER_NOTHROW;
USHER_API void usher_policy_destroy(usher_policy *policy) USHER_NOTHROW;

/* SHA-256 of the policy's sources in hexadecimal, 64 digits: what a decision calls `policy`. */
USHER_API usher_status usher_policy_hash(const usher_policy *policy, usher_str *out) USHER_NOTHROW;

/* The analysis of a loaded policy: rules that can never act, departments and topics that nothing uses, failing
 * tests of the policy's own. USHER_POLICY when a finding is an error. Slower than loading. */
USHER_API usher_status usher_policy_check(const usher_policy *policy, usher_report **report) USHER_NOTHROW;

/* The whole policy as one YAML file in canonical form, includes taken in. Loading it gives the same decisions. */
USHER_API usher_status usher_policy_dump(const usher_policy *policy, usher_document **out,
                                         usher_report **report) USHER_NOTHROW;

/* The structure of the policy as a graph in the language DOT, of which Graphviz makes a picture (dot -Tsvg): topics and
 * signals, the rules that ask for them, the departments that these lead to, and where departments send work. UTF-8, in
 * the order of the policy; docs/policy.md says how to read it. What programs hold on to are the functions for parts
 * below: how the picture is drawn may change. Errors: ARGUMENT, MEMORY, FORMAT for a damaged image. */
USHER_API usher_status usher_policy_graph(const usher_policy *policy, usher_document **out,
                                          usher_report **report) USHER_NOTHROW;

/* The policy as an image: bytes that usher_policy_load opens at once, with everything in it that the YAML had, so that
 * explanations, tests and dumps work without the YAML. It is for this version of usher, of Unicode and for machines of
 * this byte order; others say so. The document is bytes, not text. */
USHER_API usher_status usher_policy_compile(const usher_policy *policy, usher_document **out,
                                            usher_report **report) USHER_NOTHROW;

/* What a policy costs: how its rules are filed, which of them every message has to look at and why, memory. `format` is
 * USHER_FORMAT_...; as JSON docs/schema/statistics.schema.json. `sample` may be empty; else it is messages as JSON, one
 * on each line, and the page also has how many rules such a message looks at, with this filing and with the one that
 * usher_policy_sharpen would make. Lines that are no message are counted. */
USHER_API usher_status usher_policy_statistics(const usher_policy *policy, usher_str sample, int32_t format,
                                               usher_document **out, usher_report **report) USHER_NOTHROW;

/* What would move if this policy took the place of `old`: what stands in them and, by the messages of both policies'
 * tests and of `sample`, what they decide, with ids of messages and never their text. `sample` and `format` as above;
 * as JSON docs/schema/comparison.schema.json. The messages are taken leniently, as one policy may know what the other
 * does not; those that cannot be decided about are listed. Errors: ARGUMENT, MEMORY, FORMAT for a damaged image. */
USHER_API usher_status usher_policy_compare(const usher_policy *policy, const usher_policy *old,
                                            usher_str sample, int32_t format, usher_document **out,
                                            usher_report **report) USHER_NOTHROW;

/* The same policy with its rules filed by what a sample of messages has, one on each line as JSON: it decides the same
 * and looks at fewer rules, the more so the more the sample is like what comes. An image of it keeps that. INPUT when
 * no line is a message. */
USHER_API usher_status usher_policy_sharpen(const usher_policy *policy, usher_str sample, usher_policy **out,
                                            usher_report **report) USHER_NOTHROW;

/* What a policy is made of, with the place of each part. Of an image the parts are read when they are first asked for;
 * a damaged image may have none. */
enum {
  USHER_PART_DEPARTMENT = 1,
  USHER_PART_RULE = 2,
  USHER_PART_TOPIC = 3,
  USHER_PART_SIGNAL = 4,
  USHER_PART_CHANNEL = 5,
  USHER_PART_ACCOUNT = 6,
  USHER_PART_REPLY = 7,
  USHER_PART_FACT = 8, /* those the policy declares */
  USHER_PART_BAND = 9, /* from the highest to the lowest */
  USHER_PART_CALENDAR = 10,
  USHER_PART_SLA = 11,
  USHER_PART_AGENT = 12,
  USHER_PART_GROUP = 13
};

typedef struct usher_part {
  size_t struct_size;
  int32_t part;  /* USHER_PART_... */
  uint32_t line; /* 0 for what the policy does not write: a default band */
  uint32_t column;
  uint32_t reserved;
  usher_str name;
  usher_str file;
} usher_part;

USHER_API size_t usher_policy_part_count(const usher_policy *policy, int32_t part) USHER_NOTHROW;
/* In the order of the policy; NULL when there is no such part. Lives as long as the policy. */
USHER_API const usher_part *usher_policy_part(const usher_policy *policy, int32_t part,
                                              size_t index) USHER_NOTHROW;

/* ---- Tests of a policy --------------------------------------------------------------------------------------- */

typedef struct usher_test_run usher_test_run;

typedef struct usher_test_options {
  size_t struct_size;
  const usher_source *files; /* further files, each a list of tests or a mapping with `tests` */
  size_t file_count;
} usher_test_options;

typedef struct usher_test_summary {
  size_t struct_size;
  uint64_t passed;
  uint64_t failed;
  uint64_t rules;         /* of the policy */
  uint64_t rules_matched; /* by at least one test */
  uint64_t conditions; /* single ones, each fact with what is asked of it: of rules, signals and priority */
  uint64_t conditions_seen_both; /* those that were true for one test at least and false for another; each is
                                  * looked at by itself wherever its rule was read */
} usher_test_summary;

/* Runs the policy's own tests, then the files'. USHER_OK also when tests fail: ask the summary. USHER_POLICY when a
 * file cannot be read as tests. */
USHER_API usher_status usher_policy_test(const usher_policy *policy, const usher_test_options *options,
                                         usher_test_run **out, usher_report **report) USHER_NOTHROW;
USHER_API const usher_test_summary *usher_test_run_summary(const usher_test_run *run) USHER_NOTHROW;
/* Every failed expectation with its place, what was expected, what came and why; then the coverage: rules never
 * matched, conditions never true or never false. As JSON docs/schema/tests.schema.json, with all counts. */
USHER_API usher_status usher_test_run_text(usher_test_run *run, int32_t format, usher_str *out) USHER_NOTHROW;
USHER_API void usher_test_run_destroy(usher_test_run *run) USHER_NOTHROW;

/* ---- Message ------------------------------------------------------------------------------------------------- */

enum {
  USHER_FACT_TEXT = 1,    /* text; also the value of an enumeration */
  USHER_FACT_NUMBER = 2,  /* number, finite */
  USHER_FACT_FLAG = 3,    /* integer, 0 or 1 */
  USHER_FACT_TIME = 4,    /* integer, a time */
  USHER_FACT_DURATION = 5 /* integer, milliseconds, up to 10 years */
};

/* A fact by its dotted name: "customer.tier", "author.followers", "stage". */
typedef struct usher_fact {
  size_t struct_size;
  usher_str name;
  int32_t type; /* USHER_FACT_...; 0: missing, as if the fact were not given */
  int32_t reserved;
  int64_t integer;
  double number;
  usher_str text;
} usher_fact;

typedef struct usher_message {
  size_t struct_size;
  usher_str id; /* given back in the decision */
  usher_str conversation;
  usher_str channel; /* taken from the account when missing */
  usher_str account;
  usher_str visibility; /* "public" or "private"; taken from the channel when missing */
  usher_str text;
  usher_str subject;
  usher_str language;    /* ISO 639-1, when the host knows it */
  const usher_str *tags; /* those the conversation already carries */
  size_t tag_count;
  const usher_fact *facts;
  size_t fact_count;
  int64_t time;       /* when it came */
  int32_t time_given; /* 1: `time` holds; 0: no time is known */
  int32_t reserved;
} usher_message;

/* ---- Triage -------------------------------------------------------------------------------------------------- */

typedef struct usher_decision usher_decision;

enum {
  USHER_TRIAGE_LENIENT = 1,  /* an unknown account, value, key or fact counts as missing and is reported */
  USHER_TRIAGE_LANGUAGE = 2, /* look for the language even if no rule asks for it */
  USHER_TRIAGE_PERSONAL_DATA = 4, /* look for personal data even if no rule asks for it */
  USHER_TRIAGE_ONLY_NEEDED = 8,   /* JSON form: do not look for either unless a rule asks */
  USHER_TRIAGE_NOW = 16,          /* `now` holds, for messages without a time */
  USHER_TRIAGE_FULL_TEXT = 32     /* e-mails: look at quoted messages and signatures too */
};

typedef struct usher_triage_options {
  size_t struct_size;
  uint32_t flags;
  uint32_t reserved;
  int64_t now;
  const usher_limit *limits; /* message_bytes, text_bytes, facts; else as the policy was loaded */
  size_t limit_count;
} usher_triage_options;

/* A decision handle is also the working memory: keep one per thread and use it again and again. */
USHER_API usher_status usher_decision_create(usher_decision **out) USHER_NOTHROW;
USHER_API void usher_decision_destroy(usher_decision *decision) USHER_NOTHROW;

/* Decides. The decision handle keeps a reference to the policy and what it needs of the message until it is used
 * again, so that it can be asked why.
 * Errors: INPUT (unknown fact, account, value, wrong type, the same fact twice), LIMIT, TIME, ARGUMENT, NEWER,
 * MEMORY; the decision then holds nothing. */
USHER_API usher_status usher_triage(const usher_policy *policy, const usher_message *message,
                                    const usher_triage_options *options, usher_decision *decision,
                                    usher_report **report) USHER_NOTHROW;

/* The same from one JSON object (docs/schema/message.schema.json). Language and personal data are looked for. */
USHER_API usher_status usher_triage_json(const usher_policy *policy, usher_str json,
                                         const usher_triage_options *options, usher_decision *decision,
                                         usher_report **report) USHER_NOTHROW;

/* ---- Decision ------------------------------------------------------------------------------------------------ */

/* The fields that hold one value. Missing texts have data NULL. */
typedef struct usher_decision_values {
  size_t struct_size;
  usher_str id;         /* the message's */
  usher_str department; /* always there */
  usher_str agent;
  usher_str band;     /* of the priority; always there */
  usher_str language; /* ISO 639-1: the message's own, else what was found */
  usher_str intent;
  usher_str stage;
  usher_str visibility; /* "public" or "private", as the answer must be */
  usher_str move_to;    /* the private channel, when a public message is to be answered in private */
  usher_str reply;      /* name of the suggested reply */
  usher_str policy;     /* SHA-256 of the policy's sources */
  double sentiment;     /* -1 to 1; NaN when unknown */
  int32_t priority;     /* 0 to 100 */
  int32_t engage;       /* 1; 0: recorded, not to be answered */
  usher_str sla;        /* what is promised: the SLA that a rule chose, else the department's */
  /* When each promise of that SLA is due, counted from the message's time on the department's calendar, as a time;
   * USHER_NO_TIME where nothing is promised, where the message has no time, and where engage is 0. */
  int64_t first_response;
  int64_t next_response;
  int64_t resolution;
} usher_decision_values;

enum { USHER_NO_TIME = -1 /* what stands for a due time that is not there */ };

/* NULL when the handle holds no decision. Valid until the handle is used again. */
USHER_API const usher_decision_values *usher_decision_fields(const usher_decision *decision) USHER_NOTHROW;

/* The fields of a decision, by number. */
enum {
  USHER_FIELD_DEPARTMENT = 1,
  USHER_FIELD_AGENT = 2,
  USHER_FIELD_ENGAGE = 3,
  USHER_FIELD_PRIORITY = 4,
  USHER_FIELD_BAND = 5,
  USHER_FIELD_LANGUAGE = 6,
  USHER_FIELD_INTENT = 7,
  USHER_FIELD_STAGE = 8,
  USHER_FIELD_SENTIMENT = 9,
  USHER_FIELD_VISIBILITY = 10,
  USHER_FIELD_MOVE_TO = 11,
  USHER_FIELD_REPLY = 12,
  USHER_FIELD_SLA = 13,
  USHER_FIELD_FIRST_RESPONSE = 14, /* times: when it is due */
  USHER_FIELD_NEXT_RESPONSE = 15,
  USHER_FIELD_RESOLUTION = 16,
  /* several values */
  USHER_FIELD_TOPICS = 32,
  USHER_FIELD_PII = 33,
  USHER_FIELD_SKILLS = 34,
  USHER_FIELD_TAGS = 35,
  USHER_FIELD_NOTIFY = 36,
  USHER_FIELD_ASK = 37 /* the departments asked */
};

/* How many values a field of several values has; 0 for any other field. */
USHER_API size_t usher_decision_count(const usher_decision *decision, int32_t field) USHER_NOTHROW;
/* One of them. Errors: NOT_FOUND past the end, STATE before there is a decision, ARGUMENT (also for a field of one
 * value). */
USHER_API usher_status usher_decision_item(const usher_decision *decision, int32_t field, size_t index,
                                           usher_str *out) USHER_NOTHROW;

/* A side question to another department. */
typedef struct usher_ask {
  size_t struct_size;
  usher_str department;
  int64_t within;       /* milliseconds; 0: no limit was given */
  int32_t before_reply; /* 1: the answer waits for it */
  int32_t reserved;
} usher_ask;

/* NULL past the end. */
USHER_API const usher_ask *usher_decision_ask(const usher_decision *decision, size_t index) USHER_NOTHROW;

/* The rule behind a field: its name, "default", or data NULL when no rule set it, as of an SLA that is the
 * department's. For a field of several values the rule behind item `index`; 0 for the others. Errors: NOT_FOUND past
 * the end, STATE before there is a decision, ARGUMENT (also for what no rule sets: band, language, intent, sentiment,
 * move_to, topics, pii, due times). */
USHER_API usher_status usher_decision_because(const usher_decision *decision, int32_t field, size_t index,
                                              usher_str *out) USHER_NOTHROW;

enum { USHER_DECISION_DETAIL = 1 /* adds "detail": positions, confidences, the parts of the priority */ };

/* The decision as one line of JSON (docs/schema/decision.schema.json); in the handle until it is used again. Errors:
 * STATE before there is a decision, NEWER for a flag that this library does not know, ARGUMENT, MEMORY. */
USHER_API usher_status usher_decision_json(usher_decision *decision, uint32_t flags,
                                           usher_str *out) USHER_NOTHROW;

/* The whole for and against: each rule, each condition with the value it saw, the first that failed. Personal data in
 * values is masked, but the text is still to be treated as a customer's data. Errors: STATE before there is a decision,
 * ARGUMENT, MEMORY. */
USHER_API usher_status usher_decision_explain(usher_decision *decision, int32_t format,
                                              usher_str *out) USHER_NOTHROW;

/* ---- Batch --------------------------------------------------------------------------------------------------- */

typedef struct usher_batch usher_batch;

enum {
  USHER_COLUMN_CODES = 1,    /* codes[] into dictionary[]; -1: no value */
  USHER_COLUMN_INTEGERS = 2, /* integers[]; times too, USHER_NO_TIME: no value */
  USHER_COLUMN_NUMBERS = 3   /* numbers[]; NaN: no value */
};

/* One field of all rows. `values` is `rows` for a field of one value; for one of several, row r has the values
 * offsets[r] to offsets[r + 1] - 1, and offsets has rows + 1 entries. A row that failed has no values. */
typedef struct usher_column {
  size_t struct_size;
  int32_t field;
  int32_t type;
  size_t rows;
  size_t values;
  const int32_t *codes;        /* [values] or NULL */
  const int64_t *integers;     /* [values] or NULL; -1 in a row that failed */
  const double *numbers;       /* [values] or NULL */
  const uint64_t *offsets;     /* [rows + 1] or NULL */
  const usher_str *dictionary; /* [dictionary_size] or NULL */
  size_t dictionary_size;
} usher_column;

USHER_API usher_status usher_batch_create(usher_batch **out) USHER_NOTHROW;
USHER_API void usher_batch_destroy(usher_batch *batch) USHER_NOTHROW;

/* Triages `count` messages into columns. Bad rows do not stop it: each has its status, and its findings are in the
 * report with the row's number (from 1) as the line. OK also when rows failed. The decision of a row is that of
 * usher_triage with the same options.
 * Errors: LIMIT for an unknown limit or one set too high, TIME, ARGUMENT, NEWER, MEMORY; the batch then has no
 * rows. */
USHER_API usher_status usher_batch_triage(const usher_policy *policy, const usher_message *messages,
                                          size_t count, const usher_triage_options *options,
                                          usher_batch *batch, usher_report **report) USHER_NOTHROW;

/* The same from JSON lines in one buffer; empty lines are no rows, and findings carry the line's number. */
USHER_API usher_status usher_batch_triage_json(const usher_policy *policy, usher_str lines,
                                               const usher_triage_options *options, usher_batch *batch,
                                               usher_report **report) USHER_NOTHROW;

USHER_API size_t usher_batch_rows(const usher_batch *batch) USHER_NOTHROW;
/* [usher_batch_rows] statuses; NULL when there are no rows. */
USHER_API const int32_t *usher_batch_statuses(const usher_batch *batch) USHER_NOTHROW;
/* A field of all rows; NULL for an unknown field. Valid until the batch is used again. */
USHER_API const usher_column *usher_batch_column(const usher_batch *batch, int32_t field) USHER_NOTHROW;
/* The rules behind that field, value by value. NULL for an unknown field and for those that no rule sets. */
USHER_API const usher_column *usher_batch_because(const usher_batch *batch, int32_t field) USHER_NOTHROW;

/* ---- Text ---------------------------------------------------------------------------------------------------- */

/* What usher sees in a text, for hosts that highlight, mask or fold what they show. */
typedef struct usher_text usher_text;

enum {
  USHER_TEXT_EMAIL = 1 /* an e-mail: what triage leaves out of one is left out */
};

typedef struct usher_text_options {
  size_t struct_size;
  uint32_t flags;
  uint32_t reserved;
  usher_str subject; /* of the e-mail: the subject of a forward ("Fwd: ...") has what it forwards kept */
} usher_text_options;

/* A place in a text as it was given: bytes [begin, end), and the code points of the same place. Frozen: never
 * grows. */
typedef struct usher_span {
  size_t begin;
  size_t end;
  size_t begin_code_point;
  size_t end_code_point;
} usher_span;

/* A text handle is also the working memory: keep one per thread and use it again and again. */
USHER_API usher_status usher_text_create(usher_text **out) USHER_NOTHROW;
USHER_API void usher_text_destroy(usher_text *text) USHER_NOTHROW;

/* Looks at `source` as a message's text is looked at. The handle keeps a copy of it and a reference to the policy
 * until it is used again. Everything below is of the last text read, and valid until the next.
 * Errors: LIMIT for a text longer than text_bytes, ARGUMENT, NEWER, MEMORY; the handle then holds nothing. */
USHER_API usher_status usher_text_read(const usher_policy *policy, usher_str source,
                                       const usher_text_options *options, usher_text *text,
                                       usher_report **report) USHER_NOTHROW;

typedef struct usher_text_values {
  size_t struct_size;
  usher_str normal_form; /* what phrases are compared with: the words joined by spaces */
  usher_str masked;      /* the whole text with its personal data masked; code points keep their places */
  usher_str language;    /* ISO 639-1 */
  double language_confidence; /* 0 to 1; decisions take a language from 0.5 on */
  int32_t ill_formed;         /* 1: some bytes are no UTF-8 */
  int32_t reserved;
} usher_text_values;

/* NULL when the handle holds no text. */
USHER_API const usher_text_values *usher_text_fields(const usher_text *text) USHER_NOTHROW;

/* What a word of a text is. */
enum {
  USHER_WORD_WORD = 1,
  USHER_WORD_EMOJI = 2,
  USHER_WORD_TAG = 3,
  USHER_WORD_MENTION = 4,
  USHER_WORD_URL = 5,
  USHER_WORD_EMAIL = 6
};

typedef struct usher_word {
  size_t struct_size;
  int32_t kind; /* USHER_WORD_... */
  int32_t reserved;
  usher_str text; /* in normal form */
  usher_span where;
} usher_word;

/* A place where a phrase of the policy was found. */
typedef struct usher_match {
  size_t struct_size;
  usher_str phrase;   /* as the policy writes it */
  usher_str language; /* the language it stands under; missing for all_languages */
  usher_span where;
  size_t part_count; /* see usher_text_match_part */
} usher_match;

typedef struct usher_personal_data {
  size_t struct_size;
  usher_str kind; /* "card", "email" ...: the words of the fact `pii` */
  usher_span where;
  int32_t counts; /* 1: rules see it; 0: it is only to be masked */
  int32_t reserved;
} usher_personal_data;

/* Each list by place. The counts are 0, and the items NULL, when there is nothing. */
USHER_API size_t usher_text_word_count(const usher_text *text) USHER_NOTHROW;
USHER_API const usher_word *usher_text_word(const usher_text *text, size_t index) USHER_NOTHROW;
USHER_API size_t usher_text_match_count(const usher_text *text) USHER_NOTHROW;
USHER_API const usher_match *usher_text_match(const usher_text *text, size_t index) USHER_NOTHROW;
/* The topics, signals and rules that name the phrase of a match, in this order. Lives as long as the policy. */
USHER_API const usher_part *usher_text_match_part(const usher_text *text, size_t match,
                                                  size_t index) USHER_NOTHROW;
USHER_API size_t usher_text_personal_data_count(const usher_text *text) USHER_NOTHROW;
USHER_API const usher_personal_data *usher_text_personal_data(const usher_text *text,
                                                              size_t index) USHER_NOTHROW;
/* What was left out of an e-mail. */
USHER_API size_t usher_text_left_out_count(const usher_text *text) USHER_NOTHROW;
USHER_API const usher_span *usher_text_left_out(const usher_text *text, size_t index) USHER_NOTHROW;

/* All of it, for people or as one line of JSON (docs/schema/text.schema.json); in the handle until the next call of
 * this function. STATE when it holds no text. */
USHER_API usher_status usher_text_render(usher_text *text, int32_t format, usher_str *out) USHER_NOTHROW;

/* ---- Calendars ----------------------------------------------------------------------------------------------- */

/* The opening hours of a policy, for hosts that show when an answer is due or how long it took. Service time is the
 * time that passes while a calendar is open. Times are milliseconds, and answers are exact to the millisecond;
 * calendars open and close at whole minutes: at an opening it is open, at a closing it is closed.
 *
 *     usher_calendar *office = NULL;
 *     int64_t due = 0;
 *     if (usher_calendar_create(policy, (usher_str){"office", 6}, &office, NULL) == USHER_OK &&
 *         usher_calendar_due(office, now, 75 * 60000, NULL, 0, &due) == USHER_OK) { ... }
 *     usher_calendar_destroy(office);
 *
 * A calendar is immutable and needs its policy no more: like a policy, any number of threads may ask it at once,
 * without locks. A question takes 20 to 40 nanoseconds, one about working days half a microsecond.
 * Errors of all questions: ARGUMENT; TIME for a time outside 1970 to 2199; NOT_FOUND when there is no answer in those
 * years. */
typedef struct usher_calendar usher_calendar;

/* Time in which a clock stands still, [from, to). Turned and empty ones are nothing. Frozen: never grows. */
typedef struct usher_pause {
  int64_t from;
  int64_t to;
} usher_pause;

/* The calendar of that name; every policy has "always". Reads the file of its zone: for load time.
 * Errors: NOT_FOUND when the policy has no such calendar, IO when the system has lost the files of its zone since the
 * policy was loaded (the report says it either way), ARGUMENT, MEMORY. */
USHER_API usher_status usher_calendar_create(const usher_policy *policy, usher_str name, usher_calendar **out,
                                             usher_report **report) USHER_NOTHROW;
USHER_API void usher_calendar_destroy(usher_calendar *calendar) USHER_NOTHROW;

/* The IANA name of its zone; lives as long as the calendar. */
USHER_API usher_status usher_calendar_zone(const usher_calendar *calendar, usher_str *out) USHER_NOTHROW;
/* How many seconds the wall clock there is ahead of UTC at a time. */
USHER_API usher_status usher_calendar_offset(const usher_calendar *calendar, int64_t time,
                                             int32_t *out) USHER_NOTHROW;

/* 1 when it is open at a time, else 0. */
USHER_API usher_status usher_calendar_is_open(const usher_calendar *calendar, int64_t time,
                                              int32_t *out) USHER_NOTHROW;

/* The first instant at which `service` milliseconds of service time have passed since `start`, pauses left out: the
 * closing itself when they are up at closing time, `start` when `service` is 0. Pauses come in any order and may
 * overlap. Errors besides: ARGUMENT for a negative `service`; MEMORY, with pauses only. */
USHER_API usher_status usher_calendar_due(const usher_calendar *calendar, int64_t start, int64_t service,
                                          const usher_pause *pauses, size_t pause_count,
                                          int64_t *out) USHER_NOTHROW;

/* The service time of so many working days (1 to 3650) from `start`, to be given to usher_calendar_due: until the
 * same time of day, that many working days on; what starts while it is closed counts from the next opening. */
USHER_API usher_status usher_calendar_working_days(const usher_calendar *calendar, int64_t start,
                                                   int32_t days, int64_t *out) USHER_NOTHROW;

/* The service time between two times, pauses left out; negative when `to` is the earlier one. */
USHER_API usher_status usher_calendar_elapsed(const usher_calendar *calendar, int64_t from, int64_t to,
                                              const usher_pause *pauses, size_t pause_count,
                                              int64_t *out) USHER_NOTHROW;

/* Backwards: the last instant from which `service` milliseconds of service time pass until `due`. */
USHER_API usher_status usher_calendar_start(const usher_calendar *calendar, int64_t due, int64_t service,
                                            int64_t *out) USHER_NOTHROW;

enum {
  USHER_NEXT_OPENING = 1, /* after the time */
  USHER_NEXT_CLOSING = 2,
  USHER_LAST_OPENING = 3, /* before the time, or at it */
  USHER_LAST_CLOSING = 4
};

/* When it next opens or closes, or last did. NOT_FOUND for a calendar that never closes. */
USHER_API usher_status usher_calendar_change(const usher_calendar *calendar, int64_t time, int32_t which,
                                             int64_t *out) USHER_NOTHROW;

enum {
  USHER_LOCAL_UNIQUE = 1,   /* there is one such instant: first and last are equal */
  USHER_LOCAL_REPEATED = 2, /* clocks were set back over it: there are two */
  USHER_LOCAL_SKIPPED =
      3 /* clocks were set forward over it: first and last are the first instant after the gap */
};

/* The instants at which the wall clock of a zone shows `local`: "2026-03-20T09:30" or with seconds. Needs no policy.
 * Errors: INPUT when that is no such time or no zone, IO when the system has no zone files or does not let them be read
 * (the report says which), TIME when the instant is not within 1970 to 2199, ARGUMENT, MEMORY. */
USHER_API usher_status usher_zone_resolve(usher_str zone, usher_str local, int32_t *kind, int64_t *first,
                                          int64_t *last, usher_report **report) USHER_NOTHROW;

/* ---- Staffing: how many people for which target ------------------------------------------------------------------ */

/* Arrivals are Poisson, handle times and patience exponential, everybody works through one shared queue in the order of
 * arrival, on one matter at a time. Then it is known what comes of a number of agents: by Erlang C (M/M/c) where nobody
 * gives up, by Erlang A (M/M/c+M: Palm 1957; Garnett, Mandelbaum and Reiman 2002) with a patience, by M/M/c/K where a
 * full queue refuses (both by the balance of births and deaths, as in Kleinrock, Queueing Systems I, 1975). No policy
 * is needed. docs/staffing.md has the meaning of every figure. */
typedef struct usher_staff_demand {
  size_t struct_size;
  double per_hour;       /* arrivals, above 0 */
  int64_t handle;        /* ms, the mean time that somebody works on one, above 0 */
  int64_t patience;      /* ms, after which a customer gives up, in the mean; 0: nobody does */
  uint32_t most_waiting; /* who finds so many waiting is refused; 0: no bound. Not together with a patience */
  uint32_t reserved;
} usher_staff_demand;

/* What is wanted; a part that is 0 is not asked for. */
typedef struct usher_staff_target {
  size_t struct_size;
  double share;         /* 0 to below 1: of all that arrive, those whom an agent has within `within` */
  int64_t within;       /* ms; also what service levels are told for */
  int64_t mean_wait;    /* ms: the mean wait (ASA) is at most this, zeros included */
  double max_occupancy; /* 0 to 1: of the agents' time, at most so much is work */
  double shrinkage; /* 0 to 0.99: of paid time, in which nobody is at work; makes `scheduled` of `agents` */
} usher_staff_target;

/* What a number of agents gives. Times are ms, and infinite where the queue grows without end. */
typedef struct usher_staff_figures {
  size_t struct_size;
  uint32_t agents;         /* at work */
  uint32_t scheduled;      /* so that these are at work */
  int32_t stable;          /* 0: the queue grows without end */
  int32_t meets;           /* 1: every part of the target */
  double occupancy;        /* of the agents' time, 0 to 1 */
  double p_wait;           /* of those who are not refused */
  double mean_wait;        /* until an agent has them, or until they give up; zeros included */
  double mean_wait_served; /* of those whom an agent has, zeros included */
  double wait_p50;         /* percentiles of the wait, of those who are not refused */
  double wait_p90;
  double wait_p95;
  double mean_queue;    /* waiting, over time */
  double service_level; /* of all that arrive: an agent has them within `within` */
  double abandoned;     /* of all that arrive: they give up */
  double blocked;       /* of all that arrive: they are refused */
} usher_staff_figures;

typedef struct usher_staff usher_staff;

/* With `agents` 0 the fewest agents that meet the target; else what so many give. Two rows below and three above come
 * with it. `target` may be NULL where a number is given. Up to 100,000 agents, 10,000 with a patience. The memory and
 * time that it takes grow with the agents and with those who wait. Errors: INPUT for a value out of range or a question
 * without a target, LIMIT for one that is too large or a target that no number reaches (the report says which),
 * ARGUMENT, NEWER, MEMORY. */
USHER_API usher_status usher_staff_plan(const usher_staff_demand *demand, const usher_staff_target *target,
                                        uint32_t agents, usher_staff **out,
                                        usher_report **report) USHER_NOTHROW;
USHER_API void usher_staff_destroy(usher_staff *staff) USHER_NOTHROW;
USHER_API size_t usher_staff_row_count(const usher_staff *staff) USHER_NOTHROW;
/* By the number of agents; NULL past the end. */
USHER_API const usher_staff_figures *usher_staff_row(const usher_staff *staff, size_t index) USHER_NOTHROW;
/* The row that was asked for. */
USHER_API const usher_staff_figures *usher_staff_chosen(const usher_staff *staff) USHER_NOTHROW;
/* As a table, or as JSON (docs/schema/staff.schema.json); in the handle until the next call of this function. */
USHER_API usher_status usher_staff_render(usher_staff *staff, int32_t format, usher_str *out) USHER_NOTHROW;

/* Erlang B: the share of arrivals that find all agents busy, where nobody can wait. `offered` is arrivals times handle
 * time, in erlangs, from 0 on; `agents` up to 10,000,000, as in the next two. By the recursion
 * B(n) = a B(n-1) / (n + a B(n-1)) (Erlang 1917). Errors: ARGUMENT. */
USHER_API usher_status usher_staff_erlang_b(uint32_t agents, double offered, double *out) USHER_NOTHROW;
/* Erlang C: the share of arrivals that wait; 1 where the agents cannot keep up. C = B / (1 - a/n (1 - B)), of Erlang B
 * for `agents` n and `offered` a (Erlang 1917). Errors: ARGUMENT. */
USHER_API usher_status usher_staff_erlang_c(uint32_t agents, double offered, double *out) USHER_NOTHROW;
/* M/M/c with classes of customers, the first class first, nobody interrupted (Kella and Yechiali 1985): into `waits`,
 * which has `count` places, the mean wait of each class in ms, zeros included; infinite for one that the agents cannot
 * keep up with. Errors: ARGUMENT (also for arrivals below 0 or a handle time or a number of agents of 0), MEMORY. */
USHER_API usher_status usher_staff_priority_waits(const double *per_hour, size_t count, int64_t handle,
                                                  uint32_t agents, double *waits) USHER_NOTHROW;

/* A week of staffing: when customers came, by the hour of the week as the wall clock of a zone shows it, and how many
 * people each hour wants. */
typedef struct usher_staff_week usher_staff_week;

/* `zone` is an IANA name. Errors: INPUT for no zone, IO when the system has no zone files, ARGUMENT, MEMORY. */
USHER_API usher_status usher_staff_week_create(usher_str zone, usher_staff_week **out,
                                               usher_report **report) USHER_NOTHROW;
USHER_API void usher_staff_week_destroy(usher_staff_week *week) USHER_NOTHROW;
/* One arrival; `handle` is how long it took in ms, 0 where that is not known. Errors: TIME, ARGUMENT, MEMORY. */
USHER_API usher_status usher_staff_week_add(usher_staff_week *week, int64_t time,
                                            int64_t handle) USHER_NOTHROW;

enum { USHER_QUOTE_NONE = -1 }; /* a `quote` for rows in which nothing quotes */

/* What rows of cells look like. */
typedef struct usher_rows_form {
  size_t struct_size;
  usher_str file;          /* what findings call it */
  usher_str time_column;   /* the name of a column in the first row */
  usher_str handle_column; /* seconds, 0:01:30 or 1m30s; none: not known */
  usher_str
      time_format; /* as in %m/%d/%Y %I:%M:%S %p (docs/replay.md); none: RFC 3339, or local and without zone */
  int32_t delimiter; /* a character of ASCII; 0: a comma */
  int32_t quote;     /* likewise; 0: ", USHER_QUOTE_NONE: nothing quotes */
} usher_rows_form;

/* Rows of CSV and its like, in pieces of any size; the first row names the columns. `last` is 1 with the last piece.
 * The form is that of the first call. Rows that make no sense are left out: each is an error of the report, with its
 * line, and the call succeeds all the same. Errors: INPUT when the first row has not the columns or the form is wrong,
 * STATE behind the last piece, ARGUMENT, NEWER, MEMORY, after which it is to be destroyed. */
USHER_API usher_status usher_staff_week_add_rows(usher_staff_week *week, const usher_rows_form *form,
                                                 usher_str bytes, int32_t last,
                                                 usher_report **report) USHER_NOTHROW;
/* Events or lines of a journal, whole lines: the first message of a customer in each conversation is an arrival. `file`
 * is what findings call it. Lines that are no events are left out likewise. Errors: ARGUMENT, MEMORY, after which it is
 * to be destroyed. */
USHER_API usher_status usher_staff_week_add_events(usher_staff_week *week, usher_str file, usher_str lines,
                                                   usher_report **report) USHER_NOTHROW;
/* How many arrivals were taken, and how many rows or lines left out. */
USHER_API usher_status usher_staff_week_count(const usher_staff_week *week, uint64_t *taken,
                                              uint64_t *left_out) USHER_NOTHROW;

/* Plans it, for the mean number of arrivals of each hour over the days from the first arrival to the last. `per_hour`
 * of the demand is not looked at; a `handle` of 0 is the mean of the recorded ones. Errors: as usher_staff_plan; STATE
 * when nothing has come in. */
USHER_API usher_status usher_staff_week_plan(usher_staff_week *week, const usher_staff_demand *demand,
                                             const usher_staff_target *target,
                                             usher_report **report) USHER_NOTHROW;

typedef struct usher_staff_hour {
  size_t struct_size;
  uint64_t arrivals;
  double covered_hours; /* how much of this hour lies in the days; of an hour that clocks skip, less */
  double per_hour;      /* arrivals an hour */
  uint32_t agents;      /* 0: nothing comes in, or no number reaches the target */
  uint32_t scheduled;
  double occupancy; /* of these agents, as all below */
  double mean_wait; /* ms */
  double service_level;
  double abandoned;
} usher_staff_hour;

/* `weekday` from Monday as 0 to Sunday as 6, `hour` 0 to 23. NULL for others, and before it is planned. Valid until it
 * is planned again. */
USHER_API const usher_staff_hour *usher_staff_week_hour(const usher_staff_week *week, int32_t weekday,
                                                        int32_t hour) USHER_NOTHROW;
/* The week as a table of 24 lines, or as JSON (docs/schema/staff-week.schema.json); in the handle until the next call
 * of this function. STATE before it is planned. */
USHER_API usher_status usher_staff_week_render(usher_staff_week *week, int32_t format,
                                               usher_str *out) USHER_NOTHROW;

/* ---- Desk ------------------------------------------------------------------------------------------------------ */

/* Who has which conversation, who gets the next one, by when it is to be answered: events in, effects out. It is a
 * deterministic machine that reads no clock, docs/desk.md is its specification, and a restart that says the same events
 * again gives the same effects, number by number.
 *
 *     usher_desk *desk = NULL;
 *     usher_effects *effects = NULL;
 *     usher_desk_open(policy, NULL, &desk, NULL);
 *     usher_effects_create(&effects);
 *     usher_event event = {sizeof event};
 *     event.type = USHER_EVENT_MESSAGE;
 *     event.time = now;
 *     event.conversation = (usher_str){"c-17", 4};
 *     event.message = &message;
 *     if (usher_desk_apply(desk, &event, 1, effects, NULL) <= USHER_REPEATED) {
 *       for (size_t i = 0; i < usher_effects_count(effects); ++i) { ... usher_effects_at(effects, i) ... }
 *       usher_desk_commit(desk);
 *     }
 *
 * A change is made in two steps. usher_desk_apply makes it and says what comes of it; usher_desk_commit keeps it, once
 * the host has stored what it must not lose, or usher_desk_abort takes it back without a trace. In between the desk
 * answers questions as it would stand, and takes no other change (USHER_STATE). USHER_DESK_KEEP does without.
 *
 * Call usher_desk_apply with no event but USHER_EVENT_ADVANCE when usher_desk_next_due has come, so that offers end,
 * shifts begin and promises are warned of in time. Whatever comes later runs what was due before it, at its own time.
 *
 * A desk may be used by any number of threads; one call follows the other. Of the policy it keeps a reference. */
typedef struct usher_desk usher_desk;
typedef struct usher_effects usher_effects;

enum {
  USHER_DESK_KEEP = 1,   /* each change is kept at once: for hosts with nothing to store beside it */
  USHER_DESK_JOURNAL = 2 /* usher_effects_journal has the lines of a journal */
};

typedef struct usher_desk_options {
  size_t struct_size;
  uint64_t seed; /* of what is chosen at random */
  const usher_limit
      *limits; /* message_bytes (of an event too), text_bytes, facts; else as the policy was loaded */
  size_t limit_count;
  uint32_t flags; /* USHER_DESK_... */
  uint32_t reserved;
} usher_desk_options;

/* A desk at which nobody is but the people of the policy. Errors: LIMIT, ARGUMENT, NEWER, MEMORY. */
USHER_API usher_status usher_desk_open(const usher_policy *policy, const usher_desk_options *options,
                                       usher_desk **out, usher_report **report) USHER_NOTHROW;
USHER_API void usher_desk_destroy(usher_desk *desk) USHER_NOTHROW;

enum {
  USHER_EVENT_MESSAGE = 1, /* of a customer, or with USHER_EVENT_FROM_STAFF of staff */
  USHER_EVENT_AGENT = 2,   /* somebody comes, goes or changes */
  USHER_EVENT_ACCEPT = 3,
  USHER_EVENT_DECLINE = 4,
  USHER_EVENT_START = 5,
  USHER_EVENT_ASSIGN = 6,
  USHER_EVENT_TRANSFER = 7,
  USHER_EVENT_RELEASE = 8,
  USHER_EVENT_BLOCK = 9,
  USHER_EVENT_WAIT = 10,
  USHER_EVENT_RESOLVE = 11,
  USHER_EVENT_REOPEN = 12,
  USHER_EVENT_ABANDON = 13,
  USHER_EVENT_FACT = 14,
  USHER_EVENT_NOTE = 15,
  USHER_EVENT_ADVANCE = 16,        /* time passes */
  USHER_EVENT_CONSULT_ANSWER = 17, /* a department answers a side question */
  USHER_EVENT_ASK = 18,            /* a person asks one */
  USHER_EVENT_FORGET = 19,         /* what is known of a customer is erased */
  USHER_EVENT_LINK = 20,           /* two identities are one customer */
  USHER_EVENT_UNLINK = 21,
  USHER_EVENT_MERGE = 22,       /* a conversation goes on as another one */
  USHER_EVENT_SPLIT = 23,       /* a part of a conversation is one of its own */
  USHER_EVENT_ANSWER_MANY = 24, /* one answer for a topic, or for a list of conversations */
  USHER_EVENT_REBALANCE = 25    /* what nobody has begun to work on is given anew */
};

enum {
  USHER_EVENT_FROM_STAFF = 1,    /* MESSAGE */
  USHER_EVENT_PRIVATE = 2,       /* MESSAGE from staff: the customer does not see it, so it is no reply */
  USHER_EVENT_PRIORITY = 4,      /* MESSAGE, FACT, NOTE: `priority` holds */
  USHER_EVENT_UNBLOCK = 8,       /* BLOCK: opens the queue again */
  USHER_EVENT_FORCE = 16,        /* ADVANCE: further ahead than the policy believes */
  USHER_EVENT_REFUSED = 32,      /* CONSULT_ANSWER: the department will not answer, or says no */
  USHER_EVENT_BEFORE_REPLY = 64, /* ASK: the customer is to hear nothing before this is answered */
  USHER_EVENT_RESOLVES = 128     /* MESSAGE of staff, ANSWER_MANY: the matter is settled by it */
};

enum {
  USHER_PRESENCE_ONLINE = 1,
  USHER_PRESENCE_AWAY = 2,    /* keeps what they have and takes nothing new */
  USHER_PRESENCE_OFFLINE = 3, /* as at the end of a shift */
  USHER_PRESENCE_GONE = 4     /* does not work here any more */
};

/* How many conversations of a kind of channel somebody has at most. */
typedef struct usher_kind_capacity {
  size_t struct_size;
  usher_str kind; /* "email" ...: the kinds of channels */
  uint32_t most;
  uint32_t reserved;
} usher_kind_capacity;

enum { /* what an usher_agent_update says; the rest stays as it is */
       USHER_AGENT_DEPARTMENTS = 1,
       USHER_AGENT_SKILLS = 2,
       USHER_AGENT_LANGUAGES = 4,
       USHER_AGENT_ACCOUNTS = 8,
       USHER_AGENT_CAPACITY = 16,
       USHER_AGENT_WORKS_ON = 32,
       USHER_AGENT_SHIFT = 64
};

typedef struct usher_agent_update {
  size_t struct_size;
  uint32_t says;    /* USHER_AGENT_... */
  int32_t presence; /* USHER_PRESENCE_...; 0: stays as it is */
  const usher_str *departments;
  size_t department_count;
  const usher_str *skills; /* the best first */
  size_t skill_count;
  const usher_str *languages; /* the first is their own; none: all */
  size_t language_count;
  const usher_str *accounts; /* none: all */
  size_t account_count;
  const usher_kind_capacity *kinds; /* those that are named; needs no flag */
  size_t kind_count;
  uint32_t capacity; /* in all, up to 1000000 */
  uint32_t works_on; /* at once, 1 to 1000000 */
  usher_str shift;   /* a calendar; none: they are there when they say so */
} usher_agent_update;

/* What an event of its type has no use for is not looked at. Ids and names of conversations and agents are the host's:
 * any UTF-8, compared byte by byte. Names that are not UTF-8 are refused (INPUT): a journal could not tell them
 * apart. */
typedef struct usher_event {
  size_t struct_size;
  int32_t type;   /* USHER_EVENT_MESSAGE ... */
  uint32_t flags; /* USHER_EVENT_FROM_STAFF ... */
  int64_t time;   /* when it happened; 0: the desk's own time */
  usher_str id;   /* the same again has effect once; none: never a repeat */
  usher_str conversation;
  usher_str agent;      /* who does it, or to whom: docs/desk.md */
  usher_str department; /* TRANSFER, BLOCK, ASK, SPLIT; REBALANCE: none is all; CONSULT_ANSWER of who asked */
  usher_str
      text; /* why, in the person's words; kept in journals only. ANSWER_MANY without `reply`: the answer */
  const usher_message
      *message;            /* MESSAGE; FACT and NOTE: its facts. A message that the policy does not quite know
                                 * is read all the same and reported, as with USHER_TRIAGE_LENIENT */
  int64_t due;             /* MESSAGE, FACT, NOTE: of the first response; 0: as the policy says */
  const usher_str *skills; /* MESSAGE, FACT, NOTE: added to those of rules */
  size_t skill_count;
  usher_str prefer_agent;                 /* MESSAGE */
  const usher_agent_update *agent_update; /* AGENT */
  int32_t priority;                       /* 0 to 100, with USHER_EVENT_PRIORITY: instead of that of rules */
  int32_t reserved;
  usher_str customer; /* LINK, UNLINK; FORGET, unless `conversation` is named: the fact customer.id */
  int64_t within;     /* ASK: ms of the department's open hours for its answer; 0: as the policy promises */
  usher_str
      other; /* LINK: the other customer; MERGE: into which conversation; SPLIT: what the part is called */
  usher_str topic;                /* ANSWER_MANY: conversations about it; or */
  const usher_str *conversations; /* ANSWER_MANY: these */
  size_t conversation_count;
  usher_str reply; /* ANSWER_MANY: a reply of the policy */
  int64_t until;   /* ANSWER_MANY of a topic: what comes in until then is answered too; 0: nothing does */
} usher_event;

/* Applies events, whole or not at all; those that share a time are one instant. `effects` holds what comes of them, and
 * of timers that were due before them, until it is used again; after a failure it is empty and the desk as it was.
 * REPEATED, a success, when every event was applied before: `effects` then holds none, the results say which they were,
 * and there is nothing to keep or take back. Findings have the number of the event, from 1, as their line.
 * Errors: INPUT (a part is missing or wrong), LIMIT, TIME (further ahead than is believed), CONFLICT (an id that was
 * another event's), STATE (a change is neither kept nor taken back), ARGUMENT, NEWER, MEMORY. Where the desk refuses
 * several events each has its finding, and the status is that of the first. */
USHER_API usher_status usher_desk_apply(usher_desk *desk, const usher_event *events, size_t count,
                                        usher_effects *effects, usher_report **report) USHER_NOTHROW;

/* The same from JSON, one event on each line (docs/schema/event.schema.json); empty lines are none. Findings carry the
 * line's number, and those of all lines come in one report. The language of a message that does not say it is looked
 * for where the policy asks or somebody at the desk lists languages, personal data where the policy asks. An event that
 * is said again must be said in the same form. One as a journal has it, byte by byte, may be of eight times
 * message_bytes. */
USHER_API usher_status usher_desk_apply_json(usher_desk *desk, usher_str lines, usher_effects *effects,
                                             usher_report **report) USHER_NOTHROW;

/* Keeps the last change, or takes it back; nothing when there is none. */
USHER_API usher_status usher_desk_commit(usher_desk *desk) USHER_NOTHROW;
USHER_API usher_status usher_desk_abort(usher_desk *desk) USHER_NOTHROW;

/* Another policy from the desk's time on, so tell it the time first. Conversations and people stay; those of
 * departments that are gone are decided anew. `effects` says what changes; it has no results. A journal has a line for
 * it, an event of type policy with the policy's hash. To be kept or taken back like any change. Errors: STATE,
 * ARGUMENT, MEMORY, FORMAT. */
USHER_API usher_status usher_desk_set_policy(usher_desk *desk, const usher_policy *policy,
                                             usher_effects *effects, usher_report **report) USHER_NOTHROW;

/* Everything the desk knows, with its policy, as bytes, not text; they hold data of customers. STATE while a change
 * waits. */
USHER_API usher_status usher_desk_snapshot(usher_desk *desk, usher_document **out,
                                           usher_report **report) USHER_NOTHROW;
/* A desk that goes on where another was, effect by effect, with the policy that is in the snapshot. The seed is that of
 * the snapshot, whatever the options say. Limits are not in it: whoever loaded the policy with others than hold without
 * any gives them again. Where the time zones of the system have other rules than where the snapshot was made, the first
 * change begins with what that brings about, such as due times that move; until then usher_desk_next_due is the desk's
 * own time. Errors: FORMAT for what is no snapshot or damaged, VERSION for one of another version of usher or of
 * Unicode, LIMIT, ARGUMENT, NEWER, MEMORY. */
USHER_API usher_status usher_desk_restore(usher_str snapshot, const usher_desk_options *options,
                                          usher_desk **out, usher_report **report) USHER_NOTHROW;

/* When the desk wants to be told the time if nothing else happens; USHER_NO_TIME if it does not. */
USHER_API usher_status usher_desk_next_due(usher_desk *desk, int64_t *out) USHER_NOTHROW;

/* ---- Metrics of a desk ----------------------------------------------------------------------------------------- */

typedef struct usher_metrics_options {
  size_t struct_size;
  /* ms, up to ten years: the time of service levels; 0: of each department that of the first of its goals for the
   * first response, and no service level of anything else */
  int64_t within;
  /* ms, up to ten years: customers who left within so long are told apart from those who waited; 0: 10000 */
  int64_t short_wait;
} usher_metrics_options;

/* What the desk has added up of changes that were kept, by department, account, channel, language, agent and over all,
 * since it was opened or as its snapshot had it, and what is open now: docs/metrics.md says what each figure means.
 * `format` is USHER_FORMAT_OPENMETRICS, which ends with "# EOF", USHER_FORMAT_JSON (docs/schema/metrics.schema.json),
 * or USHER_FORMAT_TEXT, a page for people. Durations are seconds in OpenMetrics and milliseconds in JSON; those of
 * percentiles are within 1/128 of the true one. Names of departments, accounts, languages and agents are in it, nothing
 * of customers. Up to the desk's time: tell it the time first (USHER_EVENT_ADVANCE). `options` may be NULL. Looks at
 * every conversation once, and changes nothing. Errors: STATE while a change waits, ARGUMENT (an unknown format, a time
 * that is negative or longer than ten years), NEWER, MEMORY. */
USHER_API usher_status usher_desk_metrics(usher_desk *desk, const usher_metrics_options *options,
                                          int32_t format, usher_document **out,
                                          usher_report **report) USHER_NOTHROW;

/* ---- Effects --------------------------------------------------------------------------------------------------- */

enum {
  USHER_EFFECT_ROUTED = 1,     /* to a department */
  USHER_EFFECT_QUEUED = 2,     /* waits there */
  USHER_EFFECT_OFFERED = 3,    /* to an agent, until `at` */
  USHER_EFFECT_ASSIGNED = 4,   /* to an agent */
  USHER_EFFECT_UNASSIGNED = 5, /* from an agent */
  USHER_EFFECT_BLOCKED = 6,    /* the queue is full or closed */
  USHER_EFFECT_HELD = 7,       /* until the department opens, at `at` */
  USHER_EFFECT_WAITING = 8,    /* for the customer */
  USHER_EFFECT_CLOSED = 9,     /* resolved, abandoned, refused */
  USHER_EFFECT_DUE = 10,       /* a clock: due at `at` */
  USHER_EFFECT_DUE_SOON = 11,
  USHER_EFFECT_BREACHED = 12,
  USHER_EFFECT_PAUSED = 13,
  USHER_EFFECT_WIDENED = 14,      /* more people may take it: step `number` */
  USHER_EFFECT_ESCALATED = 15,    /* into the band `what` */
  USHER_EFFECT_NOTIFY = 16,       /* tell `what`: a department, an agent or a group */
  USHER_EFFECT_ASK = 17,          /* ask the department `what`, until `at` */
  USHER_EFFECT_MOVE_PRIVATE = 18, /* answer by the channel `what` */
  USHER_EFFECT_SUGGEST = 19,      /* the reply `what`; `at`: when the department opens */
  USHER_EFFECT_IGNORED = 20,      /* not engaged */
  USHER_EFFECT_PRESENCE = 21,     /* of an agent: `number` 1 on shift, 0 off */
  USHER_EFFECT_OVERRULED = 22,    /* a person gave it to the agent against the policy */
  USHER_EFFECT_LATE = 23,         /* a message that came too late to be believed, sent at `at` */
  USHER_EFFECT_CONSULTED = 24,    /* how the question to the department `what` ended, or that it is late */
  USHER_EFFECT_UNAPPROVED = 25,   /* the customer was answered before the department `what` had */
  USHER_EFFECT_FORGOTTEN = 26,    /* what was known of its customer was erased */
  USHER_EFFECT_JOINED = 27,       /* it is of the same customer as `other`, whose owner is the agent */
  USHER_EFFECT_MERGED = 28,       /* it goes on as `other` */
  USHER_EFFECT_SPLIT = 29,        /* it was a part of `other` */
  USHER_EFFECT_ANSWERED = 30,     /* as many others are, by the reply `what` or by `text`; or in `other` */
  USHER_EFFECT_UNSTAFFED = 31     /* nobody who may take it is there; somebody comes `at` */
};

/* What was promised: an answer to the first message, to the next one, and that the matter is settled. */
enum { USHER_CLOCK_FIRST_RESPONSE = 1, USHER_CLOCK_NEXT_RESPONSE = 2, USHER_CLOCK_RESOLUTION = 3 };

typedef struct usher_effect {
  size_t struct_size;
  uint64_t n; /* from 1, never used again */
  int64_t time;
  int32_t type;  /* USHER_EFFECT_... */
  int32_t clock; /* USHER_CLOCK_... of DUE, DUE_SOON, BREACHED, PAUSED; else 0 */
  usher_str conversation;
  usher_str agent;
  usher_str department;
  usher_str because; /* the rule; where none is the reason, its word: "strategy", "declined" ... */
  usher_str what;    /* by type; ROUTED: the band */
  int64_t at;        /* by type; USHER_NO_TIME: none */
  uint32_t number;   /* by type */
  int32_t by_rule;   /* 1: `because` is a rule */
  usher_str other;   /* another conversation */
  usher_str
      text; /* of SUGGEST, ANSWERED: the reply in the customer's language, with what is known of them in it */
} usher_effect;

/* What became of an event. The effects are those of its instant. */
typedef struct usher_event_result {
  size_t struct_size;
  usher_status status;   /* OK or REPEATED */
  int32_t late;          /* 1: it came too late to be believed, and was applied at the desk's time */
  int64_t time;          /* at which it was applied */
  uint64_t first_effect; /* its number `n`; 0: none */
  uint64_t effect_count;
} usher_event_result;

USHER_API usher_status usher_effects_create(usher_effects **out) USHER_NOTHROW;
USHER_API void usher_effects_destroy(usher_effects *effects) USHER_NOTHROW;
USHER_API size_t usher_effects_count(const usher_effects *effects) USHER_NOTHROW;
/* In the order in which they came; NULL past the end. Valid until the handle is used again, with or without the
 * desk. */
USHER_API const usher_effect *usher_effects_at(const usher_effects *effects, size_t index) USHER_NOTHROW;
/* Of the events as they were given; NULL past the end. */
USHER_API const usher_event_result *usher_effects_result(const usher_effects *effects,
                                                         size_t event) USHER_NOTHROW;
/* All of them, each on a line: for people, or as JSON (docs/schema/effect.schema.json); in the handle until the next
 * call of this function. */
USHER_API usher_status usher_effects_render(usher_effects *effects, int32_t format,
                                            usher_str *out) USHER_NOTHROW;
/* The lines of the journal, one for each event (docs/desk.md): to be stored before usher_desk_commit. It holds what
 * customers wrote. STATE unless the desk was opened with USHER_DESK_JOURNAL. */
USHER_API usher_status usher_effects_journal(const usher_effects *effects, usher_str *out) USHER_NOTHROW;

/* ---- Views of a desk ------------------------------------------------------------------------------------------- */

/* What a desk looks like at a moment, copied into a handle of the caller's, which keeps it until it is used again. */
typedef struct usher_view usher_view;

USHER_API usher_status usher_view_create(usher_view **out) USHER_NOTHROW;
USHER_API void usher_view_destroy(usher_view *view) USHER_NOTHROW;

/* All departments and all people, without conversations. Looks at every conversation once. */
USHER_API usher_status usher_desk_look(usher_desk *desk, usher_view *view) USHER_NOTHROW;
/* One conversation. NOT_FOUND when there is none of that name, or it was over so long ago that it is forgotten; the
 * view then stays as it was, as after every failure. */
USHER_API usher_status usher_desk_conversation(usher_desk *desk, usher_str name,
                                               usher_view *view) USHER_NOTHROW;
/* One agent, and the conversations that they have or are offered. */
USHER_API usher_status usher_desk_agent(usher_desk *desk, usher_str name, usher_view *view) USHER_NOTHROW;
/* One conversation and its candidates: everybody, in the order of the list, who may take it or what speaks against
 * them first, by what the desk itself asks before it gives it to anybody. usher_view_render has them, not the structs:
 * `asked` and `candidates` of docs/schema/view.schema.json. Of one that nobody can have, since it is over or waits for
 * the customer, there are none. Asks each agent once. NOT_FOUND as of usher_desk_conversation. */
USHER_API usher_status usher_desk_candidates(usher_desk *desk, usher_str conversation,
                                             usher_view *view) USHER_NOTHROW;
/* The conversations that wait in a department, whose turn comes first; with `desk.order: index` as if everybody fitted
 * everything, since fit is known only when somebody is free. */
USHER_API usher_status usher_desk_queue(usher_desk *desk, usher_str department,
                                        usher_view *view) USHER_NOTHROW;

enum {
  USHER_LIST_OWED = 1, /* with a promise whose time runs: what is due first stands first; consultations too */
  USHER_LIST_CONSULTATIONS = 2 /* consultations that are open, as they came */
};

/* Conversations of the whole desk, up to `most` of them; 0: all. Looks at every conversation once. Errors: ARGUMENT for
 * a list that there is not, MEMORY. */
USHER_API usher_status usher_desk_list(usher_desk *desk, int32_t list, size_t most,
                                       usher_view *view) USHER_NOTHROW;

typedef struct usher_department {
  size_t struct_size;
  usher_str name;
  int32_t open;    /* by its calendar */
  int32_t blocked; /* by a person */
  uint32_t queued;
  uint32_t offered;
  uint32_t assigned;
  uint32_t held;
  uint32_t overdue; /* conversations in which a promise is broken and not yet made good */
  uint32_t present; /* people who are there */
  int64_t oldest;   /* since when the one that waits longest waits; USHER_NO_TIME */
} usher_department;

typedef struct usher_agent {
  size_t struct_size;
  usher_str name;
  int32_t presence;       /* USHER_PRESENCE_..., as the host said */
  int32_t present;        /* 1: online, and on shift */
  uint32_t conversations; /* that they have or are offered */
  uint32_t waiting;       /* of these, those that wait for an answer */
  uint32_t load;          /* what these weigh ... */
  uint32_t capacity;      /* ... of at most so much */
  int64_t idle_since;     /* since when they have none, or USHER_NO_TIME */
  const usher_str *departments;
  size_t department_count;
  const usher_str *skills;
  size_t skill_count;
  const usher_str *languages;
  size_t language_count;
} usher_agent;

typedef struct usher_conversation {
  size_t struct_size;
  uint64_t number; /* from 1, in the order in which they came */
  usher_str name;
  usher_str place;  /* "queued", "offered", "assigned", "held", "parked" or "nowhere" */
  usher_str status; /* "open", "waiting_for_customer", "held" or "resolved" */
  usher_str department;
  usher_str agent; /* whose it is, or to whom it is offered */
  usher_str band;  /* of the priority, with the points for waiting */
  usher_str account;
  usher_str language;
  usher_str sla;
  usher_str reply; /* suggested */
  const usher_str *skills;
  size_t skill_count;
  const usher_str *tags;
  size_t tag_count;
  int32_t priority;   /* 0 to 100, with the points for waiting */
  int32_t engaged;    /* 0: recorded, nobody's */
  int32_t unanswered; /* 1: the customer wrote last */
  uint32_t step;      /* of widening */
  uint32_t messages;  /* of the customer */
  uint32_t transfers;
  uint32_t reopens;
  uint32_t breached; /* clocks whose promise was broken: 1 first response, 2 next response, 4 resolution */
  int64_t created;
  int64_t waiting_since;
  int64_t until; /* an offer, or being held, ends; USHER_NO_TIME */
  int64_t
      first_response; /* when it is due; USHER_NO_TIME where nothing is promised, or it is kept, or paused */
  int64_t next_response;
  int64_t resolution;
  uint32_t questions;    /* that it asked other departments and that are open */
  uint32_t held_answers; /* of all it asked, those before whose answer the customer is to hear nothing */
  usher_str asker;       /* of a consultation: the conversation that asks; else none */
  usher_str merged_into; /* the conversation it goes on as, behind all merges; else none */
} usher_conversation;

/* The desk's time when it was looked at; USHER_NO_TIME when the view is empty or the desk has none yet. */
USHER_API int64_t usher_view_time(const usher_view *view) USHER_NOTHROW;
/* NULL past the end. */
USHER_API size_t usher_view_department_count(const usher_view *view) USHER_NOTHROW;
USHER_API const usher_department *usher_view_department(const usher_view *view, size_t index) USHER_NOTHROW;
USHER_API size_t usher_view_agent_count(const usher_view *view) USHER_NOTHROW;
USHER_API const usher_agent *usher_view_agent(const usher_view *view, size_t index) USHER_NOTHROW;
USHER_API size_t usher_view_conversation_count(const usher_view *view) USHER_NOTHROW;
USHER_API const usher_conversation *usher_view_conversation(const usher_view *view,
                                                            size_t index) USHER_NOTHROW;
/* The whole view for people, or as one line of JSON (docs/schema/view.schema.json); in the handle until the next call
 * of this function. STATE when it is empty. */
USHER_API usher_status usher_view_render(usher_view *view, int32_t format, usher_str *out) USHER_NOTHROW;

/* ---- Simulation ------------------------------------------------------------------------------------------------ */

/* A scenario says which customers come, who works, and under which policies; docs/scenarios.md is its language. Each
 * run is one policy and one replication on a virtual clock, at the very desk that usher_desk_open makes. Runs do not
 * depend on one another, so a host may divide them among threads: an usher_simulation belongs to one thread at a time,
 * and any number of them may be at work on one scenario.
 *
 *     usher_scenario *scenario = NULL;
 *     if (usher_scenario_load("launch.yaml", NULL, &scenario, &report) != USHER_OK) { ... }
 *     for (size_t run = 0; run < usher_scenario_about(scenario)->runs; ++run) {
 *       usher_simulation *one = NULL;
 *       usher_simulation_create(scenario, run, &one, NULL);
 *       for (double done = 0; done < 1;) usher_simulation_advance(one, 10000, &done, NULL);
 *       usher_simulation_destroy(one);
 *     }
 *     usher_scenario_results(scenario, USHER_FORMAT_JSON, &document, &passed); */
typedef struct usher_scenario usher_scenario;
typedef struct usher_simulation usher_simulation;

typedef struct usher_scenario_options {
  size_t struct_size;
  const usher_limit *limits; /* of policies and messages */
  size_t limit_count;
  uint64_t seed;         /* instead of the scenario's, if has_seed is not 0 */
  uint32_t has_seed;     /* 0 or 1 */
  uint32_t replications; /* instead of the scenario's; 0: those, 10,000 at most */
  uint32_t reserved;
  uint32_t reserved2;
} usher_scenario_options;

typedef struct usher_scenario_info {
  size_t struct_size;
  usher_str name;
  usher_str about; /* may be none */
  uint64_t seed;
  size_t policies;
  size_t replications;
  size_t runs;  /* policies x replications; run r is of policy r / replications */
  int64_t from; /* Unix ms */
  int64_t until;
} usher_scenario_info;

/* Loads a scenario with its policies and all that it names. `path` is NUL-terminated; names in the scenario are paths
 * from its folder. Errors: POLICY for one of the scenario or of its policies (see the report), IO, LIMIT, ARGUMENT,
 * NEWER, MEMORY. */
USHER_API usher_status usher_scenario_load(const char *path, const usher_scenario_options *options,
                                           usher_scenario **out, usher_report **report) USHER_NOTHROW;
/* The same from memory: `name` is one of `files`, which hold everything that it names. */
USHER_API usher_status usher_scenario_load_memory(usher_str name, const usher_source *files, size_t count,
                                                  const usher_scenario_options *options, usher_scenario **out,
                                                  usher_report **report) USHER_NOTHROW;
/* Valid as long as the scenario; NULL for NULL. */
USHER_API const usher_scenario_info *usher_scenario_about(const usher_scenario *scenario) USHER_NOTHROW;
/* What all runs say together, each having been advanced to its end. As JSON docs/schema/simulation.schema.json.
 * `passed` may be NULL: 1 if all that the scenario expects came true. STATE while a run is missing. */
USHER_API usher_status usher_scenario_results(usher_scenario *scenario, int32_t format, usher_document **out,
                                              int32_t *passed) USHER_NOTHROW;
/* Behind all of its runs. */
USHER_API void usher_scenario_destroy(usher_scenario *scenario) USHER_NOTHROW;

/* A run, from 0. The scenario must outlive it. Errors: NOT_FOUND for a run that there is not, ARGUMENT, MEMORY. */
USHER_API usher_status usher_simulation_create(usher_scenario *scenario, size_t run, usher_simulation **out,
                                               usher_report **report) USHER_NOTHROW;
/* Goes on for about so many instants of the virtual clock. `progress` may be NULL: from 0 to 1, which is the end; then
 * its figures are in the results. Errors: INPUT for what the desk refuses (see the report), LIMIT for more customers
 * than the limit `customers`, ARGUMENT, MEMORY, after which it is to be destroyed, and the run may be created anew.
 * STATE after that. */
USHER_API usher_status usher_simulation_advance(usher_simulation *simulation, uint64_t instants,
                                                double *progress, usher_report **report) USHER_NOTHROW;
/* Its conversations as CSV, one a line in the order in which they came; before those of run 0 stands a line with the
 * names of the columns. Before a name that a spreadsheet would take for a formula stands an apostrophe. STATE before
 * its end. */
USHER_API usher_status usher_simulation_rows(usher_simulation *simulation,
                                             usher_document **out) USHER_NOTHROW;
USHER_API void usher_simulation_destroy(usher_simulation *simulation) USHER_NOTHROW;

/* ---- Replay: what was recorded, under a policy or two ------------------------------------------------------------ */

/* How rows of a table become events: which column is what, how times are written (docs/replay.md). */
typedef struct usher_mapping usher_mapping;

/* From a file of YAML, whose path is NUL-terminated; and from a text in memory, which findings call `name`. All errors
 * come in one report. Errors: INPUT (see the report), IO, LIMIT for a file of more than 4 MiB, ARGUMENT, MEMORY. */
USHER_API usher_status usher_mapping_load(const char *path, usher_mapping **out,
                                          usher_report **report) USHER_NOTHROW;
USHER_API usher_status usher_mapping_load_memory(usher_str name, usher_str text, usher_mapping **out,
                                                 usher_report **report) USHER_NOTHROW;
USHER_API void usher_mapping_destroy(usher_mapping *mapping) USHER_NOTHROW;

/* Recorded events through a real desk, under one policy or under two side by side. Its memory grows with the
 * conversations, not with the events. */
typedef struct usher_replay usher_replay;

typedef struct usher_replay_options {
  size_t struct_size;
  const usher_limit *limits; /* of messages; those of policies do nothing here */
  size_t limit_count;
  uint64_t seed;       /* of what the desks choose at random; of a journal that of its desk */
  usher_str zone;      /* an IANA name: whose clock the hours of the day go by; none: UTC */
  uint32_t most_named; /* conversations that the page for people names; 0: 10 */
  uint32_t reserved;
} usher_replay_options;

/* `against` may be NULL: then there are figures of the one policy, and nothing to compare. `options` may be NULL. Both
 * policies are kept. Errors: INPUT for no zone, IO when the system has no zone files, LIMIT for an unknown limit or one
 * set too high, ARGUMENT, NEWER, MEMORY. */
USHER_API usher_status usher_replay_create(const usher_policy *policy, const usher_policy *against,
                                           const usher_replay_options *options, usher_replay **out,
                                           usher_report **report) USHER_NOTHROW;
USHER_API void usher_replay_destroy(usher_replay *replay) USHER_NOTHROW;

/* Events or lines of a journal, whole lines of JSON in any number of calls; those that follow one another with one time
 * are one instant, over calls as well. `file` is what findings call them. Lines that are no events are left out: each
 * is an error of the report, with its line, and the call succeeds all the same. What a desk refuses is told by the
 * result. Errors: STATE when it is finished or rows were added, ARGUMENT, MEMORY, after which it is to be destroyed, as
 * after MEMORY of any call below. */
USHER_API usher_status usher_replay_add_json(usher_replay *replay, usher_str file, usher_str lines,
                                             usher_report **report) USHER_NOTHROW;
/* Events as structs; those that follow one another in a call with one time are one instant. Errors: those above, and
 * those of usher_desk_apply for structs that are wrong in themselves, after which none of the call is taken. */
USHER_API usher_status usher_replay_add(usher_replay *replay, const usher_event *events, size_t count,
                                        usher_report **report) USHER_NOTHROW;
/* Rows of a table, in pieces of any size; `last` is 1 with the last one. Rows may come in any order, so they are kept
 * until then: each is a conversation. The mapping and the name are those of the first call. Rows that make no sense are
 * left out likewise. Errors: INPUT when the first row has not the columns of the mapping, and those above. */
USHER_API usher_status usher_replay_add_rows(usher_replay *replay, const usher_mapping *mapping,
                                             usher_str file, usher_str bytes, int32_t last,
                                             usher_report **report) USHER_NOTHROW;
/* Plays a part of the rows behind the last piece, so that the caller can tell how far it is: into `left` goes how many
 * of their events are left. usher_replay_finish plays what is left. Errors: STATE, ARGUMENT, MEMORY. */
USHER_API usher_status usher_replay_play(usher_replay *replay, uint64_t *left,
                                         usher_report **report) USHER_NOTHROW;
/* All is there: makes the result. Errors: STATE when it is finished or the last piece of rows is missing, ARGUMENT,
 * MEMORY. */
USHER_API usher_status usher_replay_finish(usher_replay *replay, usher_report **report) USHER_NOTHROW;

/* The figures that matter most; of one policy alone those of `after` are 0. All else is in the JSON. */
typedef struct usher_replay_summary {
  size_t struct_size;
  uint64_t lines; /* or rows */
  uint64_t events;
  uint64_t left_out; /* lines or rows that are no events */
  uint64_t conversations;
  uint64_t moved;   /* to another department */
  uint64_t changed; /* in department, rule, band, agent, due time or what became of a promise */
  uint64_t refused_before;
  uint64_t refused_after; /* events that a desk did not take */
  uint64_t ignored_before;
  uint64_t ignored_after; /* events that changed nothing, such as the answer to an offer that was not made */
  uint64_t first_response_kept_before; /* conversations, by what became of the promise */
  uint64_t first_response_kept_after;
  uint64_t first_response_broken_before;
  uint64_t first_response_broken_after;
  uint64_t resolution_kept_before;
  uint64_t resolution_kept_after;
  uint64_t resolution_broken_before;
  uint64_t resolution_broken_after;
} usher_replay_summary;

/* NULL before it is finished. */
USHER_API const usher_replay_summary *usher_replay_result(const usher_replay *replay) USHER_NOTHROW;
/* The whole result as a page for people, or as JSON (docs/schema/replay.schema.json), which names every conversation
 * that differs; in the handle until the next call of this function. STATE before it is finished. */
USHER_API usher_status usher_replay_render(usher_replay *replay, int32_t format,
                                           usher_str *out) USHER_NOTHROW;

#ifdef __cplusplus
}
#endif

#endif /* USHER_USHER_H */
