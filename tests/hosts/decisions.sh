#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# The cases in the shell: the command line is the host. usher stands in $USHER, or in the PATH.
#
#   decisions.sh cases.jsonl
#
# Runs of cases with one policy go through one `usher triage`; a message is what stands behind "message": in its line.
set -eu
usher=${USHER:-usher}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

sed -E 's/^\{"id": "([^"]*)", "policy": "([^"]*)", "message": .*$/\1\t\2/' "$1" >"$work/heads"
sed -E 's/^\{"id": "[^"]*", "policy": "[^"]*", "message": (.*)\}$/\1/' "$1" >"$work/messages"

cut -f 2 "$work/heads" | sort -u >"$work/policies"
while read -r policy; do
  paste "$work/heads" "$work/messages" | awk -F '\t' -v policy="$policy" '$2 == policy' >"$work/part"
  cut -f 3- "$work/part" | "$usher" triage "$policy" >"$work/decisions"
  cut -f 1 "$work/part" | paste - "$work/decisions" |
    sed -E 's/^([^\t]*)\t(.*)$/{"id": "\1", "decision": \2}/'
done <"$work/policies"
