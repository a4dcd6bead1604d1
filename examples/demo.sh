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

title "Why did it go there?"
for number in 1 2 3; do
  # One message of each policy in turn.
  policy=${policies[(number - 1) % ${#policies[@]}]}
  show "sed -n ${number}p $policy/messages.jsonl | usher explain $policy -"
done
