# SPDX-License-Identifier: BSL-1.0
"""The bill of materials says what the binaries really link and contain.

test_sbom.py --root DIR --build DIR --library FILE [--usher FILE]

What they link is asked of the binaries. Whose headers were compiled into them is asked of ninja, which knows the headers
of each object, and of dpkg, which knows whose they are; without either that part is skipped, and it says so. NOTICE,
docs/dependencies.md and the copyright file of the packages must name what the list names.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FAILED = []


def check(what, condition):
    if not condition:
        FAILED.append(what)


def output(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def needed(binary):
    """The names, without numbers, of what a binary links."""
    names = re.findall(r"\(NEEDED\).*\[(.+?)\]", output("readelf", "-d", binary))
    return {re.sub(r"\.so.*", ".so", name) for name in names} - {"libusher.so"}


def compiled_packages(build):
    """{library or command: packages whose headers its objects were compiled with}."""
    headers = {"library": set(), "command": set()}
    where = ()
    for line in output("ninja", "-C", build, "-t", "deps").splitlines():
        if not line.startswith(" "):
            name = line.split(":")[0]
            where = ("command",) if name.startswith("bindings/cli/") else \
                ("library", "command") if "usher_header_libraries" in name else \
                ("library",) if name.startswith("lib/") else ()
        elif line.strip().startswith("/usr/"):
            for each in where:
                headers[each].add(line.strip())
    packages = {}
    for each, paths in headers.items():
        done = subprocess.run(["dpkg", "-S", *sorted(paths)], capture_output=True, text=True, check=False)
        packages[each] = {name.split(":")[0] for line in done.stdout.splitlines()
                          for name in line.rsplit(": ", 1)[0].split(", ")}
        check(f"{each}: headers of no package: {done.stderr}", not done.stderr)
    return packages


def check_links(parts, where, binary):
    known = {}
    for part in parts:
        if where in part["in"]:
            for name in part.get("sonames", []):
                known[name] = part["how"]
    found = needed(binary)
    check(f"{where}: linked, but not in the list: {sorted(found - set(known))}", found <= set(known))
    missing = {name for name, how in known.items() if how == "shared"} - found
    check(f"{where}: in the list, but not linked: {sorted(missing)}", not missing)
    return len(found)


def check_headers(parts, where, packages):
    patterns = [pattern for part in parts if where in part["in"] for pattern in part.get("packages", [])]
    for name in sorted(packages):
        check(f"{where}: has headers of {name}, which is not in the list",
              any(re.fullmatch(pattern, name) for pattern in patterns))
    for part in parts:
        if where in part["in"] and part["how"] in ("compiled", "shared"):
            check(f"{where}: {part['name']} is in the list, but no header of it is compiled",
                  any(re.fullmatch(part["packages"][0], name) for name in packages))


def check_document(document, parts):
    """What SPDX 2.3 asks of a document, and a package and a link for each part."""
    for key, wanted in (("spdxVersion", "SPDX-2.3"), ("dataLicense", "CC0-1.0"), ("SPDXID", "SPDXRef-DOCUMENT")):
        check(f"{key} is not {wanted}", document.get(key) == wanted)
    check("no name or namespace", document["name"] and re.match(r"urn:|https?:", document["documentNamespace"]))
    check("the time", re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["creationInfo"]["created"]))
    check("the creators", all(re.match(r"(Tool|Person|Organization): ", each)
                              for each in document["creationInfo"]["creators"]))
    known = {"SPDXRef-DOCUMENT"}
    for package in document["packages"]:
        for key in ("SPDXID", "name", "downloadLocation", "licenseConcluded", "licenseDeclared", "copyrightText"):
            check(f"{package['name']}: no {key}", package.get(key))
        check(f"{package['name']}: identity", re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", package["SPDXID"]))
        check(f"{package['SPDXID']} is there twice", package["SPDXID"] not in known)
        check(f"{package['name']}: no version", package.get("versionInfo"))
        known.add(package["SPDXID"])
    for relation in document["relationships"]:
        for key in ("spdxElementId", "relatedSpdxElement"):
            check(f"{relation} names nothing", relation[key] in known)
    names = {package["name"] for package in document["packages"]}
    links = {relation["relatedSpdxElement"] for relation in document["relationships"]}
    check("a part is missing", {part["name"] for part in parts} <= names)
    check(f"nothing links {known - links - {'SPDXRef-DOCUMENT'}}", known - links <= {"SPDXRef-DOCUMENT"})


def check_texts(root, parts):
    """What people read names every part with its licence."""
    notice = (root / "NOTICE").read_text(encoding="utf-8")
    table = (root / "docs/dependencies.md").read_text(encoding="utf-8")
    copyright_ = (root / "cmake/package/copyright").read_text(encoding="utf-8")
    for part in parts:
        if part["how"] == "system":
            continue
        for name, text in (("NOTICE", notice), ("docs/dependencies.md", table)):
            check(f"{name} does not name {part['name']}", part["name"] in text)
        if part["how"] in ("compiled", "embedded"):
            check(f"the copyright file does not name {part['name']}", part["name"] in copyright_)
            holder = part["copyright"].split(";")[0]
            check(f"the copyright file does not name {holder}", holder in copyright_)
    for name in re.findall(r"^License: (\S+)$", copyright_, flags=re.M):
        check(f"the copyright file lacks the text of {name}", re.search(rf"^License: {name}\n ", copyright_, flags=re.M))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("root", "build", "library"):
        parser.add_argument(f"--{name}", required=True, type=pathlib.Path)
    parser.add_argument("--usher", type=pathlib.Path)
    options = parser.parse_args()
    parts = json.loads((options.root / "cmake/package/parts.json").read_text(encoding="utf-8"))["parts"]

    count = check_links(parts, "library", options.library)
    if options.usher:
        count += check_links(parts, "command", options.usher)
        for part in parts:
            if part["name"] == "Chart.js" and b"Chart.js v" not in options.usher.read_bytes():
                check("Chart.js is in the list, but not in the command", False)
    skipped = ""
    if shutil.which("ninja") and shutil.which("dpkg") and (options.build / "build.ninja").is_file():
        for where, packages in compiled_packages(options.build).items():
            if where == "library" or options.usher:
                check_headers(parts, where, packages)
    else:
        skipped = "; headers: skipped, no ninja or no dpkg here"

    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder) / "usher.spdx.json"
        subprocess.run([sys.executable, "-B", options.root / "cmake/package/make_sbom.py", "0.0.0", made], check=True)
        document = json.loads(made.read_text(encoding="utf-8"))
    check_document(document, parts)
    check_texts(options.root, parts)
    print("\n".join(FAILED) or f"{len(parts)} parts, {count} links: as the bill of materials says{skipped}")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
