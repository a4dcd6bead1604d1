# SPDX-License-Identifier: BSL-1.0
"""What an exception says, and what else it tells of itself."""
import copy
import threading

import pytest

import usher


def test_a_file_that_is_not_there():
    with pytest.raises(usher.FileError, match="^/nowhere/policy.yaml: there is no such file") as caught:
        usher.Policy.load("/nowhere/policy.yaml")
    error = caught.value
    assert isinstance(error, OSError)
    assert (error.status, error.filename, error.errno) == ("io", "/nowhere/policy.yaml", None)
    assert error.strerror == "there is no such file"
    assert str(copy.copy(error)) == str(error)


def test_what_is_in_use():
    """A week that one thread fills says to another that it is busy."""
    week = usher.StaffWeek("Europe/Rome")
    rows = "opened\n" + "2026-03-16 09:05\n" * 200_000
    refused = []

    def fill():
        for _ in range(20):
            try:
                week.add_rows(rows, time_column="opened", last=False)
            except usher.StateError as error:
                refused.append(error)

    threads = [threading.Thread(target=fill) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused
    assert {error.status for error in refused} == {"state"}
    assert str(refused[0]) == "this week is in use by another thread at the moment"
    assert refused[0].findings == ()


def test_each_status_has_a_sentence():
    assert str(usher.StateError("state")).startswith("not now")
    assert str(usher.ConflictError("conflict")) == "the same id had other content before"
