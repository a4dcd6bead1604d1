# SPDX-License-Identifier: BSL-1.0
"""What the tests of the bindings share: the hosts, how each is started, and what to do where one is missing."""
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = {"php": ["php", "-d", "ffi.enable=1"], "ruby": ["ruby", "-w"], "node": ["node"]}
ENDINGS = {"php": "php", "ruby": "rb", "node": "mjs"}


class Missing(Exception):
    """A program or a package that is not installed here."""


def ready(hosts, library, node_modules, *needed):
    """(host, environment) of those that can run here. In CI everything has to be there, and all that is `needed`."""
    for host in hosts:
        try:
            found = environment(host, library, node_modules)
            for need in needed:
                need()
        except Missing as missing:
            if os.environ.get("CI"):
                sys.exit(f"{host}: {missing}; to install it, type: ./run test packages")
            print(f"{host}: skipped: {missing} (to have it, type: ./run test packages)")
            continue
        yield host, found


def command(host):
    found = shutil.which(PROGRAMS[host][0])
    if found is None:
        raise Missing(f"there is no {PROGRAMS[host][0]}")
    return [found, *PROGRAMS[host][1:]]


def environment(host, library, node_modules):
    """The library is found where it was built, and koffi where ./run installed it."""
    made = dict(os.environ, USHER_LIBRARY=str(library), LC_ALL="C.UTF-8", TZ="Asia/Tehran")
    if host == "node":
        made["NODE_PATH"] = str(node_modules)
        if not (pathlib.Path(node_modules) / "koffi" / "package.json").is_file():
            raise Missing(f"there is no koffi in {node_modules}")
    if host == "ruby":
        probe = subprocess.run([*command("ruby"), "-rffi", "-rminitest", "-e", "0"], capture_output=True, check=False)
        if probe.returncode != 0:
            raise Missing("ruby has no ffi or no minitest")
    if host == "php":
        probe = subprocess.run([*command("php"), "-r", "exit(extension_loaded('FFI') ? 0 : 1);"], check=False)
        if probe.returncode != 0:
            raise Missing("php has no FFI")
    return made


def arguments(parser):
    parser.add_argument("hosts", nargs="+", choices=PROGRAMS)
    parser.add_argument("--library", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--node-modules", required=True, type=lambda path: pathlib.Path(path).resolve())
    return parser
