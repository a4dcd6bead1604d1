# SPDX-License-Identifier: BSL-1.0
"""What Ruby gets: functions, constants, the tables of its codec, and classes of values."""
from meanings import PUBLIC

NOTE = "made by bindings/abi/generate.py from usher.h; do not edit"
SCALARS = {"void": ":void", "int32_t": ":int32", "uint32_t": ":uint32", "int64_t": ":int64", "uint64_t": ":uint64",
           "size_t": ":size_t", "double": ":double"}


def type_of(kind, aliases):
    if kind.pointers == 1 and kind.name == "char":
        return ":string"
    if kind.pointers:
        return ":pointer"
    if kind.name == "usher_str":
        return "Str.by_value"
    return SCALARS[aliases.get(kind.name, kind.name)]


def field_line(field):
    parts = [f"kind: :{field.kind}", f"at: {field.offset}"]
    if field.kind in ("count", "enum", "flag", "clocks"):
        parts.append(f"size: {field.size}")
    if field.kind == "count" and field.group.startswith("int"):
        parts.append("signed: true")
    if field.kind == "enum":
        parts.append(f"names: :{field.group}")
    if field.kind == "struct":
        parts.append(f"struct: :{field.group}")
    if field.count_offset >= 0:
        parts.append(f"count_at: {field.count_offset}")
    if field.implied_offset >= 0:
        parts.append(f"implies_at: {field.implied_offset}, implies: {field.implied_bit}")
    return f"        {field.name}: {{ {', '.join(parts)} }}"


def emit(model):
    """{path below bindings/ruby/lib/usher/generated: text}"""
    aliases = model.description.aliases
    out = [f"# frozen_string_literal: true\n\n# SPDX-License-Identifier: BSL-1.0\n# {NOTE}\nmodule Usher\n"
           "  # The C interface as usher.h has it.\n  module Abi\n"]
    for constant, value in sorted(model.constants.items()):
        out.append(f"    {constant[6:]} = {value}\n")
    out.append("\n    # Words of each enumeration, and their numbers.\n    NAMES = {\n")
    for title, group in model.groups.items():
        if title in PUBLIC:
            out.append(f"      {title}: {{\n" + ",\n".join(f"        {word}: {value}" for _, word, value in group) +
                       "\n      }.freeze,\n")
    out.append("    }.freeze\n\n    # What each failure says where nothing was found.\n    MEANINGS = {\n" +
               ",\n".join(f"      {word}: '{sentence}'" for word, sentence in model.sentences()) + "\n")
    out.append("    }.freeze\n\n    # Structs that the library fills.\n    READ = {\n")
    for shape in model.read.values():
        out.append(f"      {shape.struct}: {{\n" + ",\n".join(map(field_line, shape.fields)) + "\n      }.freeze,\n")
    out.append("    }.freeze\n\n    # Structs that the caller fills.\n    WRITTEN = {\n")
    for shape in model.written.values():
        lines = [*map(field_line, shape.fields),
                 *(f"        {word}: {{ kind: :switch, at: {offset}, bit: {bit} }}" for word, _, offset, bit in shape.switches)]
        out.append(f"      {shape.struct}: {{\n" + ",\n".join(lines) + "\n      }.freeze,\n")
    out.append("    }.freeze\n\n    # Bytes of each struct.\n    SIZES = {\n")
    out.append(",\n".join(f"      {struct.name}: {struct.size}" for struct in model.description.structs.values()))
    column = model.description.structs["usher_column"]
    out.append("\n    }.freeze\n\n    # Where the members of a usher_column stand.\n    COLUMN = {\n")
    out.append(",\n".join(f"      {member.name}: {member.offset}" for member in column.members))
    out.append("\n    }.freeze\n\n    # Name, parameters and result of each function.\n    FUNCTIONS = lambda do\n      [\n")
    for function in model.description.functions:
        parameters = ", ".join(type_of(kind, aliases) for _, kind in function.parameters)
        out.append(f"        [:{function.name}, [{parameters}], {type_of(function.result, aliases)}],\n")
    out.append("      ]\n    end\n  end\n")
    for shape in model.read.values():
        if shape.title is not None:
            names = ", ".join(f":{field.name}" for field in shape.fields)
            out.append(f"\n  # {shape.struct}, as usher.h explains it.\n  {shape.title} = ::Struct.new({names}, keyword_init: true)\n")
    out.append("end\n")
    return {"abi.rb": "".join(out)}
