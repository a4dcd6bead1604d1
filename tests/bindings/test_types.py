# SPDX-License-Identifier: BSL-1.0
"""The types of the Node binding: TypeScript takes what it should and refuses what it should not, and whatever they say
exists is there when it runs.

test_types.py node --library LIB --node-modules DIR
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import host

BINDING = host.ROOT / "bindings" / "node"


def check_types(modules, environment):
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder) / "tsconfig.json"
        project.write_text(json.dumps({
            "compilerOptions": {
                "strict": True, "noEmit": True, "noUnusedLocals": True, "exactOptionalPropertyTypes": True, "target": "es2022",
                "module": "nodenext", "lib": ["es2022", "esnext.disposable"], "types": [],
                "allowImportingTsExtensions": True, "paths": {"usher": [str(BINDING / "index.d.ts")]}},
            "files": [str(host.ROOT / "tests" / "bindings" / "node" / "types.ts")]}), encoding="utf-8")
        done = subprocess.run([*host.command("node"), modules / "typescript" / "bin" / "tsc", "-p", project],
                              capture_output=True, text=True, env=environment, check=False)
    print(done.stdout, end="")
    return done.returncode == 0


def check_names(environment):
    said = {name for path in BINDING.glob("*.d.ts")
            for name in re.findall(r"^export (?:abstract )?(?:class|const|function) (\w+)", path.read_text(encoding="utf-8"),
                                   re.MULTILINE)}
    done = subprocess.run([*host.command("node"), "--input-type=module", "-e", f"""
        import * as usher from {json.dumps(str(BINDING / 'src' / 'index.js'))};
        console.log(JSON.stringify(Object.keys(usher)));
        """], stdout=subprocess.PIPE, text=True, env=environment, check=True)
    there = set(json.loads(done.stdout))
    for name in sorted(said ^ there):
        print(f"{name}: only {'in the declarations' if name in said else 'when it runs'}")
    print(f"{len(said & there)} names are in the declarations and when it runs")
    return said == there


def main():
    options = host.arguments(argparse.ArgumentParser(description=__doc__,
                                                     formatter_class=argparse.RawDescriptionHelpFormatter)).parse_args()

    def typescript():
        if not (options.node_modules / "typescript" / "bin" / "tsc").is_file():
            raise host.Missing(f"there is no typescript in {options.node_modules}")

    results = [(check_types(options.node_modules, environment), check_names(environment))
               for _, environment in host.ready(options.hosts, options.library, options.node_modules, typescript)]
    return 0 if all(all(each) for each in results) else 1


if __name__ == "__main__":
    sys.exit(main())
