# SPDX-License-Identifier: BSL-1.0
"""Manual pages and completions of bash, zsh and fish, made from what `usher --help` says.

make_manual.py USHER FOLDER
"""
import gzip
import pathlib
import re
import sys

from help_text import read_all

FILES = {"POLICY", "FILE", "MESSAGES", "MESSAGE", "EVENTS", "TESTS", "SNAPSHOT", "SCENARIO", "OLD", "JOURNAL", "POLICY2",
         "MAP.yaml", "TESTS ..."}


def is_file(value):
    return value in FILES or value.removesuffix(" ...") in FILES


# ---- Manual pages -------------------------------------------------------------------------------------------


def roff(text):
    """No line of it is taken for a request, and a hyphen that is typed stays one."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def paragraphs(lines):
    """Text as running text; what is indented, as a reader would type it."""
    out, typed = [], False
    for line in lines:
        indented = line.startswith("  ")
        if indented != typed:
            out.append(".RS 4\n.nf" if indented else ".fi\n.RE")
            typed = indented
        if not line and not typed:
            out.append(".PP")
        else:
            out.append(roff(line.strip() if not indented else line[2:]))
    return out + ([".fi\n.RE"] if typed else [])


def page(command, others, version):
    name = "usher" if not command.name else f"usher-{command.name}"
    about = command.about.rstrip(".")
    out = [f'.TH {name.upper()} 1 "" "usher {version}" "usher manual"', ".SH NAME",
           f"{roff(name)} \\- {roff(about[0].lower() + about[1:])}", ".SH SYNOPSIS", roff(command.usage)]
    if command.arguments:
        out.append(".SH ARGUMENTS")
        for each in command.arguments:
            out += [".TP", f"\\fI{roff(' '.join(each.names + [each.value]).strip())}\\fR", roff(each.about)]
    out.append(".SH OPTIONS")
    for each in command.options:
        names = ", ".join(f"\\fB{roff(name)}\\fR" for name in each.names)
        value = f" \\fI{roff(each.value)}\\fR" if each.value else ""
        out += [".TP", names + value, roff(each.about + (" (needed)" if each.required else ""))]
    if command.commands:
        out.append(".SH COMMANDS")
        for other, what in command.commands:
            out += [".TP", f"\\fBusher\\-{roff(other)}\\fR(1)", roff(what)]
    text = command.text
    exits = [i for i, line in enumerate(text) if line.startswith("Exit code:")]
    end = exits[0] if exits else len(text)
    if text[:end]:
        out += [".SH DESCRIPTION"] + paragraphs(text[:end])
    if exits:
        out += [".SH EXIT STATUS"] + paragraphs([text[end].removeprefix("Exit code: ")] + text[end + 1:])
    also = [f"\\fB{roff('usher' if not other.name else 'usher-' + other.name)}\\fR(1)"
            for other in others if other is not command]
    out += [".SH SEE ALSO", ",\n".join(also)]
    return "\n".join(out) + "\n"


# ---- Completions --------------------------------------------------------------------------------------------


def bash(commands):
    first, rest = commands[0], commands[1:]
    cases, values = [], {}
    for each in rest:
        words = " ".join(name for option in each.options for name in option.names)
        cases.append(f"    {each.name}) options='{words}' ;;")
        for option in each.options:
            if option.value:
                kind = " ".join(option.choices) if option.choices else "FILE" if is_file(option.value) else ""
                values.setdefault(kind, []).extend(f"{each.name}:{name}" for name in option.names)
    value_cases = []
    for kind, keys in values.items():
        what = {"FILE": "COMPREPLY=($(compgen -f -- \"$word\"))", "": ":"}.get(
            kind, f"COMPREPLY=($(compgen -W '{kind}' -- \"$word\"))")
        value_cases.append("    " + " | ".join(keys) + f")\n      {what}\n      return\n      ;;")
    names = " ".join(each.name for each in rest)
    options = " ".join(name for option in first.options for name in option.names)
    return f"""# bash completion of usher; made from what usher --help says
_usher() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} command= options i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    if [[ ${{COMP_WORDS[i]}} != -* ]]; then
      command=${{COMP_WORDS[i]}}
      break
    fi
  done
  if [[ -z $command ]]; then
    COMPREPLY=($(compgen -W '{names} {options}' -- "$word"))
    return
  fi
  case $command:${{COMP_WORDS[COMP_CWORD - 1]}} in
{chr(10).join(value_cases)}
  esac
  case $command in
{chr(10).join(cases)}
    *) return ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}}
complete -o filenames -F _usher usher
"""


def quoted(text, marks=""):
    """In single quotes of a shell, with a backslash before what the completion would take for its own."""
    for mark in marks:
        text = text.replace(mark, "\\" + mark)
    return "'" + text.replace("'", "'\\''") + "'"


def zsh_option(option):
    about = option.about.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")
    action = ""
    if option.value:
        what = f"({' '.join(option.choices)})" if option.choices else "_files" if is_file(option.value) else " "
        action = f":{option.value.replace(':', ' ')}:{what}"
    return [quoted(f"*{name}[{about}]{action}") for name in option.names]


def zsh(commands):
    first, rest = commands[0], commands[1:]
    names = "\n".join(f"    {quoted(name + ':' + what)}" for name, what in first.commands)
    cases = []
    for each in rest:
        lines = [word for option in each.options for word in zsh_option(option)]
        for argument in each.arguments:
            lines.append(quoted(f"*:{argument.names[0]}:_files") if argument is each.arguments[-1] else
                         quoted(f"1:{argument.names[0]}:_files"))
        cases.append(f"    {each.name})\n      _arguments -s \\\n        " + " \\\n        ".join(lines) + "\n      ;;")
    options = " \\\n    ".join(word for option in first.options for word in zsh_option(option))
    return f"""#compdef usher
# zsh completion of usher; made from what usher --help says
_usher() {{
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
{names}
  )
  _arguments -C \\
    {options} \\
    '1:command:->command' \\
    '*::arguments:->arguments'
  if [[ $state == command ]]; then
    _describe command commands
    return
  fi
  [[ $state == arguments ]] || return
  case $line[1] in
{chr(10).join(cases)}
  esac
}}
_usher "$@"
"""


def fish(commands):
    first, rest = commands[0], commands[1:]
    none = "'__fish_use_subcommand'"
    out = ["# fish completion of usher; made from what usher --help says"]

    def line(condition, option):
        words = ["complete -c usher", f"-n {condition}"]
        words += [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names]
        if option.choices:
            words.append(f"-x -a {quoted(' '.join(option.choices))}")
        elif option.value:
            words.append("-r -F" if is_file(option.value) else "-x")
        return " ".join(words + ["-d", quoted(option.about)])

    out += [f"complete -c usher -f -n {none} -a {name} -d {quoted(what)}" for name, what in first.commands]
    out += [line(none, option) for option in first.options]
    for each in rest:
        out += [line(f"'__fish_seen_subcommand_from {each.name}'", option) for option in each.options]
    return "\n".join(out) + "\n"


def main():
    usher, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    commands, version = read_all(usher)
    folder.mkdir(parents=True, exist_ok=True)
    for each in commands:
        name = "usher.1" if not each.name else f"usher-{each.name}.1"
        text = page(each, commands, version)
        (folder / name).write_text(text, encoding="utf-8")
        # As packages have them; without a time, so that the same text is the same file.
        (folder / f"{name}.gz").write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    for name, make in (("usher.bash", bash), ("_usher", zsh), ("usher.fish", fish)):
        (folder / name).write_text(make(commands), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
