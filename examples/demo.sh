#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The example policies at work, each command as you would type it. `./run demo` builds usher and calls this.
#
#     examples/demo.sh [PATH/TO/usher]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=${1:-build/release/bin/usher}
if [[ ! -x $program ]]; then
  printf 'demo: no program %s; build it with ./run build\n' "$program" >&2
  exit 1
fi
usher() { "$program" "$@"; }

bold='' plain=''
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  bold=$'\e[1m' plain=$'\e[0m'
fi

title() { printf '\n%s== %s%s\n' "$bold" "$*" "$plain"; }

# show COMMAND: prints a command line, then runs just that.
show() {
  printf '\n%s$ %s%s\n' "$bold" "$1" "$plain"
  eval "$1"
}

policies=(examples/policies/*/)
policies=("${policies[@]%/}")

for policy in "${policies[@]}"; do
  title "The policy of a ${policy##*/}"
  show "usher check $policy"
  show "usher test $policy"
  show "usher triage $policy $policy/messages.jsonl |
    examples/decisions.py $policy/messages.jsonl"
done

# The rules that do not act are most of an explanation; here only the others are shown.
acting_rules() {
  awk '/^    - / { out = 1; left_out++ } /^    [^- ]/ || /^[^ ]/ || /^$/ { out = 0 } !out
    END { printf "    (%d rules that do not act are left out here)\n", left_out }'
}

title "Why did it go there?"
bank=examples/policies/bank
for number in 3 40 60; do
  show "sed -n ${number}p $bank/messages.jsonl"
  show "sed -n ${number}p $bank/messages.jsonl |
    usher explain $bank -" | acting_rules
done
