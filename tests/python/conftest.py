# SPDX-License-Identifier: BSL-1.0
"""What the tests share: a policy, and the texts that it and a scenario are made of."""
import os
import pathlib

import pytest

import usher

HERE = pathlib.Path(__file__).resolve().parent
ROOT = pathlib.Path(os.environ.get("USHER_ROOT", HERE.parent.parent))


@pytest.fixture(scope="session")
def policy_text():
    return (HERE / "policy.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def scenario_files(policy_text):
    return {"day.yaml": (HERE / "day.yaml").read_text(encoding="utf-8"), "policy.yaml": policy_text}


@pytest.fixture(scope="session")
def policy(policy_text):
    return usher.Policy.loads(policy_text, name="policy.yaml")


@pytest.fixture
def root():
    return ROOT
