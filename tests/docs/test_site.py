# SPDX-License-Identifier: BSL-1.0
"""The site of the documentation: every link leads somewhere, nothing is fetched from elsewhere, every function of usher.h
has a place, and in a browser without a network the search finds, no page is wider than the screen, text stands out from
what is behind it, what the keyboard reaches is seen, and paper has the whole of each line.

test_site.py --root DIR --work DIR [--site DIR] [--shots DIR]

Without --site it is built first. Without doxygen, python3-markdown or python3-pygments it is skipped, and so is what a
browser looks at without Chromium.
"""
import argparse
import base64
import html.parser
import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import chromium  # noqa: E402

SEARCHES = [("snapshot", "Snapshots"), ("usher_desk_apply", "usher_desk_apply"), ("USHER_EVENT_REBALANCE",
            "USHER_EVENT_REBALANCE"), ("persian word forms", ""), ("try_triage", "Decision.try_triage"), ("p99_ms", ""), ("dotless letter", "")]
CONTRAST = (pathlib.Path(__file__).resolve().parents[1] / "cli/report/contrast.js").read_text(encoding="utf-8")
LEAST_CONTRAST = 4.5  # of text with its ground, WCAG 2.1, level AA
SHOTS = ["index.html", "desk.html", "c-desk.html", "cpp-desk.html", "findings.html", "embedding-crm.html"]


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.anchors, self.resources, self.titles = [], set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            if values["id"] in self.anchors:
                self.titles.append(f"two places are called {values['id']}")
            self.anchors.add(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag in ("script", "img", "link", "iframe") and (values.get("src") or values.get("href")):
            self.resources.append(values.get("src") or values["href"])


def check_links(site):
    pages = {path.name: Page(path.read_text(encoding="utf-8")) for path in site.glob("*.html")}
    failed, count = [], 0
    for name, page in pages.items():
        failed += [f"{name}: {problem}" for problem in page.titles]
        for link in page.links:
            if re.match(r"(https?|mailto):", link):
                continue
            count += 1
            file, _, anchor = link.partition("#")
            other = pages.get(urllib.parse.unquote(file) or name)
            if other is None:
                failed.append(f"{name}: {link} leads nowhere")
            elif anchor and urllib.parse.unquote(anchor) not in other.anchors:
                failed.append(f"{name}: there is no {anchor} in {file or name}")
        for resource in page.resources:
            if re.match(r"[a-z]+:|//", resource) or not (site / resource).is_file():
                failed.append(f"{name}: {resource} is not of the site")
    return pages, failed, count


def check_reference(root, pages):
    header = re.sub(r"/\*.*?\*/", "", (root / "include/usher/usher.h").read_text(encoding="utf-8"), flags=re.S)
    wanted = set(re.findall(r"\b(usher_\w+)\s*\(", header)) | set(re.findall(r"\b(USHER_[A-Z_]+) =", header))
    wanted |= set(re.findall(r"^\} (usher_\w+);", header, flags=re.M))
    found = set().union(*(page.anchors for name, page in pages.items() if name.startswith("c-")))
    return [f"usher.h: {name} has no place in the site" for name in sorted(wanted - found)], len(wanted)


def save(page, path):
    """What is on the screen."""
    path.write_bytes(base64.b64decode(page.call("Page.captureScreenshot", format="png")["data"]))


def look_at_contrast(page, site, pages):
    """Of each guide and reference, and of one source of each language."""
    sources = {name for name in pages if name.startswith("source-")}
    kinds = {name.removesuffix(".html").rsplit(".", 1)[-1]: name for name in sorted(sources)}
    wanted = sorted(set(pages) - sources) + list(kinds.values())
    failed = []
    page.resize(1400, 900)
    for scheme, names in (("light", wanted), ("dark", SHOTS)):
        page.prefer(scheme)
        for name in names:
            page.open((site / name).as_uri())
            worst = page.evaluate(CONTRAST)
            if worst["contrast"] < LEAST_CONTRAST:
                failed.append(f"{name}, {scheme}: the contrast of {worst['text']!r} is {worst['contrast']:.2f}")
    page.prefer("light")
    return failed


def look_at_focus(page, site):
    """The first place that the keyboard reaches."""
    failed = []
    for width in (1400, 390):
        page.resize(width, 900)
        page.open((site / "index.html").as_uri())
        for kind in ("keyDown", "keyUp"):
            page.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        shown = page.evaluate("[document.activeElement, ...(document.activeElement.labels ?? [])].some((e) => {"
                              " const style = getComputedStyle(e); return style.outlineStyle !== 'none'"
                              " && style.opacity !== '0' && e.getBoundingClientRect().width > 0; })")
        if not shown:
            failed.append(f"at {width} what the keyboard reaches first is not seen")
    return failed


def look_at_paper(page, site):
    page.resize(700, 900)
    page.prefer("light", "print")
    page.open((site / "index.html").as_uri())
    cut = page.evaluate("[...document.querySelectorAll('pre, .scroll')].filter((e) => e.scrollWidth > e.clientWidth + 1)"
                        ".map((e) => e.textContent.slice(0, 60))")
    page.prefer("light")
    return [f"paper cuts {text!r}" for text in cut]


def look(site, pages, shots):
    failed = []
    with chromium.Page(chromium.find()) as page:
        page.resize(1400, 900)
        page.open((site / "index.html").as_uri())
        for typed, wanted in SEARCHES:
            page.evaluate(f"(() => {{ const f = document.getElementById('search'); f.value = {typed!r};"
                          " f.dispatchEvent(new Event('input')); })()")
            found = page.evaluate("[...document.querySelectorAll('#results a strong')].map((e) => e.textContent)")
            if not found or wanted and wanted not in found[:5]:
                failed.append(f"search for {typed}: {found[:8]}")
        if shots:
            save(page, shots / "search-1400.png")
        for width in (1400, 390):
            page.resize(width, 900)
            for name in sorted(pages):
                # What fits a narrow screen fits a wide one; the wide ones are those whose pictures are taken.
                if name.startswith("source-") or width == 1400 and name not in SHOTS:
                    continue
                page.open((site / name).as_uri())
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    worst = page.evaluate(f"[...document.querySelectorAll('article *')].filter((e) => "
                                          f"e.getBoundingClientRect().right > {width} && !e.closest('pre, .scroll'))"
                                          ".slice(0, 3).map((e) => e.outerHTML.slice(0, 80))")
                    failed.append(f"{name} is {wide} wide on a screen of {width}: {worst}")
                if shots and name in SHOTS:
                    save(page, shots / f"{name.removesuffix('.html')}-{width}.png")
        failed += look_at_contrast(page, site, pages) + look_at_focus(page, site) + look_at_paper(page, site)
        failed += [f"the browser complains: {each}" for each in page.complaints()]
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("root", "work"):
        parser.add_argument(f"--{name}", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--site", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--shots", type=lambda path: pathlib.Path(path).resolve())
    options = parser.parse_args()
    missing = [name for name, there in (("doxygen", shutil.which("doxygen")), (
        "python3-markdown", importlib.util.find_spec("markdown")), (
            "python3-pygments", importlib.util.find_spec("pygments"))) if not there]
    if missing:
        if os.environ.get("CI"):
            sys.exit(f"{', '.join(missing)} is missing; to install it, type: ./run test packages")
        print(f"site: skipped, there is no {', '.join(missing)} (to have it, type: ./run test packages)")
        return 0
    site = options.site or options.work / "site"
    if not options.site:
        subprocess.run([sys.executable, "-B", options.root / "docs/site/build.py", site, options.work / "doxygen"],
                       check=True)
    pages, failed, count = check_links(site)
    lacking, names = check_reference(options.root, pages)
    failed += lacking
    said = "in a browser: skipped, there is no Chromium"
    if chromium.find():
        if options.shots:
            options.shots.mkdir(parents=True, exist_ok=True)
        failed += look(site, pages, options.shots)
        said = "searched and looked at in a browser"
    print("\n".join(failed[:40]) or f"{len(pages)} pages, {count} links, {names} names of usher.h; {said}")
    return 1 if failed or len(pages) < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
