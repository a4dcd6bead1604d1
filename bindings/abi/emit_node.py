# SPDX-License-Identifier: BSL-1.0
"""What Node gets: prototypes, constants and the tables of its codec as a module, and the types of values."""
from emit_php import camel, studly
from meanings import PUBLIC

NOTE = "made by bindings/abi/generate.py from usher.h; do not edit"
TYPES = {"text": "string | null", "texts": "readonly string[]", "time": "Date | null", "duration": "Duration | null",
         "flag": "boolean", "count": "number", "number": "number", "clocks": "readonly Clock[]", "span": "Span"}


def type_of(kind):
    if kind.pointers == 1 and kind.name == "char":
        return "const char *"
    return "void *" if kind.pointers else kind.name


def field_line(field):
    parts = [f"kind: '{field.kind}'", f"at: {field.offset}"]
    if field.kind in ("count", "enum", "flag", "clocks"):
        parts.append(f"size: {field.size}")
    if field.kind == "count" and field.group.startswith("int"):
        parts.append("signed: true")
    if field.kind == "enum":
        parts.append(f"names: '{field.group}'")
    if field.kind == "struct":
        parts.append(f"struct: '{field.group}'")
    if field.count_offset >= 0:
        parts.append(f"countAt: {field.count_offset}")
    if field.implied_offset >= 0:
        parts.append(f"impliesAt: {field.implied_offset}, implies: {field.implied_bit}")
    return f"    {camel(field.name)}: {{ {', '.join(parts)} }},\n"


def module(model):
    out = [f"// SPDX-License-Identifier: BSL-1.0\n// {NOTE}\n\nexport const constants = Object.freeze({{\n"]
    out += [f"  {constant[6:]}: {value},\n" for constant, value in sorted(model.constants.items())]
    out.append("});\n\n/** Words of each enumeration, and their numbers. */\nexport const names = Object.freeze({\n")
    for title in PUBLIC:
        out.append(f"  {title}: Object.freeze({{\n")
        out += [f"    {word}: {value},\n" for _, word, value in model.groups[title]]
        out.append("  }),\n")
    out.append("});\n\n/** What each failure says where nothing was found. */\nexport const meanings = Object.freeze({\n")
    out += [f"  {word}: '{sentence}',\n" for word, sentence in model.sentences()]
    out.append("});\n")
    for title, note, shapes in (("read", "Structs that the library fills.", model.read),
                                ("written", "Structs that the caller fills.", model.written)):
        out.append(f"\n/** {note} */\nexport const {title} = {{\n")
        for shape in shapes.values():
            out.append(f"  {shape.struct}: {{\n")
            out += map(field_line, shape.fields)
            out += [f"    {camel(word)}: {{ kind: 'switch', at: {offset}, bit: {bit} }},\n"
                    for word, _, offset, bit in shape.switches]
            out.append("  },\n")
        out.append("};\n")
    out.append("\n/** Bytes of each struct. */\nexport const sizes = Object.freeze({\n")
    out += [f"  {struct.name}: {struct.size},\n" for struct in model.description.structs.values()]
    members = "".join(f"  {camel(member.name)}: {member.offset}n,\n"
                      for member in model.description.structs["usher_column"].members)
    out.append(f"}});\n\n/** Where the members of a usher_column stand. */\nexport const column = Object.freeze({{\n{members}")
    aliases = "".join(f"  {alias}: '{scalar}',\n" for alias, scalar in model.description.aliases.items())
    out.append(f"}});\n\nexport const aliases = Object.freeze({{\n{aliases}}});\n\n"
               "/** Name, result and parameters of each function. */\nexport const functions = [\n")
    for function in model.description.functions:
        parameters = ", ".join(f"'{type_of(kind)}'" for _, kind in function.parameters)
        out.append(f"  ['{function.name}', '{type_of(function.result)}', [{parameters}]],\n")
    out.append("];\n")
    return "".join(out)


def types(model):
    out = [f"// SPDX-License-Identifier: BSL-1.0\n// {NOTE}\nimport type {{ Duration, Span }} from '../index.d.ts';\n"]
    for title in PUBLIC:
        words = "".join(f"\n  | '{word}'" for _, word, _ in model.groups[title])
        out.append(f"\nexport type {studly(title)} ={words};\n")
    for shape in model.read.values():
        if shape.title is None:
            continue
        out.append(f"\n/** {shape.struct}, as usher.h explains it. */\nexport interface {shape.title} {{\n")
        for field in shape.fields:
            kind = "number | bigint" if field.name == "seed" else TYPES.get(field.kind)
            if field.kind == "enum":
                kind = studly(field.group) + ("" if field.group == "status" else " | null")
            out.append(f"  readonly {camel(field.name)}: {kind};\n")
        out.append("}\n")
    return "".join(out)


def emit(model):
    """{path below bindings/node/generated: text}"""
    return {"abi.js": module(model), "values.d.ts": types(model)}
