# SPDX-License-Identifier: BSL-1.0
"""Builds the wheel: one binary for CPython 3.11 and all later ones (abi3).

Where libusher comes from, the first that there is:
  USHER_LIBRARY=FILE    this library (libusher.so.1) goes into the wheel; USHER_INCLUDE=DIR has its headers
  the tree around       build/release of the project goes into the wheel, if the folder is a part of the project's tree
                        and it was built (./run build)
  pkg-config usher      the library of the system is linked, and must be there at run time
USHER_SYSTEM=1 asks for the last at once.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py
from wheel.bdist_wheel import bdist_wheel

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def pkg_config(*options):
    try:
        done = subprocess.run(["pkg-config", *options, "usher"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              check=False)
    except FileNotFoundError:
        return None
    return done.stdout.split() if done.returncode == 0 else None


def find_library():
    """(library to be put into the wheel or None, folders of headers, further link options)."""
    if library := os.environ.get("USHER_LIBRARY"):
        return pathlib.Path(library), [os.environ.get("USHER_INCLUDE") or str(ROOT / "include")], []
    if not os.environ.get("USHER_SYSTEM"):
        # PEP 517 builds in the folder itself, so the tree around is seen.
        built = sorted((ROOT / "build" / "release" / "lib").glob("libusher.so.?"))
        if built and (ROOT / "include" / "usher" / "usher.h").is_file():
            return built[-1], [str(ROOT / "include")], []
    flags, libraries = pkg_config("--cflags-only-I"), pkg_config("--libs")
    if libraries is None:
        sys.exit("usher: no libusher found. In the project's tree build it first (./run build); elsewhere install it, and "
                 "where the system does not search set PKG_CONFIG_PATH=PREFIX/lib/pkgconfig. USHER_LIBRARY=FILE names one.")
    return None, [flag[2:] for flag in flags or []], libraries


def version():
    """That of the header that is built against; usher.h has it not, so of the project, or of pkg-config."""
    found = None
    if (ROOT / "CMakeLists.txt").is_file():
        found = re.search(r"project\(usher VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))
    if found:
        return found[1]
    return (pkg_config("--modversion") or ["0.1.0"])[0]


LIBRARY, INCLUDES, LINK = find_library()


class BuildExtension(build_ext):
    def build_extension(self, extension):
        if LIBRARY is not None:
            extension.extra_objects = [str(LIBRARY)]
            # The library beside the extension, wherever the package is put.
            extension.extra_link_args = ["-Wl,-rpath,$ORIGIN"]
        super().build_extension(extension)
        if LIBRARY is not None:
            folder = pathlib.Path(self.get_ext_fullpath(extension.name)).parent
            shutil.copy2(LIBRARY.resolve(), folder / LIBRARY.name)


class BuildPackage(build_py):
    """Compiles nothing of the tree's own: folders stay clean."""


class Wheel(bdist_wheel):
    def finalize_options(self):
        super().finalize_options()
        self.py_limited_api = "cp311"


setup(
    version=version(),
    ext_modules=[Extension("usher._usher", sorted(str(path.relative_to(HERE)) for path in HERE.glob("src/*.c")),
                           include_dirs=INCLUDES, extra_link_args=LINK, py_limited_api=True,
                           define_macros=[("Py_LIMITED_API", "0x030B0000")],
                           extra_compile_args=["-std=c11", "-O2", "-fvisibility=hidden", "-g1"])],
    cmdclass={"build_ext": BuildExtension, "build_py": BuildPackage, "bdist_wheel": Wheel},
)
