#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The example policies and programs at work, each command as you would type it. `./run demo` builds usher and calls
# this.
#
#     examples/demo.sh [BUILD]      BUILD is where usher was built (default build/release)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=${1:-build/release}
if [[ ! -x $build/bin/usher ]]; then
  printf 'demo: no program %s/bin/usher; build it with ./run build\n' "$build" >&2
  exit 1
fi
program=$(realpath "$build")/bin/usher
usher() { "$program" "$@"; }

title='' typed='' plain=''
if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  title=$'\e[1;36m' typed=$'\e[1m' plain=$'\e[0m'
fi

title() { printf '\n\n%s== %s%s\n' "$title" "$*" "$plain"; }

# show COMMAND [EXIT]: prints a command line, then runs just that; it must end with EXIT (default 0).
show() {
  local status=0
  printf '\n%s$ %s%s\n' "$typed" "$1" "$plain"
  eval "$1" || status=$?
  ((status == 0)) || printf '[exit %d]\n' "$status"
  if ((status != ${2:-0})); then
    printf 'demo: that was to end with exit code %d\n' "${2:-0}" >&2
    exit 1
  fi
}

title "The policy of a retail bank: is it sound, and do its tests pass?"
show 'cd examples/policies'
show 'usher check bank'
show 'usher test bank'

title "Where do messages go?"
show 'usher triage bank bank/messages.jsonl |
    ../decisions.py bank/messages.jsonl'

# The rules that do not act are most of an explanation; here they are only counted.
acting_rules() {
  awk '/^Rules that do not/ { rest = 1 } rest && /^    - / { count++ } !rest
    END { if (count) printf "Rules that do not act: %d, left out here\n", count }'
}

title "Why did it go there?"
for number in 3 60; do
  show "sed -n ${number}p bank/messages.jsonl | fold -s"
  show "sed -n ${number}p bank/messages.jsonl | usher explain bank -" | acting_rules
done

title "A photo agency, a car rental firm, a sportswear brand"
for policy in photo rental sportswear; do
  show "usher triage $policy $policy/messages.jsonl |
    ../decisions.py --first 2 $policy/messages.jsonl"
done

title "Would one stream have been better than forwarding by e-mail? The same people, the same customers"
show "cd ../.."
show "usher simulate examples/scenarios/rental.yaml"

title "In a program in C, by make and pkg-config"
mkdir -p build/embed
show "cmake --install $build --prefix build/embed/usher > build/embed/log"
show 'export PKG_CONFIG_PATH=$PWD/build/embed/usher/lib/pkgconfig'
show 'make -s -C examples/embed/c BUILD=$PWD/build/embed/c'
show "cd examples/embed"
show "../../build/embed/c/triage policy.yaml"
show "../../build/embed/c/triage broken.yaml" 1

title "In a program in C++, by CMake"
show "cd ../.."
show 'cmake -S examples/embed/cpp -B build/embed/cpp \
    -DCMAKE_PREFIX_PATH=$PWD/build/embed/usher >> build/embed/log'
show "cmake --build build/embed/cpp >> build/embed/log"
show "cd examples/embed"
show "../../build/embed/cpp/triage policy.yaml - < messages.jsonl" 3

printf '\nRead on in docs/tour.md: from an empty file to a tested policy, in ten steps.\n'
