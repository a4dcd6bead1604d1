# SPDX-License-Identifier: BSL-1.0
"""Reads the declarations of usher.h, preprocessed with -DUSHER_FFI, into one description of the C interface.

The parser knows what the header uses and nothing else: whatever it does not know is an error, so that nothing gets into
a binding that was only half understood.
"""
import re
import subprocess
from dataclasses import dataclass, field

TOKEN = re.compile(r"\s*(?:([A-Za-z_]\w*)|(\d+)|([{}();,*=-]))")
# Size, which is the alignment as well: all of them are on the 64-bit machines that usher runs on.
SCALARS = {"char": 1, "int32_t": 4, "uint32_t": 4, "int64_t": 8, "uint64_t": 8, "size_t": 8, "double": 8}


class HeaderError(Exception):
    """What stands in the header is not what this parser knows."""


@dataclass(frozen=True)
class Type:
    name: str  # "void", a scalar, usher_status, a struct or a handle
    pointers: int = 0
    const: bool = False

    def __str__(self):
        return ("const " if self.const else "") + self.name + (" " + "*" * self.pointers if self.pointers else "")


@dataclass(frozen=True)
class Member:
    name: str
    type: Type
    offset: int


@dataclass
class Struct:
    name: str
    members: list
    size: int
    alignment: int


@dataclass(frozen=True)
class Function:
    name: str
    result: Type
    parameters: tuple  # of (name, Type)


@dataclass
class Description:
    groups: list = field(default_factory=list)  # of lists of (constant, value): one for each enum
    structs: dict = field(default_factory=dict)
    handles: list = field(default_factory=list)
    functions: list = field(default_factory=list)
    aliases: dict = field(default_factory=dict)  # usher_status is int32_t


def preprocess(compiler, header):
    done = subprocess.run([compiler, "-E", "-P", "-DUSHER_FFI", "-x", "c", header], check=True, capture_output=True,
                          text=True)
    return done.stdout


def tokens_of(text):
    made, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise HeaderError(f"a character that no declaration has: {text[at:at + 40]!r}")
        made.append(match[1] or match[2] or match[3])
        at = match.end()
    return made


class Parser:
    def __init__(self, text):
        self.tokens = tokens_of(text)
        self.at = 0
        self.found = Description()

    def fail(self, wanted):
        raise HeaderError(f"{wanted} wanted, not: {' '.join(self.tokens[self.at:self.at + 12])}")

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def take(self, wanted=None):
        token = self.peek()
        if token == "" or (wanted is not None and token != wanted):
            self.fail(repr(wanted) if wanted else "a word")
        self.at += 1
        return token

    def identifier(self):
        if not re.fullmatch(r"[A-Za-z_]\w*", self.peek()):
            self.fail("a name")
        return self.take()

    def parse(self):
        while self.peek():
            if self.peek() == "enum":
                self.enum()
            elif self.peek() == "typedef":
                self.typedef()
            else:
                self.function()
        return self.found

    def enum(self):
        self.take("enum")
        self.take("{")
        group = []
        while self.peek() != "}":
            name = self.identifier()
            self.take("=")
            sign = -1 if self.peek() == "-" and self.take() else 1
            if not self.peek().isdigit():
                self.fail("a number")
            group.append((name, sign * int(self.take())))
            if self.peek() != "}":
                self.take(",")
        self.take("}")
        self.take(";")
        self.found.groups.append(group)

    def typedef(self):
        self.take("typedef")
        if self.peek() != "struct":
            scalar = self.identifier()
            if scalar not in SCALARS:
                self.fail("a scalar type")
            self.found.aliases[self.identifier()] = scalar
            self.take(";")
            return
        self.take("struct")
        name = self.identifier()
        if self.peek() == "{":
            self.struct(name)
        else:
            self.found.handles.append(name)
        if self.take() != name:
            self.fail(f"the name {name} again")
        self.take(";")

    def struct(self, name):
        self.take("{")
        members, size, alignment = [], 0, 1
        while self.peek() != "}":
            kind = self.type()
            member = self.identifier()
            self.take(";")
            each_size, each_alignment = self.layout(kind)
            size = -(-size // each_alignment) * each_alignment
            members.append(Member(member, kind, size))
            size += each_size
            alignment = max(alignment, each_alignment)
        self.take("}")
        self.found.structs[name] = Struct(name, members, -(-size // alignment) * alignment, alignment)

    def layout(self, kind):
        if kind.pointers:
            return 8, 8
        if kind.name in self.found.structs:
            struct = self.found.structs[kind.name]
            return struct.size, struct.alignment
        size = SCALARS.get(self.found.aliases.get(kind.name, kind.name))
        if size is None or kind.name == "char":
            self.fail("a member that has a size")
        return size, size

    def type(self):
        const = self.peek() == "const" and bool(self.take())
        name = self.identifier()
        known = (name in SCALARS or name == "void" or name in self.found.aliases or name in self.found.structs or
                 name in self.found.handles)
        if not known:
            self.at -= 1
            self.fail("a type that was declared before")
        pointers = 0
        while self.peek() == "*":
            self.take()
            pointers += 1
        return Type(name, pointers, const)

    def function(self):
        result = self.type()
        name = self.identifier()
        self.take("(")
        parameters = []
        if self.peek() == "void" and self.peek(1) == ")":
            self.take()
        while self.peek() != ")":
            kind = self.type()
            parameters.append((self.identifier(), kind))
            if self.peek() != ")":
                self.take(",")
        self.take(")")
        self.take(";")
        self.found.functions.append(Function(name, result, tuple(parameters)))


def describe(text):
    return Parser(text).parse()


def layout_program(description):
    """A program in C that prints the size of every struct, the offset of every member and every constant."""
    lines = ["#include <stdio.h>", "#include <usher/usher.h>", "", "int main(void) {"]
    for struct in description.structs.values():
        lines.append(f'  printf("{struct.name} %zu\\n", sizeof({struct.name}));')
        lines += [f'  printf("{struct.name}.{member.name} %zu\\n", offsetof({struct.name}, {member.name}));'
                  for member in struct.members]
    lines += [f'  printf("{name} %d\\n", {name});' for group in description.groups for name, _ in group]
    return "\n".join(lines + ["  return 0;", "}", ""])
