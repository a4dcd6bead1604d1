# SPDX-License-Identifier: BSL-1.0
"""usher.h taken apart: its structs, constants and functions, from the header as FFI parsers get it."""
import dataclasses
import re
import subprocess


@dataclasses.dataclass
class Header:
    structs: dict    # name: [field]
    constants: list
    functions: dict  # name: (what it returns, parameters)


def preprocessed(compiler, path):
    return subprocess.run([compiler, "-E", "-P", "-DUSHER_FFI", "-x", "c", path], check=True, capture_output=True,
                          text=True).stdout


def read(compiler, path):
    text = preprocessed(compiler, path)
    structs = {}
    for body, name in re.findall(r"typedef struct usher_\w+ \{(.*?)\} (usher_\w+);", text, flags=re.S):
        structs[name] = [re.match(r".*?(\w+)(?:\[\d+\])?$", field.strip(), flags=re.S)[1]
                         for field in body.split(";") if field.strip()]
    constants = [name for body in re.findall(r"\benum\s*\{(.*?)\};", text, flags=re.S)
                 for name in re.findall(r"\b(USHER_\w+)\b", re.sub(r"=[^,]*", "", body))]
    functions = {name: (" ".join(result.split()), " ".join(parameters.split()))
                 for result, name, parameters in re.findall(r"([\w\s*]+?)\b(usher_\w+)\(([^)]*)\)\s*;", text)}
    return Header(structs, constants, functions)
