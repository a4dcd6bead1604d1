# SPDX-License-Identifier: BSL-1.0
"""The programs of examples/python, and their pictures, which are kept in USHER_SHOTS to be looked at."""
import os
import pathlib
import sqlite3
import subprocess
import sys

import pytest


def run(root, *arguments):
    done = subprocess.run([sys.executable, "-B", *map(str, arguments)], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def shots(tmp_path):
    folder = pathlib.Path(os.environ.get("USHER_SHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def is_picture(path):
    """A PNG with more than a few colours: something was drawn."""
    from matplotlib.image import imread
    pixels = imread(path)
    assert pixels.shape[0] > 300 and pixels.shape[1] > 500
    assert len({tuple(pixel) for row in pixels[::7] for pixel in row[::7]}) > 8


def test_a_hook(root, tmp_path):
    said = run(root, "examples/python/crm_hook.py", "--database", tmp_path / "crm.sqlite")
    assert "message 1, department billing" in said
    rows = sqlite3.connect(tmp_path / "crm.sqlite").execute("SELECT department, because, policy FROM decision").fetchall()
    assert len(rows) == 3 and rows[0][:2] == ("billing", "refunds go to billing") and len(rows[0][2]) == 64


def test_routing(root, shots):
    picture = shots / "banking77.png"
    picture.unlink(missing_ok=True)
    said = run(root, "examples/python/banking77.py", "--data", os.environ.get("USHER_DATA", ""), "--picture", picture)
    if said.startswith("skipped"):
        pytest.skip(said.strip())
    assert "go where they belong" in said
    is_picture(picture)


def test_rental(root, shots):
    picture = shots / "rental.png"
    picture.unlink(missing_ok=True)
    said = run(root, "examples/python/rental.py", "--replications", 2, "--picture", picture)
    assert said.splitlines()[0].startswith("before") and said.splitlines()[1].startswith("after")
    is_picture(picture)
