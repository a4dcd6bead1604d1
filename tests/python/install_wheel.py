# SPDX-License-Identifier: BSL-1.0
"""Makes the wheel of bindings/python and installs it, and nothing else, into an empty folder, as a user does.

install_wheel.py --source DIR --library FILE --include DIR --version V --target DIR
"""
import argparse
import glob
import os
import shutil
import subprocess
import sys
import zipfile


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("source", "library", "include", "target", "version"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    shutil.rmtree(options.target, ignore_errors=True)
    wheels = options.target + "-wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    environment = dict(os.environ, USHER_LIBRARY=options.library, USHER_INCLUDE=options.include)
    environment.pop("PYTHONPATH", None)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-cache-dir"]
    subprocess.run([*pip, "wheel", "--quiet", "--no-build-isolation", "--no-index", "--no-deps", "-w", wheels,
                    options.source], check=True, env=environment)
    (wheel,) = glob.glob(os.path.join(wheels, "*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    print(os.path.basename(wheel))
    if f"usher-{options.version}-cp311-abi3-linux" not in wheel:
        sys.exit("the wheel is not for the stable ABI of 3.11")
    for wanted in ("usher/_usher.abi3.so", "usher/libusher.so.1", "usher/__init__.py", "usher/__init__.pyi", "usher/py.typed"):
        if wanted not in names:
            sys.exit(f"the wheel has no {wanted}")
    for name in names:
        if name.endswith((".c", ".h", ".o")) or name.startswith(("src", "build")):
            sys.exit(f"the wheel has {name}")
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", "--target", options.target, wheel], check=True,
                   env=environment)


if __name__ == "__main__":
    main()
