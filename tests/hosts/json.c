/* SPDX-License-Identifier: BSL-1.0 */
#include "json.h"

#include <stdlib.h>
#include <string.h>

typedef struct reader {
  char *at;
  json *nodes;
  size_t left;
} reader;

static void pass_spaces(reader *in) {
  while (*in->at == ' ' || *in->at == '\t' || *in->at == '\n' || *in->at == '\r')
    ++in->at;
}

static int hex4(const char *at, unsigned *out) {
  char digits[5] = {0};
  char *end = NULL;
  memcpy(digits, at, 4);
  *out = (unsigned)strtoul(digits, &end, 16);
  return end == digits + 4;
}

static char *put_utf8(char *to, unsigned point) {
  if (point < 0x80) {
    *to++ = (char)point;
  } else if (point < 0x800) {
    *to++ = (char)(0xC0 | point >> 6);
    *to++ = (char)(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    *to++ = (char)(0xE0 | point >> 12);
    *to++ = (char)(0x80 | (point >> 6 & 0x3F));
    *to++ = (char)(0x80 | (point & 0x3F));
  } else {
    *to++ = (char)(0xF0 | point >> 18);
    *to++ = (char)(0x80 | (point >> 12 & 0x3F));
    *to++ = (char)(0x80 | (point >> 6 & 0x3F));
    *to++ = (char)(0x80 | (point & 0x3F));
  }
  return to;
}

/* Behind the opening quote; what is unescaped is never longer. */
static int read_text(reader *in, const char **out, size_t *size) {
  static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
  char *to = in->at;
  *out = to;
  while (*in->at != '"') {
    if (*in->at == 0) return 0;
    if (*in->at != '\\') {
      *to++ = *in->at++;
      continue;
    }
    const char *escape = strchr(from, in->at[1]);
    unsigned point = 0, low = 0;
    if (in->at[1] != 0 && escape != NULL) {
      *to++ = into[escape - from];
      in->at += 2;
    } else if (in->at[1] == 'u' && strlen(in->at) > 6 && hex4(in->at + 2, &point)) {
      in->at += 6;
      if (point >= 0xD800 && point < 0xDC00 && in->at[0] == '\\' && in->at[1] == 'u' &&
          hex4(in->at + 2, &low)) {
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        in->at += 6;
      }
      to = put_utf8(to, point);
    } else {
      return 0;
    }
  }
  *size = (size_t)(to - *out);
  ++in->at;
  return 1;
}

static json *read_value(reader *in);

static int read_members(reader *in, json *node, char end) {
  json **tail = &node->first;
  for (pass_spaces(in); *in->at != end; pass_spaces(in)) {
    const char *key = NULL;
    size_t key_size = 0;
    if (node->first != NULL && *in->at++ != ',') return 0;
    pass_spaces(in);
    if (end == '}') {
      if (*in->at++ != '"' || !read_text(in, &key, &key_size)) return 0;
      pass_spaces(in);
      if (*in->at++ != ':') return 0;
    }
    json *member = read_value(in);
    if (member == NULL) return 0;
    member->key = key;
    member->key_size = key_size;
    *tail = member;
    tail = &member->next;
  }
  ++in->at;
  return 1;
}

static int read_word(reader *in, const char *word) {
  if (strncmp(in->at, word, strlen(word)) != 0) return 0;
  in->at += strlen(word);
  return 1;
}

static json *read_value(reader *in) {
  if (in->left == 0) return NULL;
  json *node = in->nodes++;
  --in->left;
  memset(node, 0, sizeof *node);
  pass_spaces(in);
  if (*in->at == '{' || *in->at == '[') {
    const char end = *in->at == '{' ? '}' : ']';
    node->kind = *in->at++ == '{' ? JSON_OBJECT : JSON_LIST;
    return read_members(in, node, end) ? node : NULL;
  }
  if (*in->at == '"') {
    ++in->at;
    node->kind = JSON_TEXT;
    return read_text(in, &node->text, &node->text_size) ? node : NULL;
  }
  if (read_word(in, "null")) return node;
  if (*in->at == 't' || *in->at == 'f') {
    node->kind = JSON_FLAG;
    node->number = *in->at == 't';
    return read_word(in, *in->at == 't' ? "true" : "false") ? node : NULL;
  }
  char *end = NULL;
  node->kind = JSON_NUMBER;
  node->number = strtod(in->at, &end);
  if (end == in->at) return NULL;
  in->at = end;
  return node;
}

json *json_read(char *line, json *nodes, size_t count) {
  reader in = {line, nodes, count};
  json *made = read_value(&in);
  pass_spaces(&in);
  return made != NULL && *in.at == 0 ? made : NULL;
}

const json *json_member(const json *object, const char *key) {
  if (object == NULL || object->kind != JSON_OBJECT) return NULL;
  for (const json *each = object->first; each != NULL; each = each->next) {
    if (strlen(key) == each->key_size && memcmp(key, each->key, each->key_size) == 0) return each;
  }
  return NULL;
}
