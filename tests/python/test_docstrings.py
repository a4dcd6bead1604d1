# SPDX-License-Identifier: BSL-1.0
"""Every example of every docstring, of Python and of C, in a folder with the policy of these tests."""
import doctest
import importlib
import inspect

import pytest

import usher


def examples():
    """All docstrings with an example, by name; doctest's own finder passes over what C has at the level of a module."""
    found = {}

    def look(name, thing):
        text = getattr(thing, "__doc__", None)
        if isinstance(text, str) and ">>>" in text:
            found[name] = text
        if inspect.isclass(thing):
            for key, value in vars(thing).items():
                value = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
                if not key.startswith("__"):
                    look(f"{name}.{key}", value)

    look("usher", usher)
    for key in usher.__all__:
        look(f"usher.{key}", getattr(usher, key))
    return found


@pytest.mark.parametrize("name", sorted(examples()))
def test_examples(name, policy, policy_text, scenario_files, tmp_path, monkeypatch):
    (tmp_path / "policy.yaml").write_text(policy_text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names = {"usher": usher, "policy": policy, "policy_text": policy_text, "scenario_text": scenario_files["day.yaml"]}
    test = doctest.DocTestParser().get_doctest(examples()[name], names, name, None, 0)
    said = []
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=said.append)
    assert results.failed == 0, "".join(said)
    assert results.attempted > 0


def test_there_are_many():
    assert len(examples()) > 35


PUBLIC = [getattr(usher, name) for name in usher.__all__ if callable(getattr(usher, name))]


@pytest.mark.parametrize("thing", PUBLIC, ids=lambda thing: thing.__name__)
def test_everything_is_documented(thing):
    assert (thing.__doc__ or "").strip()
    if not inspect.isclass(thing) or issubclass(thing, BaseException):
        return
    for name, member in vars(thing).items():
        if not name.startswith("_") and name not in ("n_fields", "n_sequence_fields", "n_unnamed_fields"):
            assert (member.__doc__ or "").strip(), f"{thing.__name__}.{name} says nothing of itself"


def test_modules_import_nothing_heavy():
    for name in ("usher._methods", "usher._frames", "usher._play"):
        assert not {"numpy", "pandas"} & set(vars(importlib.import_module(name)))
