# SPDX-License-Identifier: BSL-1.0
"""The interface as Doxygen read it from the headers (its XML), as HTML: for C a page for each part of usher.h, for C++
one for each header."""
import dataclasses
import html
import os
import pathlib
import re
import xml.etree.ElementTree as xml

LINE_MARK = "\ue000"  # ends of lines in comments, set by filter.py
NAME = re.compile(r"\b(?:usher_[a-z0-9_]+|USHER_[A-Z0-9_]+)\b")


@dataclasses.dataclass
class Item:
    kind: str      # function, enum, struct, class, typedef, variable
    name: str
    line: int
    text: str
    code: str = ""
    members: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Section:
    slug: str
    title: str
    items: list
    intro: str = ""


def words(element):
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def comment(element):
    found = element.find("detaileddescription//verbatim")
    return found.text.strip().replace(LINE_MARK, "\n") if found is not None and found.text else ""


def line_of(element):
    return int(element.find("location").get("line"))


def joined(kind, name):
    return f"{kind}{'' if kind.endswith(('*', '&')) else ' '}{name}"


def spaced(arguments):
    """As the headers write it."""
    arguments = re.sub(r"(?<=[\w}\])])=(?=[\w{])", " = ", arguments)
    return re.sub(r" ([&*]+) (?=\w)", r" \1", arguments)


def function_code(member):
    """As it is declared; one parameter a line where it is long."""
    result, arguments = words(member.find("type")), spaced(words(member.find("argsstring")))
    template = ", ".join(joined(words(each.find("type")), words(each.find("declname")))
                         for each in member.findall("templateparamlist/param"))
    head = (f"template <{template}>\n" if template else "") + ("static " if member.get("static") == "yes" else "")
    code = joined(result, words(member.find("name"))) if result else words(member.find("name"))
    line = head + code + arguments
    if len(line.split("\n")[-1]) <= 92 or "," not in arguments:
        return line
    inside, _, behind = arguments[1:].rpartition(")")
    parts, depth, start = [], 0, 0
    for i, letter in enumerate(inside):
        depth += letter in "(<{"
        depth -= letter in ")>}"
        if letter == "," and depth == 0:
            parts.append(inside[start:i].strip())
            start = i + 1
    parts.append(inside[start:].strip())
    return head + code + "(\n    " + ",\n    ".join(parts) + ")" + behind


def item_of(member):
    kind, name = member.get("kind"), words(member.find("name"))
    made = Item(kind, name, line_of(member), comment(member))
    if kind == "function":
        made.code = function_code(member)
    elif kind == "enum":
        for value in member.findall("enumvalue"):
            start = words(value.find("initializer"))
            made.members.append(Item("constant", words(value.find("name")), made.line, comment(value),
                                     start.removeprefix("= ")))
        if not name or name.startswith("@"):
            made.name = made.members[0].name
    elif kind == "typedef":
        made.code = words(member.find("definition"))
    else:
        made.code = joined(words(member.find("type")), name)
    return made


def class_of(compound):
    full = words(compound.find("compoundname"))
    made = Item(compound.get("kind"), full.removeprefix("usher::"), line_of(compound), comment(compound))
    for section in compound.findall("sectiondef"):
        if not section.get("kind").startswith("private"):
            made.members += [item_of(member) for member in section.findall("memberdef")]
    made.members.sort(key=lambda item: item.line)
    return made


class Reference:
    def __init__(self, folder, root):
        self.root = root
        self.files = {}  # path of a header: items
        for path in sorted(pathlib.Path(folder).glob("*.xml")):
            tree = xml.parse(path).getroot()
            for compound in tree.findall("compounddef"):
                self.take(compound)
        for items in self.files.values():
            items.sort(key=lambda item: item.line)

    def take(self, compound):
        kind, name = compound.get("kind"), words(compound.find("compoundname"))
        if kind in ("class", "struct"):
            hidden = any(part in name for part in ("detail::", "::iterator", "std::", "::State"))
            if not hidden and compound.get("prot") != "private":
                self.put(compound, class_of(compound))
        elif kind == "file" and name == "usher.h" or kind == "namespace" and name == "usher":
            structs = set()
            for member in compound.findall("sectiondef/memberdef"):
                made = item_of(member)
                # Of `typedef struct x {...} x;` the struct is there by itself.
                if member.get("kind") == "typedef" and "{" not in made.code and made.code.count(made.name) > 1:
                    made.code = f"typedef struct {made.name} {made.name};"
                    structs.add(made.name)
                self.put(member, made)

    def put(self, element, made):
        items = self.files.setdefault(element.find("location").get("file"), [])
        if not any(item.name == made.name and item.line == made.line for item in items):
            items.append(made)

    def c_sections(self):
        """The parts of usher.h, by the titles in it."""
        lines = (self.root / "include/usher/usher.h").read_text(encoding="utf-8").split("\n")
        titles = [(number, re.match(r"/\* ---- (.*?) -+ \*/", line)[1]) for number, line in enumerate(lines, 1)
                  if line.startswith("/* ---- ")]
        head = "\n".join(lines)
        intro = re.sub(r"^ ?\*? ?", "", head[head.index("*\n * usher:") + 2:head.index("*/")], flags=re.M)
        found = [Section("c", "The C interface", [], intro)]
        items = self.files["include/usher/usher.h"]
        known = {item.name for item in items if item.kind == "struct"}
        for i, (number, title) in enumerate(titles):
            end = titles[i + 1][0] if i + 1 < len(titles) else len(lines)
            mine = [item for item in items if number < item.line <= end
                    and not (item.kind == "typedef" and item.name in known)]
            slug = "c-" + re.sub(r"[^a-z]+", "-", title.split(":")[0].lower()).strip("-")
            found.append(Section(slug, title, mine))
        return found

    def cpp_sections(self):
        def intro(path):
            lines = (self.root / path).read_text(encoding="utf-8").split("\n")
            return "\n".join(line[2:].removeprefix(" ") for line in lines[1:lines.index("#pragma once")]).strip()
        found = [Section("cpp", "The C++ interface", [], intro("include/usher/usher.hpp"))]
        for path in sorted(self.files):
            if path.endswith(".hpp"):
                name = pathlib.Path(path).stem
                found.append(Section(f"cpp-{name}", name.capitalize(), self.files[path],
                                     intro(path).replace(" Part of usher/usher.hpp.", "")))
        return found


# ---- HTML ---------------------------------------------------------------------------------------------------


class Writer:
    """HTML of sections. `places`: what has a place of its own: {name: page#anchor}; `painted`: code with colours."""

    def __init__(self, places, painted):
        self.places, self.painted = places, painted
        self.used = set()  # anchors of the page: only the first of several with one name has a place

    def anchor(self, name):
        if name in self.used:
            return ""
        self.used.add(name)
        return f' id="{html.escape(name)}"'

    def linked(self, escaped, own=""):
        escaped = re.sub(r"\bdocs/([\w-]+)\.md\b", r'<a href="\1.html">docs/\1.md</a>', escaped)

        def link(found):
            name = found[0]
            return f'<a href="{self.places[name]}">{name}</a>' if name in self.places and name != own else name
        return NAME.sub(link, escaped)

    def prose(self, text, own="", intro=False):
        """Paragraphs, code that is set in by four blanks, and `names`. In an introduction a line of capitals is a title,
        and words in a column of their own, as "Status.   What", begin a paragraph."""
        out, paragraph, code = [], [], []

        def end():
            if paragraph:
                escaped = html.escape(" ".join(paragraph), quote=False)
                escaped = re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped)
                out.append(f"<p>{self.linked(escaped, own)}</p>")
                paragraph.clear()
            if code:
                out.append(self.painted("\n".join(code).rstrip(), "cpp" if "::" in "".join(code) else "c"))
                code.clear()

        for line in text.split("\n"):
            title = intro and re.match(r"([A-Z][a-z]+(?:\.?(?=  )| [a-z]+\.)) +(\S.*)|^([A-Z][A-Z ]+)$", line)
            if re.match(r"    \S|     ", line) and not (paragraph and re.match(r" {6,}\S", line) and not code):
                if paragraph:
                    end()
                code.append(line[4:])
            elif not line.strip():
                if code:
                    code.append("")
                else:
                    end()
            elif title and title[3]:
                end()
                out.append(f"<h2>{title[3].capitalize()}</h2>")
            elif title:
                end()
                paragraph.append(f"\0{title[1].rstrip('.')}.\1 {title[2]}")
            else:
                if code:
                    end()
                paragraph.append(line.strip())
        end()
        return "\n".join(out).replace("\0", "<strong>").replace("\1", "</strong>")

    def rows(self, members, own):
        out = ['<div class="scroll"><table class="members">']
        for member in members:
            told = self.prose(member.text, own).removeprefix("<p>").removesuffix("</p>") if member.text else ""
            code = html.escape(f"{member.name} = {member.code}" if member.kind == "constant" and member.code else
                               member.name if member.kind == "constant" else member.code)
            anchor = self.anchor(member.name) if member.kind == "constant" else ""
            out.append(f"<tr{anchor}><th scope='row'><code>{self.linked(code, member.name)}</code></th><td>{told}</td></tr>")
        return "\n".join(out + ["</table></div>"])

    def item(self, item, scope=""):
        anchor, shown = f"{scope}{item.name}", item.name
        if item.kind == "enum" and item.members and item.name == item.members[0].name:  # it has no name
            names = [member.name for member in item.members]
            prefix = os.path.commonprefix(names).rpartition("_")[0] if len(names) > 1 else ""
            anchor, shown = f"constants-{item.name}", f"{prefix}_..." if prefix.count("_") else names[0]
        titles = {"function": "", "enum": "constants", "struct": "struct", "class": "class", "typedef": "handle"}
        kind = titles.get(item.kind, item.kind)
        level = 3 if scope else 2
        out = [f'<section class="item {item.kind}">',
               f'<h{level}{self.anchor(anchor)}><code>{html.escape(shown)}</code>'
               + (f' <span class="kind">{kind}</span>' if kind else "") + f"</h{level}>"]
        if item.code:
            out.append(self.painted(item.code, "cpp" if scope or item.kind != "typedef" else "c"))
        if item.text:
            out.append(self.prose(item.text, item.name))
        fields = [member for member in item.members if member.kind in ("variable", "constant")]
        if fields:
            out.append(self.rows(fields, item.name))
        for group in grouped([member for member in item.members if member.kind == "function"]):
            out.append(self.methods(group, f"{item.name}."))
        return "\n".join(out + ["</section>"])

    def methods(self, group, scope):
        """Functions that one comment speaks for stand together."""
        code = "\n".join(member.code for member in group)
        places = [self.anchor(f"{scope}{member.name}") for member in group]
        anchors = "".join(f"<span{place}></span>" for place in places if place)
        text = self.prose(group[0].text, group[0].name) if group[0].text else ""
        return f'<div class="method">{anchors}{self.painted(code, "cpp")}{text}</div>'

    def section(self, section):
        self.used.clear()
        out = [f"<h1>{html.escape(section.title)}</h1>"]
        if section.intro:
            out.append(self.prose(section.intro, intro=True))
        functions = []
        for item in section.items + [None]:
            if item is not None and item.kind == "function":
                if functions and item.text:
                    out.append(self.functions(functions))
                    functions = []
                functions.append(item)
                continue
            if functions:
                out.append(self.functions(functions))
                functions = []
            if item is not None:
                out.append(self.item(item))
        return "\n".join(out)

    def functions(self, group):
        if len(group) == 1:
            return self.item(group[0])
        names = list(dict.fromkeys(item.name for item in group))
        place = self.anchor(names[0])
        titles = ", ".join([f"<code>{html.escape(names[0])}</code>"] +
                           [f"<code{self.anchor(each)}>{html.escape(each)}</code>" for each in names[1:]])
        code = "\n".join(item.code for item in group)
        text = self.prose(group[0].text, group[0].name) if group[0].text else ""
        return f'<section class="item function"><h2{place}>{titles}</h2>{self.painted(code, "cpp")}{text}</section>'


def grouped(functions):
    """What has no comment stands together."""
    groups = []
    for each in functions:
        if groups and not each.text and not groups[-1][0].text:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups
