# SPDX-License-Identifier: BSL-1.0
"""A php-fpm and an nginx of a test's own: in a temporary folder, on a loopback port of their own, ended with the test.

Programs that use it call alone() first: then they run in a PID namespace, where nothing but their own processes can be
ended, whatever goes wrong, and all of these end with them.
"""
import contextlib
import http.client
import json
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import host

FPM = ("php-fpm8.2", "php-fpm8.3", "php-fpm")
INSIDE = "USHER_TEST_ALONE"


def alone():
    """Starts this program again in a PID namespace of its own, where the system lets it."""
    if os.environ.get(INSIDE):
        return
    ways = (["unshare", "--pid", "--fork", "--kill-child"],
            ["unshare", "--user", "--map-current-user", "--pid", "--fork", "--kill-child"])
    for way in ways:
        if shutil.which("unshare") and subprocess.run([*way, "true"], capture_output=True, check=False).returncode == 0:
            sys.exit(subprocess.run([*way, sys.executable, "-B", *sys.argv], env=dict(os.environ, **{INSIDE: "1"}),
                                    check=False).returncode)
    print("no PID namespace to be had here; going on without")


def programs():
    """(php-fpm, nginx); host.Missing where there is none."""
    path = os.environ["PATH"] + os.pathsep + "/usr/sbin"
    fpm = next((found for name in FPM if (found := shutil.which(name, path=path))), None)
    nginx = shutil.which("nginx", path=path)
    if fpm is None or nginx is None:
        raise host.Missing("there is no " + ("php-fpm" if fpm is None else "nginx"))
    return fpm, nginx


def end(process):
    if process.pid <= 1:
        sys.exit("a process that is not to be ended")
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fill(template, target, words):
    text = template.read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    target.write_text(text, encoding="utf-8")


class Site:
    """The hook, as it runs: `state` is its folder, post() asks it."""

    def __init__(self, state, port):
        self.state = state
        self.port = port

    def request(self, method, path, body=b"", timeout=30):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def post(self, message):
        status, body = self.request("POST", "/message", json.dumps(message).encode())
        return status, json.loads(body)


def wait_until(ready, what, processes):
    for _ in range(200):
        if any(process.poll() is not None for process in processes):
            sys.exit(f"{what}: a server ended at once")
        with contextlib.suppress(OSError):
            if ready():
                return
        time.sleep(0.05)
    sys.exit(f"{what}: no answer in 10 seconds")


def connects(family, address):
    with socket.socket(family) as probe:
        probe.connect(address)
        return True


@contextlib.contextmanager
def site(library, app):
    """Runs the site of the folder `app`: policy.usher and what else it needs is for the caller to put into `state`."""
    fpm, nginx = programs()
    with tempfile.TemporaryDirectory(prefix="usher-fpm-") as folder:
        state = pathlib.Path(folder)
        state.chmod(0o777)
        # As root, servers give their workers to another user.
        user = "www-data" if os.geteuid() == 0 else None
        if user is not None:
            pwd.getpwnam(user)
        words = {"STATE": str(state), "APP": str(app), "PORT": str(free_port())}
        fill(app / "php-fpm.conf", state / "php-fpm.conf", words | {"USER": f"user = {user}\ngroup = {user}" if user else ""})
        fill(app / "php.ini", state / "php.ini", {"USHER": str(host.ROOT / "bindings" / "php"),
                                                  "PRELOAD_USER": f"opcache.preload_user = {user}" if user else ""})
        fill(app / "nginx.conf", state / "nginx.conf", words | {"USER": f"user {user};" if user else ""})
        # The package's own header names the library, as an installed one is found.
        environment = dict(os.environ, PHP_INI_SCAN_DIR="", LD_LIBRARY_PATH=str(library.parent))
        commands = [[fpm, "-c", state / "php.ini", "-y", state / "php-fpm.conf"],
                    [nginx, "-p", state, "-c", state / "nginx.conf", "-e", state / "nginx.log"]]
        with open(state / "servers.log", "wb") as log, contextlib.ExitStack() as stack:
            processes = []
            for command in commands:
                processes.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
                stack.callback(end, processes[-1])
            try:
                wait_until(lambda: connects(socket.AF_UNIX, str(state / "php-fpm.sock")), "php-fpm", processes)
                wait_until(lambda: connects(socket.AF_INET, ("127.0.0.1", int(words["PORT"]))), "nginx", processes)
                yield Site(state, int(words["PORT"]))
            except BaseException:
                for name in ("servers.log", "php-fpm.log", "nginx.log"):
                    if (state / name).is_file():
                        sys.stderr.write(f"--- {name}\n{(state / name).read_text(errors='replace')}")
                raise
