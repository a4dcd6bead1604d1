# SPDX-License-Identifier: BSL-1.0
"""Threads, forks, interpreters."""
import os
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import usher

TEXTS = ["I want a refund", "hello", "my lawyer", "lottery", "rimborso"]


def test_four_threads_decide_by_one_policy(policy):
    wanted = [policy.triage(text=text).to_dict() for text in TEXTS]
    rows = TEXTS * 40

    def work(number):
        for _ in range(200):
            for text, said in zip(TEXTS, wanted):
                assert policy.triage(text=text).department == said["department"]
        batch = policy.triage_many(rows)
        assert batch["department"].tolist() == [said["department"] for said in wanted] * 40
        assert usher.Policy.loads(policy.dump()).hash and policy.check() == ()
        return number

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(4))) == [0, 1, 2, 3]


def test_other_threads_run_during_a_batch(policy):
    """Without the lock let go, this thread's count would stand still."""
    rows = ["I want a refund, my lawyer says"] * 60000
    done, counted = threading.Event(), []

    def batch():
        policy.triage_many(rows)
        done.set()

    thread = threading.Thread(target=batch)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1000)  # nobody is made to give the lock away: only who lets go of it does
    try:
        thread.start()
        count = 0
        while not done.wait(0.0005):
            count += 1
        counted.append(count)
    finally:
        sys.setswitchinterval(before)
        thread.join()
    assert counted[0] > 3


def test_a_policy_may_be_closed_during_a_batch(policy_text):
    policy = usher.Policy.loads(policy_text)
    results = []
    thread = threading.Thread(target=lambda: results.append(policy.triage_many(["I want a refund"] * 20000)))
    thread.start()
    while thread.is_alive():
        try:
            policy.triage()
        except usher.ClosedError:
            break
        if len(results) == 0:
            policy.close()
    thread.join()
    assert results == [] or len(results[0]) == 20000


def test_a_desk_in_four_threads(policy):
    desk = usher.Desk(policy, keep=True)

    def work(number):
        for i in range(50):
            desk.apply(type="message", time=1_773_997_200_000, conversation=f"c-{number}-{i}", message="hello")
            if i % 10 == 0:
                assert desk.snapshot() and desk.metrics() and desk.look() and desk.next_due()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert sum(each.queued + each.assigned for each in desk.look().departments) == 200


def in_child(work):
    """What `work` does in a child process is well, or its exit code is 1."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_fork(policy, policy_text):
    decision, batch, desk = policy.triage(text="I want a refund"), policy.triage_many(TEXTS), usher.Desk(policy, keep=True)
    desk.apply(type="message", time=1_773_997_200_000, conversation="c-1", message="hello")

    def work():
        assert decision.department == "billing" and "refunds" in decision.explain() and batch["department"][0] == "billing"
        assert policy.triage(text="I want a refund").department == "billing"
        assert usher.Policy.loads(policy_text).triage_many(TEXTS)["department"][0] == "billing"
        desk.apply(type="message", time=1_773_997_201_000, conversation="c-2", message="hello")
        assert desk.conversation("c-2").department == "care"
    in_child(work)
    in_child(work)
    with pytest.raises(usher.NotFoundError):
        desk.conversation("c-2")  # parent and child have a desk each
    assert decision.department == "billing"


def test_a_pool_of_processes(policy):
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(hash_of, policy).result() == policy.hash


def hash_of(policy):
    return policy.hash


IN_EACH = """
import sys
sys.path[:] = {path!r}
import usher
policy = usher.Policy.loads({text!r})
for _ in range(20):
    assert policy.triage(text="I want a refund").department == "billing"
batch = policy.triage_many(["a refund", dict(txet=1)])
assert batch.statuses == ("ok", "input")
schema, array = batch.__arrow_c_array__()
del schema, array, batch
try:
    usher.Policy.loads("usher: 1")
except usher.PolicyError as error:
    assert error.findings
else:
    raise SystemExit(1)
desk = usher.Desk(policy, keep=True)
desk.apply(type="message", time=1773997200000, conversation="c", message="hello")
"""

OVER_ALL = """
import gc
import _xxsubinterpreters as interpreters
import usher
policy = usher.Policy.loads({text!r})
work = {work!r}
for _ in range(3):
    one = interpreters.create()
    interpreters.run_string(one, work)
    assert policy.triage(text="I want a refund").department == "billing"
    interpreters.destroy(one)
    gc.collect()
first, second = interpreters.create(), interpreters.create()
interpreters.run_string(first, work)
interpreters.run_string(second, work)
interpreters.destroy(first)
interpreters.run_string(second, work)
assert policy.triage(text="I want a refund").because["department"] == "refunds go to billing"
print("well")
"""


def run_program(text, *options):
    return subprocess.run([sys.executable, "-B", *options, "-c", text], capture_output=True, text=True, check=False,
                          env=dict(os.environ, PYTHONPATH=os.pathsep.join(each for each in sys.path if each)))


def test_interpreters(policy_text):
    work = IN_EACH.format(text=policy_text, path=sys.path)
    done = run_program(OVER_ALL.format(text=policy_text, work=work))
    assert (done.returncode, done.stdout, done.stderr) == (0, "well\n", "")


def test_nothing_is_said_at_exit(policy_text):
    """Everything alive at the end of the interpreter, in a circle too."""
    done = run_program(textwrap.dedent(f"""
        import usher
        class Holder: pass
        holder = Holder()
        holder.policy = usher.Policy.loads({policy_text!r})
        holder.decision = holder.policy.triage(text="a refund")
        holder.batch = holder.policy.triage_many(["a refund"])
        holder.view = memoryview(holder.batch["department"])
        holder.capsules = holder.batch.__arrow_c_array__()
        holder.desk = usher.Desk(holder.policy)
        holder.effects = holder.desk.apply(type="message", time=1773997200000, conversation="c", message="hello")
        holder.holder = holder
        usher.holder = holder
    """), "-X", "dev", "-W", "error")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
