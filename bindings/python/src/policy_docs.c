/* SPDX-License-Identifier: BSL-1.0
 * What help() says of a policy. The examples are run by a test, in a folder with the policy of docs/python.md. */

extern const char us_policy_doc[], us_triage_doc[], us_triage_json_doc[], us_triage_many_doc[],
    us_check_doc[], us_dump_doc[], us_graph_doc[], us_compile_doc[], us_statistics_doc[], us_compare_doc[],
    us_sharpen_doc[], us_test_doc[], us_text_doc[], us_policy_calendar_doc[];

const char us_policy_doc[] = "A policy: where messages go and why. Made by load and loads; never changes, "
                             "and any number of threads may use it\n"
                             "at once. `with usher.Policy.load(path) as policy:` closes it at the end.\n";

const char us_triage_doc[] =
    "triage($self, message=None, /, **fields)\n--\n\n"
    "Decides about one message: a mapping, a text, or keywords.\n\n"
    "Fields are `text`, `subject`, `channel`, `account`, `visibility`, `language`, `id`, `conversation` "
    "(str), `tags`\n"
    "(a sequence of str) and `time` (a datetime with a zone, RFC 3339 text, or int milliseconds since 1970). "
    "Any other\n"
    "is a fact: `stage=\"order\"`, `customer={\"tier\": \"gold\"}`, `facts={\"customer.tier\": \"gold\"}`; a "
    "str, int,\n"
    "float, bool, datetime or timedelta. None and NaN count as not given.\n\n"
    "Options: `lenient` (what the policy does not know counts as missing, and is a finding of the "
    "decision),\n"
    "`find_language` and `find_personal_data` (also when no rule asks), `full_text` (of e-mails also what is "
    "quoted),\n"
    "`now` (a time, for messages without one), `limits`, `report` (collect findings; as `lenient`, unless it "
    "is said).\n"
    "A fact that is called like a field or an option goes under `facts`.\n\n"
    "Raises InputError for an unknown fact, account or value and for a wrong type, LimitError, TimeError.\n\n"
    ">>> decision = policy.triage(text=\"I want my money back\", customer={\"tier\": \"gold\"})\n"
    ">>> decision.department, decision.tags, decision.because[\"department\"]\n"
    "('billing', ('refund',), 'refunds go to billing')\n"
    ">>> policy.triage({\"text\": \"Hello\", \"customer.tier\": \"iron\"})\n"
    "Traceback (most recent call last):\n"
    "    ...\n"
    "usher.InputError: there is no customer.tier \"iron\" (customer.tier) (one of: member, silver, gold)\n";

const char us_triage_json_doc[] =
    "triage_json($self, json, /, **options)\n--\n\n"
    "The same from one JSON object (docs/schema/message.schema.json), str or bytes. Language and personal "
    "data are\n"
    "looked for, unless `only_needed=True`. Other options and errors as in triage.\n\n"
    ">>> policy.triage_json('{\"text\": \"I want a refund\"}').language\n"
    "'en'\n";

const char us_triage_many_doc[] =
    "triage_many($self, messages, /, **options)\n--\n\n"
    "Decides about many messages and gives back columns (Batch). Other threads run meanwhile.\n\n"
    "messages: an iterable of mappings or texts; or a mapping of columns, as {\"text\": [...], \"channel\": "
    "[...]}; or a\n"
    "DataFrame. Columns that are no fields of a message are facts by their dotted names. Options as in "
    "triage; findings\n"
    "are always collected, with the number of the row, from 1, as their line.\n\n"
    "A bad row does not stop it: its status is not 0, its fields are missing.\n\n"
    ">>> batch = policy.triage_many([{\"text\": \"Refund!\"}, {\"text\": \"Hello\"}, {\"txet\": "
    "\"Hello\"}])\n"
    ">>> list(batch[\"department\"])\n"
    "['billing', 'care', None]\n"
    ">>> batch.findings[0].line, batch.findings[0].message\n"
    "(3, 'there is no fact \"txet\"')\n";

const char us_check_doc[] =
    "check($self)\n--\n\n"
    "Looks for what is wrong or doubtful in the policy: rules that can never act, departments that nothing "
    "uses, failing\n"
    "tests of its own. A tuple of Finding; slower than loading. Other threads run meanwhile.\n\n"
    ">>> policy.check()\n"
    "()\n";

const char us_dump_doc[] = "dump($self)\n--\n\n"
                           "The whole policy as one YAML text in canonical form, includes taken in.\n\n"
                           ">>> policy.dump().splitlines()[0]\n"
                           "'usher: 1'\n";

const char us_graph_doc[] =
    "graph($self)\n--\n\n"
    "The structure of the policy as a graph in the language DOT of Graphviz: topics and signals, "
    "rules, departments.\n\n"
    ">>> policy.graph().splitlines()[0]\n"
    "'digraph policy {'\n";

const char us_compile_doc[] =
    "compile($self)\n--\n\n"
    "The policy as an image: bytes that load (from a file) and loads open at once, however many rules there "
    "are. For\n"
    "this version of usher and machines of this byte order. A policy is pickled as its image.\n\n"
    ">>> usher.Policy.loads(policy.compile()).hash == policy.hash\n"
    "True\n";

const char us_statistics_doc[] = "statistics($self, /, sample=\"\", *, format=\"json\")\n--\n\n"
                                 "What the policy costs: a dict (docs/schema/statistics.schema.json), or a "
                                 "page with format=\"text\". sample: messages\n"
                                 "as lines of JSON.\n\n"
                                 ">>> policy.statistics()[\"statistics\"][\"rules\"]\n"
                                 "4\n";

const char us_compare_doc[] = "compare($self, /, old, sample=\"\", *, format=\"json\")\n--\n\n"
                              "What would move if this policy took the place of `old`: a dict "
                              "(docs/schema/comparison.schema.json), or a page\n"
                              "with format=\"text\". sample: messages as lines of JSON.\n\n"
                              ">>> print(policy.compare(policy, format=\"text\").splitlines()[0])\n"
                              "Both say the same.\n";

const char us_sharpen_doc[] = "sharpen($self, sample, /)\n--\n\n"
                              "The same policy with its rules filed by what a sample of messages (lines of "
                              "JSON) has: it decides the same and\n"
                              "looks at fewer rules. Raises InputError when no line is a message.\n\n"
                              ">>> policy.sharpen('{\"text\": \"I want a refund\"}').hash == policy.hash\n"
                              "True\n";

const char us_test_doc[] = "test($self, /, files=None)\n--\n\n"
                           "Runs the policy's own tests, then those of `files`, a mapping of names to texts. "
                           "A TestRun; failing tests are no\n"
                           "exception.\n\n"
                           ">>> policy.test({\"more.yaml\": '[{message: {text: \"Refund\"}, expect: "
                           "{department: billing}}]'}).passed\n"
                           "True\n";

const char us_text_doc[] = "text($self, /, text, *, email=False, subject=None)\n--\n\n"
                           "What usher sees in a text, with places: a Text, for programs that highlight, "
                           "mask or fold what they show. email:\n"
                           "leave out what is quoted; subject: its subject, so that forwards are kept.\n\n"
                           "Raises LimitError for a text that is longer than text_bytes.\n\n"
                           ">>> policy.text(\"My card is 4111 1111 1111 1111\").masked\n"
                           "'My card is **** **** **** 1111'\n";

const char us_policy_calendar_doc[] = "calendar($self, name, /)\n--\n\n"
                                      "The opening hours of that name, a Calendar; every policy has "
                                      "\"always\". Raises NotFoundError, or FileError when the\n"
                                      "system has no files of its zone.\n\n"
                                      ">>> policy.calendar(\"office\").zone\n"
                                      "'Europe/Rome'\n";
