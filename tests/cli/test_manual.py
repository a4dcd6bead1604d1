# SPDX-License-Identifier: BSL-1.0
"""Manual pages and completions say what the command line says of itself: every command, every option, every choice.

test_manual.py --usher USHER --manual FOLDER

FOLDER is what the build made. Help is read here by other means than make_manual.py reads it. The completions are asked
in their own shells, bash in any case, zsh and fish where they are installed.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FAILED = []
ZSH = r"""
zmodload zsh/zpty
zpty -d shell 2>/dev/null
zpty shell zsh -f -i
settle() { local piece; while zpty -r shell piece "*$1*"; do print -rn -- "$piece"; break; done }
zpty -w shell "PS1='REA''DY> '; TERM=dumb; fpath=($FOLDER \$fpath); autoload -Uz compinit; compinit -u -D; LISTMAX=1000"
zpty -w shell "zstyle ':completion:*' list-prompt ''; bindkey '^I' list-choices; stty columns 250 -echo; echo 'SET''UP'"
settle 'SETUP' > /dev/null
settle 'READY> *2004h' > /dev/null # it has begun to read keys
zpty -w -n shell "$LINE"$'\t'
zpty -w shell $'\C-uecho EN''D'
settle 'END'
"""


def check(what, condition):
    if not condition:
        FAILED.append(what)


def help_of(usher, *command):
    return subprocess.run([usher, *command, "--help"], check=True, capture_output=True, text=True).stdout


def check_width(of, text):
    """As wide as a terminal is at least."""
    for line in text.split("\n"):
        check(f"{of} --help has a line of {len(line)} characters: {line}", len(line) <= 80)


def options_of(text):
    """[(names, choices)] of each option."""
    block = text.split("\nOptions:\n")[1].split("\n\n")[0]
    found = re.findall(r"^  ((?:-\w,)?--[\w-]+)(?: (\S+))?", block, flags=re.M)
    return [(names.split(","), [word for word in value.split("|") if word.islower()] if "|" in value else [])
            for names, value in found]


def bash(script, *words):
    """What bash offers at the last of the words."""
    program = (f"source {script}; COMP_WORDS=({' '.join(repr(word) for word in words)}); COMP_CWORD={len(words) - 1}; "
               "_usher; printf '%s\\n' \"${COMPREPLY[@]}\"")
    done = subprocess.run(["bash", "-c", program], check=True, capture_output=True, text=True)
    check(f"bash says {done.stderr!r}", not done.stderr)
    return done.stdout.split()


def fish(script, line):
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"], check=True,
                              capture_output=True, text=True, env={"HOME": home, "PATH": "/usr/bin:/bin"})
    check(f"fish says {done.stderr!r}", not done.stderr)
    return [each.split("\t")[0] for each in done.stdout.splitlines()]


def check_page(folder, name, text, options):
    page = (folder / f"{name}.1").read_text(encoding="utf-8")
    plain = page.replace("\\-", "-")
    for names, choices in options:
        for word in names:
            check(f"{name}.1 lacks {word}", f"\\fB{word}\\fR" in plain)
        for word in choices:
            check(f"{name}.1 lacks {word} of {names[-1]}", word in plain)
    for word in re.findall(r"^Usage: (.*)", text, flags=re.M):
        check(f"{name}.1 lacks its usage", word in plain)
    if shutil.which("groff"):
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z", folder / f"{name}.1"], capture_output=True,
                              text=True, check=False)
        check(f"groff says of {name}.1: {done.stderr}", done.returncode == 0 and not done.stderr)


def check_zsh(folder, name, options):
    """zsh lists what it would offer; in a terminal of its own, as its completion does not work without one."""
    done = subprocess.run(["zsh", "-f", "-c", ZSH], capture_output=True, text=True, check=False, timeout=60,
                          env={"PATH": "/usr/bin:/bin", "FOLDER": str(folder), "LINE": f"usher {name} --", "HOME": "/",
                               "TERM": "dumb"})
    for names, _ in options:
        check(f"zsh does not offer {names[-1]} of {name}: {done.stdout!r} {done.stderr!r}",
              re.search(rf"{names[-1]}\s", done.stdout))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--usher", required=True)
    parser.add_argument("--manual", required=True, type=lambda path: pathlib.Path(path).resolve())
    options = parser.parse_args()
    folder, has_fish, has_zsh = options.manual, shutil.which("fish"), shutil.which("zsh")
    bash_script, fish_script = folder / "usher.bash", folder / "usher.fish"

    first = help_of(options.usher)
    check_width("usher", first)
    names = re.findall(r"^  (\w+) ", first.split("\nCommands:\n")[1].split("\n\n")[0], flags=re.M)
    check("no commands", len(names) > 10)
    check("the pages of commands are those of the commands",
          sorted(f"usher-{name}" for name in names) == sorted(page.stem for page in folder.glob("usher-*.1")))
    check_page(folder, "usher", first, options_of(first))
    check("bash does not offer the commands", set(names) <= set(bash(bash_script, "usher", "")))
    check("bash offers more than is meant", bash(bash_script, "usher", "sim") == ["simulate"])
    if has_fish:
        check("fish does not offer the commands", set(names) <= set(fish(fish_script, "usher ")))

    count = 0
    for name in names:
        text = help_of(options.usher, name)
        check_width(f"usher {name}", text)
        of_command = options_of(text)
        check(f"{name}: no options", len(of_command) > 2)
        check_page(folder, f"usher-{name}", text, of_command)
        wanted = {word for words, _ in of_command for word in words}
        check(f"bash, {name}: {wanted ^ set(bash(bash_script, 'usher', name, '-'))}",
              wanted == set(bash(bash_script, "usher", name, "-")))
        if has_fish:
            offered = set(fish(fish_script, f"usher {name} --")) | set(fish(fish_script, f"usher {name} -"))
            check(f"fish, {name}: {wanted - offered}", wanted <= offered)
        for words, choices in of_command:
            count += 1
            if not choices:
                continue
            check(f"bash, {name} {words[-1]}", bash(bash_script, "usher", name, words[-1], "") == choices)
            if has_fish:
                check(f"fish, {name} {words[-1]}", sorted(fish(fish_script, f"usher {name} {words[-1]} ")) ==
                      sorted(choices))
        if has_zsh and name in ("run", "check"):
            check_zsh(folder, name, of_command)
    if has_zsh:
        check("zsh cannot read _usher", subprocess.run(["zsh", "-n", folder / "_usher"], check=False).returncode == 0)
    skipped = [shell for shell, there in (("fish", has_fish), ("zsh", has_zsh), ("groff", shutil.which("groff")))
               if not there]
    print("\n".join(FAILED) or f"{len(names)} commands, {count} options: in the manual, and offered by the shells" +
          (f"; skipped, not installed: {', '.join(skipped)}" if skipped else ""))
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
