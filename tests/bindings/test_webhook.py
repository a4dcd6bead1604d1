# SPDX-License-Identifier: BSL-1.0
"""The embedding of examples/embed/node: a signed webhook, its limits, its policy changed while it runs, a restart.

test_webhook.py node --library LIB --node-modules DIR
"""
import argparse
import contextlib
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import fpm
import host
from test_php_fpm import Checks

APP = host.ROOT / "examples" / "embed" / "node"
POLICY = host.ROOT / "examples" / "embed" / "policy.yaml"
CLOCK = host.ROOT / "tests" / "bindings" / "node" / "clock.cjs"
SECRET = "not a secret"
DAY = 86400


class Server:
    def __init__(self, process, port, log):
        self.process = process
        self.port = port
        self.log = log

    def request(self, method, path, body=b"", headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read()

    def post(self, message, secret=SECRET):
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        status, said = self.request("POST", "/message", body, {"X-Signature": f"sha256={signature}"})
        return status, json.loads(said)

    def tell(self, number):
        if self.process.pid <= 1:
            sys.exit("a process that is not to be told anything")
        self.process.send_signal(number)


@contextlib.contextmanager
def server(state, environment):
    """The package as a host has it: in node_modules beside the program."""
    log_path = state / "server.log"
    with open(log_path, "ab") as log:
        process = subprocess.Popen([*host.command("node"), state / "app" / "server.mjs"], stdout=subprocess.PIPE, stderr=log,
                                   env=environment | {"POLICY": str(state / "policy.yaml"), "SECRET": SECRET, "PORT": "0",
                                                      "JOURNAL": str(state / "desk.jsonl"), "CLOCK": str(state / "clock"),
                                                      "NODE_OPTIONS": f"--require={CLOCK}"})
        try:
            said = process.stdout.readline().decode()
            if not said.startswith("listening on "):
                sys.exit(f"server.mjs: {said}{log_path.read_text()}")
            yield Server(process, int(said.split()[-1]), log_path)
        finally:
            fpm.end(process)
            process.stdout.close()


def message(number, **fields):
    """A `time` of None: it comes now."""
    made = {"id": f"m-{number}", "conversation": f"c-{number}", "time": "2026-03-20T09:00:00Z", **fields}
    return {name: value for name, value in made.items() if value is not None}


def webhook(checks, running):
    status, said = running.post(message(1, account="@acme", text="A refund! My card is 4111 1111 1111 1111"))
    checks.same("first", (201, "billing", ["refund"], "instagram_dm", "refunds go to billing"),
                (status, said["department"], said["tags"], said["moveTo"], said["because"]))
    checks.same("again", 200, running.post(message(1, account="@acme", text="A refund! My card is 4111 1111 1111 1111"))[0])
    checks.same("another under its name", 409, running.post(message(1, text="hello"))[0])
    checks.same("unknown account", (201, "care"), (lambda status, said: (status, said["department"]))(
        *running.post(message(2, account="@acne", text="Nice shoes"))))
    checks.same("other secret", 401, running.post(message(3, text="hello"), "guessed")[0])
    checks.same("no signature", 401, running.request("POST", "/message", b"{}")[0])
    checks.same("no JSON", 400, running.post(b"{")[0])
    checks.same("a list", 400, running.post(b"[]")[0])
    checks.same("no UTF-8", 400, running.post(b'{"id":"\xff"}')[0])
    checks.same("no id", 422, running.post({"text": "hello"})[0])
    status, said = running.post(message(4, text="x", facts={f"f{n}": 1 for n in range(300)}))
    checks.same("too many facts", (422, "limit", "limit"), (status, said["error"], said["findings"][-1]["code"]))
    checks.same("large", 413, running.post(message(5, text="x" * 70000))[0])
    checks.same("not posted", 405, running.request("GET", "/message")[0])
    checks.same("elsewhere", 404, running.request("GET", "/")[0])
    # A body whose size is not said in front is not read beyond the limit.
    with socket.create_connection(("127.0.0.1", running.port), 10) as raw:
        raw.sendall(b"POST /message HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        with contextlib.suppress(OSError):  # it may close before it has all
            for _ in range(20):
                raw.sendall(b"2000\r\n" + b"x" * 0x2000 + b"\r\n")
        checks.same("large in chunks", b"HTTP/1.1 413", raw.recv(4096)[:12])
    status, metrics = running.request("GET", "/metrics")
    checks.same("metrics", (200, True), (status, metrics.endswith(b"# EOF\n")))
    log = running.log.read_text()
    checks.same("places in the log, no text", (True, False), ("unknown_name (account)" in log, "Nice shoes" in log))


def change_policy(checks, running, state):
    text = POLICY.read_text(encoding="utf-8")
    (state / "policy.yaml").write_text(text.replace("default: {department: care}", "default: {department: kare}"))
    running.tell(signal.SIGHUP)
    wait_for(lambda: 'no department "kare"' in running.log.read_text())
    checks.same("a broken policy changes nothing", "care", running.post(message(10, text="hello"))[1]["department"])
    (state / "policy.yaml").write_text(text.replace("default: {department: care}", "default: {department: logistics}"))
    running.tell(signal.SIGHUP)
    wait_for(lambda: "policy read anew" in running.log.read_text())
    checks.same("the new policy", "logistics", running.post(message(11, text="hello"))[1]["department"])


def sleep_for(days, state):
    """So many days later than it is."""
    (state / "clock").write_text(str(days * DAY), encoding="utf-8")


def pauses(checks, state, environment):
    """Days without a message, while it runs and while it does not, are longer than the desk believes an event."""
    with server(state, environment) as running:
        checks.same("before a pause", 201, running.post(message(20, time=None, text="hello"))[0])
        sleep_for(3, state)
        checks.same("after three days", 201, running.post(message(21, time=None, text="hello"))[0])
        ahead = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 9 * DAY))
        checks.same("days ahead of the clock", (503, "time"), (lambda status, said: (status, said["error"]))(
            *running.post(message(22, time=ahead, text="hello"))))
        running.process.kill()
        running.process.wait()
    sleep_for(6, state)
    with server(state, environment) as running:
        checks.same("begun anew after three days more", 201, running.post(message(23, time=None, text="hello"))[0])
    told = [json.loads(line) for line in (state / "desk.jsonl").read_text(encoding="utf-8").splitlines()]
    checks.same("time passed by force", True, sum(line["event"].get("force") is True for line in told) >= 4)


def wait_for(ready):
    fpm.wait_until(ready, "the server's log", [])


def conversations(metrics):
    return next(int(line.split()[1]) for line in metrics.decode().splitlines()
                if line.startswith("usher_desk_conversations_total "))


def main():
    options = host.arguments(argparse.ArgumentParser(description=__doc__,
                                                     formatter_class=argparse.RawDescriptionHelpFormatter)).parse_args()
    fpm.alone()
    checks = Checks()
    for _, environment in host.ready(options.hosts, options.library, options.node_modules):
        with tempfile.TemporaryDirectory(prefix="usher-webhook-") as folder:
            state = pathlib.Path(folder)
            shutil.copytree(APP, state / "app")
            (state / "app" / "node_modules").mkdir()
            os.symlink(host.ROOT / "bindings" / "node", state / "app" / "node_modules" / "usher")
            shutil.copy(POLICY, state / "policy.yaml")
            sleep_for(0, state)
            with server(state, environment) as running:
                webhook(checks, running)
                change_policy(checks, running, state)
                _, before = running.request("GET", "/metrics")
                running.process.kill()  # as a machine that loses its power
                running.process.wait()
            with open(state / "desk.jsonl", "ab") as journal:
                journal.write(b'{"format":1,"n":99,"ti')
            with server(state, environment) as running:
                _, after = running.request("GET", "/metrics")
                checks.same("the desk stands as it stood", conversations(before), conversations(after))
                checks.same("that many came", 4, conversations(after))
                checks.same("a repeat is known", 200, running.post(message(11, text="hello"))[0])
                checks.same("goes on", 201, running.post(message(12, text="refund"))[0])
                running.tell(signal.SIGTERM)
                checks.same("ends by itself", 0, running.process.wait(10))
            pauses(checks, state, environment)
            lines = [json.loads(line) for line in (state / "desk.jsonl").read_text(encoding="utf-8").splitlines()]
            numbers = [line["n"] for line in lines]
            checks.same("journal: in order, nothing twice", sorted(set(numbers)), numbers)
            checks.same("journal: all of them", True, len(lines) >= 5)
        print(f"webhook: {checks.made - checks.wrong} of {checks.made} checks passed")
    return 1 if checks.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
