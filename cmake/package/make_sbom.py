# SPDX-License-Identifier: BSL-1.0
"""The bill of materials of a build, as SPDX 2.3 in JSON: what usher's binaries link and contain, by parts.json.

make_sbom.py VERSION OUTPUT

Versions are those of the installed packages that the build took the parts from. The time is SOURCE_DATE_EPOCH, else now.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import uuid

PARTS = pathlib.Path(__file__).with_name("parts.json")
BINARIES = (("library", "libusher", "libusher.so.1"), ("command", "usher-command", "usher"))
LINKS = {"shared": "DYNAMIC_LINK", "system": "DYNAMIC_LINK", "compiled": "STATIC_LINK", "embedded": "CONTAINS"}


def installed():
    """{package: version}; empty where there is no dpkg."""
    try:
        done = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version} ${db:Status-Status}\n"], check=True,
                              capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return {}
    rows = (line.split() for line in done.stdout.splitlines())
    return {name: version for name, version, status in rows if status == "installed"}


def source_of(part, packages):
    """(version, purl) of the package that a part comes from; the newest, where several are installed."""
    found = [(version, name) for name, version in packages.items()
             for pattern in part.get("packages", [])[:1] if re.fullmatch(pattern, name)]
    if not found:
        return part.get("version"), None
    version, name = max(found)
    return version, f"pkg:deb/debian/{name}@{version.replace('+', '%2B').replace(':', '%3A')}"


def package(identity, name, version, license_, copyright_, home, purl=None):
    made = {"SPDXID": identity, "name": name, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
            "licenseConcluded": license_, "licenseDeclared": license_,
            "copyrightText": f"Copyright (c) {copyright_}"}
    if version:
        made["versionInfo"] = version
    if home:
        made["homepage"] = home
    if purl:
        made["externalRefs"] = [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                                 "referenceLocator": purl}]
    return made


def make(version):
    parts = json.loads(PARTS.read_text(encoding="utf-8"))["parts"]
    known = installed()
    packages, relations = [], []

    def relate(left, kind, right):
        relations.append({"spdxElementId": left, "relationshipType": kind, "relatedSpdxElement": right})

    for _, identity, file in BINARIES:
        packages.append(package(f"SPDXRef-{identity}", file, version, "BSL-1.0", "the usher authors", None))
        relate("SPDXRef-DOCUMENT", "DESCRIBES", f"SPDXRef-{identity}")
    relate("SPDXRef-usher-command", "DYNAMIC_LINK", "SPDXRef-libusher")
    for part in parts:
        identity = "SPDXRef-" + re.sub(r"[^A-Za-z0-9.]+", "-", part["name"])
        packages.append(package(identity, part["name"], *source_of(part, known)[:1], part["license"],
                                part["copyright"], part["home"], source_of(part, known)[1]))
        for where, binary, _ in BINARIES:
            if where in part["in"]:
                relate(f"SPDXRef-{binary}", LINKS[part["how"]], identity)
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    content = json.dumps([packages, relations], sort_keys=True)
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"usher-{version}",
        "documentNamespace": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, content)}",
        "creationInfo": {"created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds)),
                         "creators": ["Tool: usher-make_sbom"]},
        "hasExtractedLicensingInfos": [{
            "licenseId": "LicenseRef-public-domain", "name": "public domain",
            "extractedText": "Parts of libmd are in the public domain; see its file COPYING."}],
        "packages": packages, "relationships": relations}


def main():
    version, output = sys.argv[1:3]
    pathlib.Path(output).write_text(json.dumps(make(version), indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
