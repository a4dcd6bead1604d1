# SPDX-License-Identifier: BSL-1.0
"""The Debian packages in a Debian that has nothing else, and there the programs of every host.

clean_root.py --packages DIR --work DIR [--readme [demo|test|both]]

Needs root, mmdebstrap, and the mirror that apt is configured with; nothing of this system but its list of mirrors is
used. A fresh root is made once a day (WORK/base.tar) and unpacked anew for each run. With --readme the two commands of
README.md run as well, in a root that has only git and what `./run` then installs: an hour and more on two processors.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
# Mounts are gone when the shell ends.
ENTER = """
set -e
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount -t tmpfs tmpfs "$1/tmp"
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive CI="$3" \\
  NODE_EXTRA_CA_CERTS=/etc/ssl/authorities.crt \\
  chroot "$1" sh -c "cd /source && $2"
"""


class Failed(Exception):
    pass


class Root:
    def __init__(self, folder, base, source):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        subprocess.run(["tar", "-xf", base, "-C", folder], check=True)
        shutil.copy("/etc/resolv.conf", folder / "etc/resolv.conf")
        # A network may have authorities of its own, which npm is to trust as it does outside.
        (folder / "etc/ssl").mkdir(exist_ok=True)
        authorities = pathlib.Path("/etc/ssl/certs/ca-certificates.crt")
        (folder / "etc/ssl/authorities.crt").write_bytes(authorities.read_bytes() if authorities.is_file() else b"")
        (folder / "source").mkdir()
        # As git has it: nothing that was built.
        files = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=source,
                               check=True, capture_output=True).stdout
        subprocess.run(["tar", "-C", source, "--null", "-T", "-", "-cf", folder / "source.tar"], input=files, check=True)
        subprocess.run(["tar", "-xf", folder / "source.tar", "-C", folder / "source"], check=True)
        (folder / "source.tar").unlink()

    def __call__(self, command, ci="", log=None):
        """What it says; with `log` a file that it goes to meanwhile, and that is kept."""
        with open(log, "w+", encoding="utf-8") if log else tempfile.TemporaryFile("w+", encoding="utf-8") as out:
            done = subprocess.run(["unshare", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", ENTER, "enter",
                                   self.folder, command, ci], stdout=out, stderr=subprocess.STDOUT, check=False)
            out.seek(0)
            said = out.read()
        if done.returncode != 0:
            where = f" (all of its output: {log})" if log else ""
            raise Failed(f"failed ({done.returncode}): {command}{where}\n{said[-4000:]}")
        return said

    def install(self, *names):
        self("apt-get update -qq && apt-get install -y -qq --no-install-recommends " + " ".join(names))


def step(name, call):
    begin = time.monotonic()
    said = call()
    print(f"{time.monotonic() - begin:6.1f} s  {name}{': ' + said if said else ''}", flush=True)


def make_base(base):
    if base.is_file() and time.time() - base.stat().st_mtime < 86400:
        return "there"
    base.parent.mkdir(parents=True, exist_ok=True)
    sources = [str(path) for path in pathlib.Path("/etc/apt").glob("sources.list.d/debian*.sources")]
    if not sources and pathlib.Path("/etc/apt/sources.list").is_file():
        sources = ["/etc/apt/sources.list"]
    with tempfile.NamedTemporaryFile(suffix=".tar", dir=base.parent, delete=False) as made:
        pass
    done = subprocess.run(["mmdebstrap", "--mode=root", "--variant=apt", "bookworm", made.name, *sources],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        os.unlink(made.name)
        raise Failed(f"mmdebstrap failed:\n{done.stdout[-3000:]}")
    os.replace(made.name, base)
    return "made"


# ---- What is tried ------------------------------------------------------------------------------------------


def command_line(root, packages):
    """The command and its library alone."""
    for name in packages:
        shutil.copy(packages[name], root.folder / "root")
    root.install(*(f"$HOME/{packages[name].name}" for name in packages if re.fullmatch(r"libusher\d+|usher", name)))
    said = root("usher --version").strip()
    found = root("ldd /usr/bin/usher /usr/lib/*/libusher.so.1")
    if "not found" in found:
        raise Failed(found)
    root("usher test examples/policies/bank")
    decided = root("usher triage examples/policies/rental examples/policies/rental/messages.jsonl | wc -l")
    if int(decided) < 10:
        raise Failed(f"{decided} decisions")
    for path in ("usr/share/man/man1/usher.1.gz", "usr/share/bash-completion/completions/usher"):
        if not (root.folder / path).is_file():
            raise Failed(f"{path} is missing")
    return said


def expect(said, *wanted):
    for each in wanted:
        if each not in said:
            raise Failed(f"no {each!r} in what it said:\n{said}")


def host_c(root):
    root.install("gcc", "libc6-dev", "make", "pkg-config")
    said = root("make -s -C examples/embed/c BUILD=$HOME/c && cd examples/embed && $HOME/c/triage policy.yaml")
    expect(said, "t-1: billing", "because of: refunds go to billing")


def host_cpp(root):
    root.install("g++", "cmake", "make")
    root("cmake -S examples/embed/cpp -B $HOME/cpp && cmake --build $HOME/cpp")
    expect(root("cd examples/embed && $HOME/cpp/triage policy.yaml"), "t-1: billing")


def host_crm(root):
    root.install("g++", "cmake", "make", "patch", "libsqlite3-dev")
    root("cp -r examples/embed/crm $HOME/crm && patch -s -d $HOME/crm -p1 < $HOME/crm/usher.patch && "
         "cmake -S $HOME/crm -B $HOME/crm/build && cmake --build $HOME/crm/build")
    said = root("cd $HOME/crm && build/crm shop.db agent omid on && build/crm shop.db new eva 'I want a refund' && "
                "build/crm shop.db inbox")
    expect(said, "ticket 1", "billing", "omid")


def cases(host, command, *names):
    """The cases of all hosts: every field of every decision as the command line says it."""
    def run(root):
        root.install("python3", *names)
        said = root(f"python3 -B tests/hosts/run_hosts.py {host} {command}")
        expect(said, "decisions as expected")
        return said.strip().splitlines()[-1]
    return run


def host_node(root):
    """koffi as npm put it where ./run installs it: the root sees no network but apt's."""
    modules = SOURCE / "build" / "node" / "node_modules"
    if not (modules / "koffi").is_dir():
        raise Failed(f"there is no koffi in {modules}; ./run install-test puts it there")
    shutil.copytree(modules, root.folder / "root/node/node_modules", symlinks=True)
    root.install("nodejs", "python3")
    said = root("NODE_PATH=$HOME/node/node_modules python3 -B tests/hosts/run_hosts.py node node tests/hosts/decisions.mjs")
    expect(said, "decisions as expected")
    return said.strip().splitlines()[-1]


# (name, what of the tree must be there, which package, how)
HOSTS = [
    ("C, by make and pkg-config", "examples/embed/c", None, host_c),
    ("C++, by CMake", "examples/embed/cpp", None, host_cpp),
    ("a CRM in C++ with usher.patch", "examples/embed/crm", None, host_crm),
    ("Python", "tests/hosts/decisions.py", "python3-usher", cases("python", "python3 tests/hosts/decisions.py")),
    ("PHP", "bindings/php", None, cases("php", "php -d ffi.enable=1 tests/hosts/decisions.php", "php-cli")),
    ("Ruby", "bindings/ruby", None, cases("ruby", "ruby tests/hosts/decisions.rb", "ruby", "ruby-ffi")),
    ("Node", "bindings/node", None, host_node),
]


def removed(root, packages):
    root("apt-get purge -y -qq " + " ".join(packages))
    left = root("find / -xdev -path /source -prune -o -path $HOME -prune -o -path /proc -prune -o -name '*usher*' -print")
    if left.strip():
        raise Failed(f"left behind:\n{left}")


README = {"demo": ["./run demo"], "test": ["./run test"], "both": ["./run demo", "./run test"]}


def readme(root, commands, work):
    """As somebody would on a fresh machine, who has only fetched the source."""
    for command in commands:
        log = work / f"readme-{command.split()[-1]}.log"
        print(f"{command}, which takes long; its output: {log}", flush=True)
        step(command, lambda command=command, log=log: root(command, "true", log).strip().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--readme", nargs="?", const="both", choices=README)
    options = parser.parse_args()
    if os.geteuid() != 0:
        print("a clean root needs root, for its mounts: sudo ./run install-test")
        return 2
    packages = {path.name.split("_")[0]: path for path in options.packages.glob("*.deb")}
    base, folder = options.work / "base.tar", options.work / "root"
    try:
        step("a fresh root", lambda: make_base(base))
        root = Root(folder, base, SOURCE)
        step("the command line", lambda: command_line(root, packages))
        step("libusher-dev", lambda: root.install(f"$HOME/{packages['libusher-dev'].name}"))
        if "python3-usher" in packages:
            step("python3-usher", lambda: root.install(f"$HOME/{packages['python3-usher'].name}"))
        for name, needs, package, run in HOSTS:
            if not (SOURCE / needs).exists() or (package and package not in packages):
                print(f"     -    {name}: left out, there is no {needs if not (SOURCE / needs).exists() else package}")
                continue
            step(name, lambda run=run: run(root))
        step("removed without a trace", lambda: removed(root, packages))
        if options.readme:
            readme(Root(folder, base, SOURCE), README[options.readme], options.work)
    except Failed as failed:
        print(failed)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
