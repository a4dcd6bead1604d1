# SPDX-License-Identifier: BSL-1.0
"""Looks at the Debian packages that `./run package` made: what is in them, how it is hardened, and what lintian says.

check_packages.py FOLDER          FOLDER has the .deb files
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FAILED = []
FILES = {  # package: what must be in it; {lib} is the folder of the machine's libraries
    r"libusher\d+": ["usr/lib/{lib}/libusher.so.*", "usr/share/doc/{package}/usher.spdx.json"],
    "libusher-dev": ["usr/include/usher/usher.h", "usr/include/usher/usher.hpp", "usr/include/usher/cpp/desk.hpp",
                     "usr/lib/{lib}/libusher.so", "usr/lib/{lib}/pkgconfig/usher.pc",
                     "usr/lib/{lib}/cmake/usher/usher-config.cmake"],
    "usher": ["usr/bin/usher", "usr/share/man/man1/usher.1.gz", "usr/share/man/man1/usher-run.1.gz",
              "usr/share/bash-completion/completions/usher", "usr/share/zsh/vendor-completions/_usher",
              "usr/share/fish/vendor_completions.d/usher.fish"],
    "python3-usher": ["usr/lib/python3/dist-packages/usher*", "DEBIAN/postinst", "DEBIAN/prerm"],
}
EVERYWHERE = ["usr/share/doc/{package}/copyright", "usr/share/doc/{package}/NOTICE",
              "usr/share/doc/{package}/changelog.gz", "usr/share/doc/{package}/changelog.Debian.gz"]


def check(what, condition):
    if not condition:
        FAILED.append(what)


def output(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def field(deb, name):
    return output("dpkg-deb", "-f", deb, name).strip()


def check_files(package, tree, lib):
    wanted = next((files for pattern, files in FILES.items() if re.fullmatch(pattern, package)), None)
    check(f"{package}: nobody knows what should be in it", wanted)
    for each in (wanted or []) + EVERYWHERE:
        pattern = each.format(lib=lib, package=package)
        # The link of the development package leads into another one.
        check(f"{package}: {pattern} is missing", os.path.lexists(tree / pattern) or list(tree.glob(pattern)))
    for path in tree.rglob("*"):
        if path.is_file() and not path.is_symlink() and not path.suffix == ".gz":
            check(f"{package}: {path.name} names a folder of the build", b"/build/package" not in path.read_bytes())


def check_hardened(name, binary, program):
    """Read-only relocations, bound at start; no executable stack; stack guards, checked string functions; no run path."""
    header, dynamic = output("readelf", "-lW", binary), output("readelf", "-dW", binary)
    symbols = output("nm", "-D", binary)
    check(f"{name}: no RELRO", "GNU_RELRO" in header)
    check(f"{name}: not bound at start", re.search(r"BIND_NOW|\bNOW\b", dynamic))
    check(f"{name}: executable stack", re.search(r"GNU_STACK.* RW ", header))
    check(f"{name}: no stack guard", "__stack_chk_fail" in symbols)
    check(f"{name}: no checked string functions", re.search(r"__\w+_chk\b", symbols.replace("__stack_chk_fail", "")))
    check(f"{name}: text relocations", "TEXTREL" not in dynamic)
    check(f"{name}: a run path", "RUNPATH" not in dynamic and "RPATH" not in dynamic)
    if "x86-64" in output("file", "-b", binary):
        # Asked of the code, as the linker notes it only where the start files of the compiler have it too.
        entry = "--disassemble-all" if program else "--disassemble=usher_abi"
        check(f"{name}: no indirect branch tracking", "endbr64" in output("objdump", entry, "-j", ".text", binary))
    if program:
        check(f"{name}: not position independent", "DYN" in output("readelf", "-h", binary))


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    debs = sorted(folder.glob("*.deb"))
    names = {field(deb, "Package"): deb for deb in debs}
    runtime = next((name for name in names if re.fullmatch(r"libusher\d+", name)), None)
    check(f"packages: {sorted(names)}", runtime and {"libusher-dev", "usher"} <= set(names))
    if FAILED:
        print("\n".join(FAILED))
        return 1
    lib = output("dpkg-architecture", "-q", "DEB_HOST_MULTIARCH").strip()
    version = field(names[runtime], "Version")
    with tempfile.TemporaryDirectory() as place:
        trees = {}
        for name, deb in names.items():
            trees[name] = pathlib.Path(place) / name
            subprocess.run(["dpkg-deb", "-R", deb, trees[name]], check=True)
            check_files(name, trees[name], lib)
            check(f"{name}: not of one version", field(deb, "Version") == version)
            if name != runtime:
                check(f"{name}: does not ask for its own library", f"{runtime} (= {version})" in field(deb, "Depends"))

        library = next(path for path in (trees[runtime] / "usr/lib" / lib).glob("libusher.so.*") if not path.is_symlink())
        soname = re.search(r"\(SONAME\).*\[(.+?)\]", output("readelf", "-d", library))[1]
        check(f"{runtime} is not named as {soname} asks", runtime == soname.replace(".so.", ""))
        check_hardened("library", library, False)
        check_hardened("command", trees["usher"] / "usr/bin/usher", True)

        exported = {line.split()[-1].split("@")[0] for line in output("nm", "-D", "--defined-only", library).splitlines()}
        symbols = (trees[runtime] / "DEBIAN/symbols").read_text(encoding="utf-8")
        listed = set(re.findall(r"^ (\w+)@", symbols, flags=re.M))
        check(f"symbols: {sorted(exported ^ listed)}", exported == listed)
        check("shlibs", (trees[runtime] / "DEBIAN/shlibs").read_text(encoding="utf-8").startswith(
            f"libusher {soname.split('.')[-1]} {runtime} "))

        document = json.loads((trees[runtime] / f"usr/share/doc/{runtime}/usher.spdx.json").read_text(encoding="utf-8"))
        check("the bill of materials is of another version",
              document["packages"][0]["versionInfo"] == version.split("-")[0])

    said = ""
    if shutil.which("lintian"):
        done = subprocess.run(["lintian", "--allow-root", "--fail-on", "error", *map(str, debs)], capture_output=True,
                              text=True, check=False)
        check(f"lintian:\n{done.stdout}{done.stderr}", done.returncode == 0)
        said = f"; lintian: no errors, {len(re.findall('^W:', done.stdout, flags=re.M))} warnings"
    else:
        said = "; lintian: skipped, not installed"
    print("\n".join(FAILED) or f"{len(names)} packages of version {version}: complete and hardened{said}")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
