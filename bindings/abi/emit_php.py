# SPDX-License-Identifier: BSL-1.0
"""What PHP gets: the header for FFI, an enum or a class of values in a file each, and the tables of its codec."""
from meanings import PUBLIC

NOTE = "made by bindings/abi/generate.py from usher.h; do not edit"
PLAIN = {"text": "?string", "texts": "array", "time": r"?\DateTimeImmutable", "duration": "?Duration", "flag": "bool",
         "count": "int", "number": "float", "clocks": "array", "span": "Span"}
LISTS = {"texts": "list<string>", "clocks": "list<Clock>"}


def studly(word):
    return "".join(part.capitalize() for part in word.split("_"))


def camel(word):
    made = studly(word)
    return made[0].lower() + made[1:]


def quoted(word):
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"


def php_file(body):
    return f"<?php\n// SPDX-License-Identifier: BSL-1.0\n// {NOTE}\ndeclare(strict_types=1);\n\nnamespace Usher;\n\n{body}"


def enum(title, group):
    cases = "".join(f"    case {studly(word)} = {value};\n" for _, word, value in group)
    words = "".join(f"        {value} => {quoted(word)},\n" for _, word, value in group)
    return php_file(f"enum {studly(title)}: int\n{{\n{cases}\n    private const WORDS = [\n{words}    ];\n\n"
                    "    /** As JSON and the documentation have it. */\n"
                    "    public function word(): string\n    {\n        return self::WORDS[$this->value];\n    }\n\n"
                    "    public static function fromWord(string $word): self\n    {\n"
                    "        $value = \\array_search($word, self::WORDS, true);\n"
                    "        if ($value === false) {\n"
                    "            throw new \\ValueError(\"there is no \" . self::class . \" '$word'; there are \"\n"
                    "                . \\implode(', ', self::WORDS));\n        }\n"
                    "        return self::from($value);\n    }\n}\n")


def value_class(shape):
    lines, notes = [], []
    for field in shape.fields:
        kind = PLAIN.get(field.kind)
        if field.kind == "enum":
            kind = ("" if field.group == "status" else "?") + studly(field.group)
        lines.append(f"        public readonly {kind} ${camel(field.name)},\n")
        if field.kind in LISTS:
            notes.append(f"     * @param {LISTS[field.kind]} ${camel(field.name)}\n")
    note = "    /**\n" + "".join(notes) + "     */\n" if notes else ""
    return php_file(f"/** {shape.struct}, as usher.h explains it. */\nfinal class {shape.title}\n{{\n{note}"
                    "    public function __construct(\n" + "".join(lines) + "    ) {\n    }\n}\n")


def tables(model):
    out = ["/**\n * @internal What the codec knows of structs: of those read [member, kind, enum, member that counts],\n"
           " * of those written member => [kind, enum, struct or type, member that counts, member and bit that say it holds].\n"
           " */\nfinal class Abi\n{\n"]
    for constant, value in sorted(model.constants.items(), key=lambda each: each[0]):
        out.append(f"    public const {constant[6:]} = {value};\n")
    numbers = {word: constant for constant, word, _ in model.groups["status"]}
    out.append("\n    /** What each failure says where nothing was found. */\n    public const MEANINGS = [\n")
    out += [f"        self::{numbers[word][6:]} => {quoted(sentence)},\n" for word, sentence in model.sentences()]
    out.append("    ];\n\n    public const READ = [\n")
    for shape in model.read.values():
        out.append(f"        {quoted(shape.struct)} => [\n")
        for field in shape.fields:
            group = f"{studly(field.group)}::class" if field.kind == "enum" else "null"
            out.append(f"            [{quoted(field.name)}, {quoted(field.kind)}, {group}, {quoted(field.count_name)}],\n")
        out.append("        ],\n")
    out.append("    ];\n\n    public const WRITTEN = [\n")
    for shape in model.written.values():
        out.append(f"        {quoted(shape.struct)} => [\n")
        for field in shape.fields:
            group = f"{studly(field.group)}::class" if field.kind == "enum" else quoted(field.group)
            out.append(f"            {quoted(camel(field.name))} => [{quoted(field.name)}, {quoted(field.kind)}, {group}, "
                       f"{quoted(field.count_name)}, {quoted(field.implied_name)}, {field.implied_bit}],\n")
        for word, member, _, bit in shape.switches:
            out.append(f"            {quoted(camel(word))} => [{quoted(member)}, 'switch', '', '', '', {bit}],\n")
        out.append("        ],\n")
    out.append("    ];\n}\n")
    return php_file("".join(out))


def declare(kind, name):
    return f"{'const ' if kind.const else ''}{kind.name} {'*' * kind.pointers}{name}"


def declarations(description):
    """The header once more, the same from whichever compiler it came."""
    out = [f"typedef {scalar} {alias};\n" for alias, scalar in description.aliases.items()]
    for group in description.groups:
        out.append("enum {\n" + ",\n".join(f"  {name} = {value}" for name, value in group) + "\n};\n")
    out += [f"typedef struct {name} {name};\n" for name in description.handles]
    for struct in description.structs.values():
        members = "".join(f"  {declare(member.type, member.name)};\n" for member in struct.members)
        out.append(f"typedef struct {struct.name} {{\n{members}}} {struct.name};\n")
    for function in description.functions:
        parameters = ", ".join(declare(kind, name) for name, kind in function.parameters)
        out.append(f"{declare(function.result, function.name)}({parameters or 'void'});\n")
    return "".join(out).rstrip("\n")


def exception(word):
    return php_file(f"/** A call that failed with the status {word}. */\n"
                    f"final class {studly(word)}Exception extends UsherException\n{{\n}}\n")


def emit(model):
    """{path below bindings/php/generated: text}"""
    # FFI::load reads the two lines only where they stand first. PHP reads a `const char *` member as a string that ends
    # at its first NUL, and a pointer whose type it parsed itself it may free twice; usher_bytes is for both.
    header = ('#define FFI_SCOPE "USHER"\n#define FFI_LIB "libusher.so.%d"\n/* SPDX-License-Identifier: BSL-1.0\n * %s */\n%s\n'
              'typedef struct usher_bytes { char *data; size_t size; } usher_bytes;\n'
              % (model.constants["USHER_ABI"], NOTE, declarations(model.description)))
    made = {"usher.ffi.h": header, "Abi.php": tables(model)}
    for title in PUBLIC:
        made[studly(title) + ".php"] = enum(title, model.groups[title])
    for _, word, value in model.groups["status"]:
        if value >= model.constants["USHER_ARGUMENT"]:
            made[studly(word) + "Exception.php"] = exception(word)
    for shape in model.read.values():
        if shape.title is not None:
            made[shape.title + ".php"] = value_class(shape)
    return made
