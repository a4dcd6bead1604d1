/* SPDX-License-Identifier: BSL-1.0
 * What the tests of the C interface share: counted checks, and texts. Each program includes it once. */
#ifndef USHER_TESTS_C_ABI_CHECK_H
#define USHER_TESTS_C_ABI_CHECK_H

#include <stdio.h>
#include <string.h>

#include <usher/usher.h>

static int checks = 0;
static int failures = 0;

#define CHECK(condition)                                                                                     \
  do {                                                                                                       \
    ++checks;                                                                                                \
    if (!(condition)) {                                                                                      \
      ++failures;                                                                                            \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                        \
    }                                                                                                        \
  } while (0)

static inline usher_str str(const char *text) {
  usher_str out;
  out.data = text;
  out.size = text == NULL ? 0 : strlen(text);
  return out;
}

/* NULL is no text; a text ends with a NUL behind it. */
static inline int equal(usher_str text, const char *wanted) {
  if (wanted == NULL) return text.data == NULL && text.size == 0;
  return text.data != NULL && text.size == strlen(wanted) && memcmp(text.data, wanted, text.size) == 0 &&
         text.data[text.size] == '\0';
}

static inline int contains(usher_str text, const char *wanted) {
  return text.data != NULL && strstr(text.data, wanted) != NULL;
}

/* What a program ends with. */
static inline int summary(void) {
  printf("%d checks, %d failed\n", checks, failures);
  return failures == 0 ? 0 : 1;
}

#endif
