# SPDX-License-Identifier: BSL-1.0
"""The documentation as a site that opens from disk: guides, the interfaces of C and C++, schemas, and a search.

build.py OUTPUT WORK        from the root of the project; WORK is for what Doxygen writes

Guides are the Markdown files of the tree, as they stand there. What they name of the tree is in the site as well.
"""
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import markdown
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from reference import Reference, Writer

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
# The order in which somebody would read. What stands nowhere here comes under "More", so that nothing is left out.
GUIDES = [
    ("Begin", ["README.md", "docs/tour.md", "docs/tour-simulation.md", "examples/README.md"]),
    ("Policies", ["docs/policy.md", "docs/text.md", "docs/persian.md", "docs/calendars.md", "docs/findings.md"]),
    ("Live work", ["docs/desk.md", "docs/metrics.md"]),
    ("What if", ["docs/replay.md", "docs/scenarios.md", "docs/simulation.md", "docs/staffing.md", "docs/accuracy.md"]),
    ("In your program", ["docs/embedding.md", "docs/embedding-crm.md", "docs/python.md", "docs/php.md", "docs/ruby.md",
                         "docs/node.md"]),
    ("About usher", ["docs/design.md", "docs/dependencies.md", "benchmarks/README.md", "CHANGELOG.md"]),
]
NAMES = {"README.md": "usher", "docs/tour.md": "A tour", "docs/tour-simulation.md": "A tour of the simulation",
         "examples/README.md": "Examples", "benchmarks/README.md": "Benchmarks",
         "docs/findings.md": "Findings", "CHANGELOG.md": "Changes"}
FENCE = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```[ ]*$", flags=re.M | re.S)


def slug_of(title):
    """As GitHub makes it, so that links hold here and there."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def painted(code, language):
    try:
        lexer = get_lexer_by_name({"console": "console", "jsonl": "json", "": "text"}.get(language, language),
                                  stripnl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name("text")
    made = highlight(code.rstrip("\n"), lexer, HtmlFormatter(nowrap=True)).rstrip("\n")
    return f'<pre><code class="language-{language or "text"}">{made}</code></pre>'


def plain(text):
    text = re.sub(r"</?(?:span|code|a|strong|em)\b[^>]*>", "", text)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


class Site:
    def __init__(self, output, work):
        self.output, self.work = output, work
        self.pages = {}    # path in the tree: file of the site
        self.titles = {}   # file of the site: title
        self.groups = []   # (title, [(title, file)])
        self.index = []    # of the search: [title, page, where, text]
        self.sources = {}  # what of the tree is shown: path in the tree: file of the site

    # ---- Which pages there are ----

    def plan(self):
        found = sorted(path.relative_to(ROOT).as_posix() for pattern in
                       ("*.md", "docs/*.md", "examples/**/*.md", "bindings/**/*.md", "benchmarks/**/*.md")
                       for path in ROOT.glob(pattern) if "node_modules" not in path.parts)
        listed = [path for _, paths in GUIDES for path in paths]
        more = [path for path in found if path not in listed]
        for path in found:
            self.pages[path] = "index.html" if path == "README.md" else \
                re.sub(r"^docs/|/README\.md$|\.md$", "", path).replace("/", "-").lower() + ".html"
        for title, paths in GUIDES + [("More", more)]:
            here = [(self.title_of(path), self.pages[path]) for path in paths if path in self.pages]
            if here:
                self.groups.append((title, here))

    def title_of(self, path):
        if path not in NAMES:
            title = re.search(r"^# (.*)", (ROOT / path).read_text(encoding="utf-8"), flags=re.M)
            NAMES[path] = title[1].replace("`", "") if title else path
        return NAMES[path]

    # ---- Guides ----

    def guide(self, path):
        text = (ROOT / path).read_text(encoding="utf-8")
        blocks = []

        def keep(found):
            name = re.search(r"file=(\S+)", found[2])
            head = f'<div class="file">{html.escape(name[1])}</div>' if name else ""
            blocks.append(f'<div class="block">{head}{painted(found[3], found[1])}</div>')
            return f"\n<div>BLOCK{len(blocks) - 1}</div>\n"

        text = FENCE.sub(keep, text)
        made = markdown.Markdown(extensions=["tables", "sane_lists", "toc"], extension_configs={
            "toc": {"slugify": lambda title, _: slug_of(title), "toc_depth": "2-3"}})
        body = made.convert(text)
        body = re.sub(r"<div>BLOCK(\d+)</div>", lambda found: blocks[int(found[1])], body)
        body = re.sub(r"<th(?=[ >])", '<th scope="col"', body)
        body = body.replace("<table>", '<div class="scroll"><table>').replace("</table>", "</table></div>")
        body = re.sub(r'(href|src)="([^"]*)"', lambda found: f'{found[1]}="{self.target(found[2], path)}"', body)
        body = re.sub(r"<code>(usher_[a-z0-9_]+|USHER_[A-Z0-9_]+)</code>", self.link_name, body)
        return body

    def link_name(self, found):
        place = self.places.get(found[1])
        return f'<a href="{place}">{found[0]}</a>' if place else found[0]

    def target(self, link, path):
        """Where a link of a page of the tree leads in the site."""
        link = html.unescape(link)
        if re.match(r"[a-z]+:", link) or link.startswith("#"):
            return html.escape(link)
        file, _, anchor = link.partition("#")
        place = os.path.normpath(os.path.join(os.path.dirname(path), file))
        behind = f"#{anchor}" if anchor else ""
        if place in ("include/usher/usher.h", "include/usher"):
            return "c.html" + behind
        if place == "include/usher/usher.hpp":
            return "cpp.html" + behind
        for each in (place, f"{place}/README.md".removeprefix("./")):
            if each in self.pages:
                return self.pages[each] + behind
        if not (ROOT / place).exists():
            raise SystemExit(f"{path}: a link to {link}, which is not there")
        return self.source(place) + behind

    def source(self, place):
        if place not in self.sources:
            self.sources[place] = "source-" + place.replace("/", "-").replace("..", "") + ".html"
        return self.sources[place]

    def source_page(self, place):
        found = ROOT / place
        if found.is_dir():
            rows = [f'<li><a href="{self.target(each.name, f"{place}/x")}">{html.escape(each.name)}'
                    f'{"/" if each.is_dir() else ""}</a></li>' for each in sorted(found.iterdir())
                    if each.name not in ("__pycache__", "build", "generated", "node_modules")]
            return f"<h1>{html.escape(place)}</h1><ul>{''.join(rows)}</ul>"
        language = {"yaml": "yaml", "c": "c", "cpp": "cpp", "h": "c", "hpp": "cpp", "py": "python", "json": "json",
                    "jsonl": "json", "txt": "cmake", "sh": "bash", "patch": "diff", "php": "php", "rb": "ruby",
                    "mjs": "js", "js": "js", "sql": "sql"}.get(found.suffix[1:], "text")
        try:
            text = found.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            return f"<h1>{html.escape(place)}</h1><p>{found.stat().st_size} bytes that are no text.</p>"
        if len(text) > 300_000:
            text = text[:300_000] + "\n... and so on\n"
        return f"<h1>{html.escape(place)}</h1>{painted(text, language)}"

    # ---- The interfaces ----

    def read_headers(self):
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        subprocess.run(["doxygen", HERE / "Doxyfile"], cwd=ROOT, check=True,
                       env=dict(os.environ, USHER_DOCS=str(self.work)))
        reference = Reference(self.work / "xml", ROOT)
        self.c, self.cpp = reference.c_sections(), reference.cpp_sections()
        self.places = {}
        for section in self.c:
            for item in section.items:
                self.places.setdefault(item.name, f"{section.slug}.html#{item.name}")
                for member in item.members:
                    if member.kind == "constant":
                        self.places[member.name] = f"{section.slug}.html#{member.name}"
        self.writer = Writer(self.places, painted)
        for title, sections in (("C interface", self.c), ("C++ interface", self.cpp)):
            pages = [(section.title.split(":")[0], f"{section.slug}.html") for section in sections]
            self.groups.insert(-2, (title, pages))

    # ---- Pages ----

    def navigation(self, here):
        out = []
        for title, pages in self.groups:
            inside = any(file == here for _, file in pages)
            links = "".join(f'<a href="{file}"{" aria-current=page" if file == here else ""}>{html.escape(name)}</a>'
                            for name, file in pages)
            out.append(f'<details{" open" if inside or title == "Begin" else ""}><summary>{html.escape(title)}</summary>'
                       f"{links}</details>")
        return "".join(out)

    def contents(self, body):
        found = re.findall(r'<h([23]) id="([^"]+)">(.*?)</h\1>', body, flags=re.S)
        if len(found) < 2:
            return ""
        links = "".join(f'<a class="h{level}" href="#{anchor}">'
                        f"{html.escape(plain(re.sub(r'<span.*?</span>', '', title)))}</a>"
                        for level, anchor, title in found)
        return f'<nav class="contents" aria-label="On this page">{links}</nav>'

    def write(self, file, title, body):
        name = "usher" if title == "usher" else f"{title} - usher"
        contents = self.contents(body)
        (self.output / file).write_text(f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(name)}</title><link rel="stylesheet" href="style.css"><script src="search-index.js" defer></script>
<script src="search.js" defer></script></head><body>
<input type="checkbox" id="menu" aria-label="Show the navigation"><header><label for="menu" aria-hidden="true"></label>
<a class="brand" href="index.html">usher</a><div class="find"><input type="search" id="search" placeholder="Search"
aria-label="Search the documentation" autocomplete="off"><div id="results" hidden></div></div></header>
<nav class="site" aria-label="Pages">{self.navigation(file)}</nav>
<main{' class="wide"' if not contents else ''}><article>{body}</article></main>{contents}</body></html>
""", encoding="utf-8")
        self.titles[file] = title
        self.remember(file, title, body)

    def remember(self, file, title, body):
        """For the search: each heading with what stands under it."""
        if file.startswith("source-"):
            return
        for part in re.split(r"(?=<h[1-3][ >])", body):
            head = re.match(r'<h([1-3])(?: id="([^"]*)")?>(.*?)</h\1>', part, flags=re.S)
            anchor = head[2] if head and head[2] else ""
            heading = plain(re.sub(r'<span class="kind">.*?</span>', "", head[3])) if head else title
            text = plain(part[head.end():] if head else part)
            if heading or text:
                self.index.append([heading, title, file + (f"#{anchor}" if anchor else ""), text])
        for anchor in re.findall(r'<(?:tr|span) id="([^"]+)"', body):
            self.index.append([anchor, title, f"{file}#{anchor}", ""])

    def build(self):
        shutil.rmtree(self.output, ignore_errors=True)
        self.output.mkdir(parents=True)
        self.plan()
        schemas = sorted((ROOT / "docs/schema").glob("*.json"))
        self.groups.append(("Schemas", [(path.name.removesuffix(".schema.json"), self.source(f"docs/schema/{path.name}"))
                                        for path in schemas]))
        self.read_headers()
        for path in self.pages:
            self.write(self.pages[path], self.title_of(path), self.guide(path))
        for section in self.c + self.cpp:
            body = self.writer.section(section)
            # Both languages have parts of the same name, and so has a guide.
            language = "C" if section in self.c else "C++"
            self.write(f"{section.slug}.html", f"{section.title} ({language})", body)
        done = set()
        while set(self.sources) - done:  # a folder brings more of them
            for place in sorted(set(self.sources) - done):
                done.add(place)
                self.write(self.sources[place], place, self.source_page(place))
        shutil.copy(HERE / "search.js", self.output)
        style = (HERE / "style.css").read_text(encoding="utf-8")
        light, dark = (HtmlFormatter(style=name).get_style_defs("pre") for name in ("xcode", "github-dark"))
        # The colours of words only: the ground is the page's, and what a lexer does not know is no error.
        drop = re.compile(r"^(pre \{|td|span|pre \.hll|pre \.err|pre \.w ).*\n|background-color: [^;}]+;?", flags=re.M)
        (self.output / "style.css").write_text(
            f"{style}\n{drop.sub('', light)}\n@media (prefers-color-scheme: dark) {{\n{drop.sub('', dark)}\n}}\n",
            encoding="utf-8")
        (self.output / "search-index.js").write_text("const searchIndex = " + json.dumps(
            self.index, ensure_ascii=False, separators=(",", ":")) + ";\n", encoding="utf-8")
        return len(self.titles)


def main():
    site = Site(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve())
    print(f"{site.build()} pages, {len(site.index)} places for the search: {sys.argv[1]}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
