# SPDX-License-Identifier: BSL-1.0
"""What a request under php-fpm costs that opens a policy and decides: from a compiled image and from YAML.

php_fpm.py --usher USHER --library LIB --policy FILE.yaml [--starts N] [--requests N]

php-fpm and nginx are started anew for each of --starts rounds, with one worker, so that the first request is the first of
a fresh worker; then --requests more follow on it. Times are medians: `total` as the client sees it, the others as the
script does; `processor` is the work of loading and triage, without what other programs take meanwhile. The policy may be
that of `usher_benchmark_policy 10000`.
"""
import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "bindings"))
import fpm  # noqa: E402  found only with the path above


def application(folder):
    """The settings of the example, with one worker and the script of this benchmark."""
    app = pathlib.Path(folder)
    example = ROOT / "examples" / "embed" / "php"
    for name in ("php.ini", "nginx.conf", "php-fpm.conf"):
        shutil.copy(example / name, app / name)
    shutil.copytree(ROOT / "benchmarks" / "bindings" / "fpm" / "public", app / "public")
    pool = (app / "php-fpm.conf").read_text(encoding="utf-8")
    (app / "php-fpm.conf").write_text(pool.replace("pm.max_children = 2", "pm.max_children = 1"), encoding="utf-8")
    app.chmod(0o755)
    return app


def ask(site):
    begin = time.perf_counter()
    status, body = site.request("GET", "/message", timeout=120)
    total = (time.perf_counter() - begin) * 1e6
    if status != 200:
        sys.exit(f"HTTP {status}: {body[:300]!r}")
    return json.loads(body) | {"total_us": total}


def measure(app, library, policy, starts, requests):
    first, later = [], []
    for _ in range(starts):
        with fpm.site(library, app) as site:
            shutil.copy(policy, site.state / "policy.usher")  # the name in the settings; YAML is known by its content
            first.append(ask(site))
            later += [ask(site) for _ in range(requests)]
    return {kind: {name: round(statistics.median(each[name] for each in asked)) for name in
                   ("total_us", "load_us", "triage_us", "processor_us")} for kind, asked in (("first", first), ("later", later))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("usher", "library", "policy"):
        parser.add_argument(f"--{name}", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--requests", type=int, default=10)
    options = parser.parse_args()
    fpm.alone()
    with tempfile.TemporaryDirectory() as folder:
        app = application(folder)
        image = app / "image"
        subprocess.run([options.usher, "compile", options.policy, "-o", image], check=True, capture_output=True)
        image.chmod(0o644)
        for form, file in (("image", image), ("yaml", options.policy)):
            print(json.dumps({"host": "php-fpm", "policy": form, "bytes": file.stat().st_size,
                              **measure(app, options.library, file, options.starts, options.requests)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
