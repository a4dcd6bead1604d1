# SPDX-License-Identifier: BSL-1.0
"""A headless Chromium without a network, spoken to over two pipes by the DevTools protocol; standard library only."""
import fcntl
import itertools
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 120  # for one answer, on a busy machine


def find():
    """The path of a Chromium, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Page:
    """One page in one browser. Use it in a `with`."""

    def __init__(self, path):
        self._folder = tempfile.TemporaryDirectory(prefix="usher-chromium-", ignore_cleanup_errors=True)
        read_here, write_there = os.pipe()
        read_there, write_here = os.pipe()
        self._in, self._out = read_here, write_here
        # The browser reads from its file 3 and writes to its file 4. Copies above both cannot be in the way.
        copies = [fcntl.fcntl(each, fcntl.F_DUPFD, 10) for each in (read_there, write_there)]

        def place_pipes():
            os.dup2(copies[0], 3)
            os.dup2(copies[1], 4)

        self._log = open(os.path.join(self._folder.name, "log"), "wb")
        self._process = subprocess.Popen(
            [path, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--mute-audio",
             "--host-resolver-rules=MAP * ~NOTFOUND", "--force-color-profile=srgb", "--hide-scrollbars",
             f"--user-data-dir={self._folder.name}/profile", "--remote-debugging-pipe", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, pass_fds=(3, 4), preexec_fn=place_pipes,
            start_new_session=True)
        for each in (read_there, write_there, *copies):
            os.close(each)
        self._numbers = itertools.count(1)
        self._buffer = b""
        self.events = []
        self._session = None
        targets = self.call("Target.getTargets")["targetInfos"]
        target = next(each["targetId"] for each in targets if each["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0,
                  uploadThroughput=0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self._session = None
            self.call("Browser.close")
            self._process.wait(20)
        except (OSError, EOFError, TimeoutError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        for each in (self._in, self._out):
            os.close(each)
        self._log.close()
        self._folder.cleanup()

    def call(self, method, **parameters):
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + SECONDS
        while True:
            answer = self._next(until)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def _next(self, until):
        while b"\0" not in self._buffer:
            if not select.select([self._in], [], [], max(0, until - time.monotonic()))[0]:
                raise TimeoutError("Chromium does not answer")
            got = os.read(self._in, 1 << 20)
            if not got:
                raise EOFError("Chromium has gone")
            self._buffer += got
        message, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(message)

    def evaluate(self, expression):
        """The value of an expression, waiting for it if it is a promise."""
        got = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in got:
            details = got["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return got["result"].get("value")

    def resize(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def prefer(self, scheme, media=""):
        self.call("Emulation.setEmulatedMedia", media=media,
                  features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, url):
        """Opens it and waits until it has loaded and was laid out."""
        self.events.clear()
        self.call("Page.navigate", url=url)
        self.evaluate("new Promise((done) => { const ready = () => requestAnimationFrame(() => setTimeout(done, 0));"
                      " document.readyState === 'complete' && location.href !== 'about:blank' ? ready()"
                      " : addEventListener('load', ready); })")

    def settle(self):
        """After a change of size or colours: until it was laid out and painted."""
        self.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>"
                      " setTimeout(done, 100))))")

    def screenshot(self):
        """PNG of the whole page, as base64."""
        return self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]

    def pdf(self):
        return self.call("Page.printToPDF", printBackground=True)["data"]

    def complaints(self):
        """Errors that were thrown, said or noted, and addresses that were asked for other than files."""
        out = []
        for event in self.events:
            method, said = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                details = said["exceptionDetails"]
                out.append(details.get("exception", {}).get("description", details["text"]))
            elif method == "Runtime.consoleAPICalled" and said["type"] in ("error", "warning", "assert"):
                out.append(f"console.{said['type']}: {said['args']}")
            elif method == "Log.entryAdded" and said["entry"]["level"] in ("error", "warning"):
                out.append(f"log: {said['entry']['text']}")
            elif method == "Network.requestWillBeSent" and not said["request"]["url"].startswith(("file:", "data:")):
                out.append(f"asked for {said['request']['url']}")
        return out
