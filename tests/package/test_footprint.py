# SPDX-License-Identifier: BSL-1.0
"""The library exports, asks for and opens nothing that is not declared.

test_footprint.py --library FILE --program FILE

`program` is footprint.c. The files of a policy and the zone files of its calendars are opened, for reading; a decision on
a warm handle asks the system for nothing at all. Where there is no strace, or it may not trace, that part is skipped.

Declared are also: where the processor has no random numbers, getrandom by the C++ library for the key of the tables of
a desk; of the environment TZDIR, which names the folder of zone files; fopen, for mappings of tables; and
fwrite, which code of {fmt} names and nothing calls, as the trace shows.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FAILED = []
POLICY = """usher: 1
include: topics.yaml
channels: {email: {kind: email}}
calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: "09:00-17:00"}}}
sla: {fast: {first_response: 1h}}
departments: {care: {calendar: office, sla: fast}, billing: {}}
agents: {sara: {departments: [care]}, omid: {departments: [billing]}}
rules:
  - {name: refunds, when: {topic: refund}, then: {department: billing}}
  - {name: cards, when: {pii: card}, then: {tags: [card]}}
  - {name: italian, when: {language: it}, then: {tags: [italian]}}
default: {department: care}
"""
TOPICS = "topics: {refund: {en: [~refund, money back], fa: [~استرداد], ru: [/верните\\s+деньги/]}}\n"
# What a library has no business with in a host: others' time, processes, threads, sockets, settings, signals.
UNWANTED = re.compile(
    r"^(socket|connect|bind|listen|accept4?|send(to|msg)?|recv(from|msg)?|getaddrinfo|gethostby\w+|"
    r"fork|vfork|clone|exec\w+|posix_spawn\w*|system|popen|wait(pid)?|kill|raise|"
    r"pthread_create|thrd_create|_ZNSt6thread\w*|signal|sigaction|sigprocmask|alarm|setitimer|timer_create|"
    r"time|gettimeofday|clock_gettime|clock|localtime(_r)?|mktime|tzset|_ZNSt6chrono\w*3now\w*|"
    r"secure_getenv|setenv|putenv|unsetenv|setlocale|uselocale|newlocale|"
    r"rand(_r)?|random(_r)?|srand|getrandom|arc4random\w*|getentropy|"
    r"dlopen|dlsym|syslog|printf|puts|putchar|perror|exit|_exit|quick_exit|atexit|chdir|umask|"
    r"unlink|rename|mkdir|rmdir|creat|fputs|ftruncate|write|pwrite)(@|$)")
MEMORY = {"brk", "mmap", "munmap", "mremap", "madvise", "mprotect"}
# A lock that is opened wakes whoever waits for it: something is made once, at its first use.
ONCE = {"futex"}
READING = MEMORY | ONCE | {"faccessat", "faccessat2", "openat", "read", "pread64", "close", "fstat", "newfstatat", "statx", "lseek", "getdents64", "readlink",
                    "access", "getcwd", "fcntl", "fadvise64"}
PARTS = {"load": READING, "first": READING, "triage": set(), "desk": READING | {"getrandom"}, "end": MEMORY}


def output(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def check(what, condition):
    if not condition:
        FAILED.append(what)


def check_symbols(library):
    exported = {line.split()[-1] for line in output("nm", "-D", "--defined-only", library).splitlines()}
    strangers = sorted(name for name in exported if not re.match(r"usher_[a-z0-9_]+@@USHER_|USHER_[\d.]+", name))
    check(f"exported: {strangers[:10]}", not strangers)
    wanted = {line.split()[-1] for line in output("nm", "-D", "--undefined-only", library).splitlines()}
    unwanted = sorted(name for name in wanted if UNWANTED.match(name))
    check(f"asks for {unwanted}", not unwanted)
    return len(exported), len(wanted)


def trace(program, folder):
    """[(system call, its arguments and result)] of each part of the program; None where nothing may be traced."""
    log = folder / "trace"
    done = subprocess.run(["strace", "-f", "-qq", "-s", "200", "-o", log, program, folder / "policy.yaml"],
                          capture_output=True, text=True, check=False)
    if "PTRACE" in done.stderr or "not permitted" in done.stderr:
        return None
    check(f"the program ends with {done.returncode}: {done.stderr}", done.returncode == 0)
    parts, now = {}, None
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        found = re.match(r"\d+ +(\w+)\((.*)", line)
        marker = re.search(r'"/footprint/(\w+)"', line)
        if marker:
            now = marker[1]
            parts[now] = []
        elif now and found:
            parts[now].append((found[1], found[2]))
        elif now and "exited" not in line:
            parts[now].append(("?", line))
    return parts


def check_trace(parts, folder):
    check(f"parts: {sorted(parts)}", set(PARTS) <= set(parts))
    for part, allowed in PARTS.items():
        for call, rest in parts.get(part, []):
            check(f"{part}: {call}({rest}", call in allowed)
    zone = "/usr/share/zoneinfo/Europe/Rome"
    opened = set()
    for part in PARTS:
        for call, rest in parts.get(part, []):
            if call == "openat":
                path = re.search(r'"(.*?)"', rest)[1]
                opened.add(path)
                check(f"{part} opens {path}", path == zone or part == "load" and path.startswith(str(folder)))
                check(f"{part} opens {path} not for reading alone: {rest}", "O_RDONLY" in rest or "O_PATH" in rest)
    check(f"what it opens is not seen: {sorted(opened)}", zone in opened and f"{folder}/policy.yaml" in opened)
    return {part: len(parts.get(part, [])) for part in PARTS}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("library", "program"):
        parser.add_argument(f"--{name}", required=True, type=lambda path: pathlib.Path(path).resolve())
    options = parser.parse_args()
    exported, wanted = check_symbols(options.library)
    said = "system calls: skipped, no strace"
    if shutil.which("strace"):
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place).resolve()
            (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
            (folder / "topics.yaml").write_text(TOPICS, encoding="utf-8")
            parts = trace(options.program, folder)
            if parts is None:
                said = "system calls: skipped, strace may not trace here"
            else:
                said = "system calls: " + ", ".join(f"{part} {count}" for part, count in
                                                    check_trace(parts, folder).items())
    print("\n".join(FAILED[:30]) or f"{exported} names exported, {wanted} asked for, none unwanted; {said}")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
