/* SPDX-License-Identifier: BSL-1.0
 * As much JSON as the program in C needs to read the cases: one object of a line, into a tree of nodes in one block. */
#ifndef USHER_HOSTS_JSON_H
#define USHER_HOSTS_JSON_H

#include <stddef.h>

enum json_kind { JSON_NULL, JSON_FLAG, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

typedef struct json {
  enum json_kind kind;
  const char *key; /* of a member of an object */
  size_t key_size;
  const char *text; /* counted: it may hold zeros */
  size_t text_size;
  double number; /* 0 or 1 of a flag */
  struct json *first;
  struct json *next;
} json;

/* Reads `line`, which it changes: texts are unescaped in place. Nodes are taken of `nodes`, of which there are `count`; NULL
 * when it is no JSON or there are too few. */
json *json_read(char *line, json *nodes, size_t count);

/* The member of an object; NULL when there is none. */
const json *json_member(const json *object, const char *key);

#endif
