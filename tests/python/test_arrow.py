# SPDX-License-Identifier: BSL-1.0
"""Arrow's C data interface, read as its specification says, by ctypes: no library of Arrow is needed for it."""
import ctypes
import gc
import threading
from datetime import datetime, timedelta, timezone

import pytest

import usher


class ArrowSchema(ctypes.Structure):
    pass


class ArrowArray(ctypes.Structure):
    pass


class ArrowArrayStream(ctypes.Structure):
    pass


ReleaseSchema = ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowSchema))
ReleaseArray = ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowArray))
ArrowSchema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p), ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64), ("children", ctypes.POINTER(ctypes.POINTER(ArrowSchema))),
    ("dictionary", ctypes.POINTER(ArrowSchema)), ("release", ReleaseSchema), ("private_data", ctypes.c_void_p)]
ArrowArray._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64), ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64), ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowArray))), ("dictionary", ctypes.POINTER(ArrowArray)),
    ("release", ReleaseArray), ("private_data", ctypes.c_void_p)]
ArrowArrayStream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ArrowArrayStream), ctypes.POINTER(ArrowSchema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ArrowArrayStream), ctypes.POINTER(ArrowArray))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(ArrowArrayStream))),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowArrayStream))), ("private_data", ctypes.c_void_p)]

pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
pointer_of.restype, pointer_of.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]


def schema_of(capsule):
    """The struct, which keeps its capsule."""
    found = ctypes.cast(pointer_of(capsule, b"arrow_schema"), ctypes.POINTER(ArrowSchema)).contents
    found.capsule = capsule
    return found


def array_of(capsule):
    found = ctypes.cast(pointer_of(capsule, b"arrow_array"), ctypes.POINTER(ArrowArray)).contents
    found.capsule = capsule
    return found


def buffer(array, number, kind, count):
    return list(ctypes.cast(array.buffers[number], ctypes.POINTER(kind))[:count]) if count else []


def bits(array, number, count):
    data = buffer(array, number, ctypes.c_uint8, count // 8 + 1)
    return [bool(data[i // 8] >> i % 8 & 1) for i in range(count)]


def values_of(schema, array):
    """What an array holds, by its schema."""
    assert array.offset == 0
    count, form = array.length, schema.format
    if form == b"+s":
        assert array.n_children == schema.n_children and array.n_buffers == 1 and not array.buffers[0]
        return {schema.children[i].contents.name.decode(): values_of(schema.children[i].contents, array.children[i].contents)
                for i in range(array.n_children)}
    if form == b"+L":
        assert array.n_buffers == 2 and array.n_children == schema.n_children == 1
        offsets = buffer(array, 1, ctypes.c_int64, count + 1)
        items = values_of(schema.children[0].contents, array.children[0].contents)
        assert offsets[0] == 0 and offsets[-1] == len(items) and offsets == sorted(offsets)
        return [tuple(items[offsets[i]:offsets[i + 1]]) for i in range(count)]
    if form == b"u":
        offsets = buffer(array, 1, ctypes.c_int32, count + 1)
        text = ctypes.string_at(array.buffers[2], offsets[-1])
        return [text[offsets[i]:offsets[i + 1]].decode() for i in range(count)]
    valid = bits(array, 0, count) if array.buffers[0] else [True] * count
    assert valid.count(False) == array.null_count
    if form == b"b":
        raw = bits(array, 1, count)
    else:
        kind = {b"i": ctypes.c_int32, b"l": ctypes.c_int64, b"tsm:UTC": ctypes.c_int64, b"g": ctypes.c_double}[form]
        raw = buffer(array, 1, kind, count)
    if schema.dictionary:
        words = values_of(schema.dictionary.contents, array.dictionary.contents)
        raw = [words[code] if there else None for code, there in zip(raw, valid)]
    if form == b"tsm:UTC":
        raw = [datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=ms) for ms in raw]
    return [value if there else None for value, there in zip(raw, valid)]


ROWS = [{"text": "I want a refund", "time": "2026-03-20T12:00:00Z", "account": "@acme"}, "my lawyer", {"txet": 1},
        {"text": "lottery", "sentiment": 0.5}, "hello", {"text": "سلام", "id": "x"}] * 5


@pytest.fixture
def batch(policy):
    return policy.triage_many(ROWS)


def test_a_batch_is_a_struct(batch):
    schema, array = batch.__arrow_c_array__()
    assert schema_of(schema).format == b"+s" and array_of(array).length == 30
    read = values_of(schema_of(schema), array_of(array))
    assert read == {name: batch[name].tolist() for name in batch.fields}
    again = schema_of(batch.__arrow_c_schema__())
    assert [again.children[i].contents.format for i in range(again.n_children)] == \
        [schema_of(schema).children[i].contents.format for i in range(again.n_children)]


@pytest.mark.parametrize("name", ["department", "priority", "engage", "sentiment", "first_response", "tags", "ask"])
def test_a_column_is_an_array(batch, name):
    column = batch[name]
    schema, array = column.__arrow_c_array__(None)
    assert schema_of(schema).name == name.encode() and array_of(array).length == 30
    assert values_of(schema_of(schema), array_of(array)) == column.tolist()
    assert schema_of(column.__arrow_c_schema__()).format == schema_of(schema).format
    because = batch.because(name) if name in ("department", "tags") else None
    if because is not None:
        schema, array = because.__arrow_c_array__()
        assert values_of(schema_of(schema), array_of(array)) == because.tolist()


def test_values_are_lent(batch):
    import numpy
    _, array = batch["priority"].__arrow_c_array__()
    assert array_of(array).buffers[1] == numpy.asarray(batch["priority"]).__array_interface__["data"][0]


def test_nothing(policy):
    batch = policy.triage_many([])
    schema, array = batch.__arrow_c_array__()
    assert values_of(schema_of(schema), array_of(array)) == {name: [] for name in batch.fields}


def test_a_stream_has_one_piece(batch):
    capsule = batch.__arrow_c_stream__()
    stream = ctypes.cast(pointer_of(capsule, b"arrow_array_stream"), ctypes.POINTER(ArrowArrayStream))
    schema, array, end = ArrowSchema(), ArrowArray(), ArrowArray()
    assert stream.contents.get_schema(stream, schema) == 0 and stream.contents.get_next(stream, array) == 0
    assert values_of(schema, array)["department"] == batch["department"].tolist()
    assert stream.contents.get_next(stream, end) == 0 and not end.release
    stream.contents.release(stream)
    assert not stream.contents.release
    schema.release(schema)
    array.release(array)
    assert not schema.release and not array.release


def test_parts_may_be_moved_out_and_outlive_the_rest(policy):
    batch = policy.triage_many(ROWS)
    schema, array = batch.__arrow_c_array__()
    wanted = batch["tags"].tolist()
    at = batch.fields.index("tags")
    kept_schema, kept = ArrowSchema(), ArrowArray()
    for source, target in ((schema_of(schema).children[at], kept_schema), (array_of(array).children[at], kept)):
        ctypes.memmove(ctypes.byref(target), source, ctypes.sizeof(target))
        source.contents.release = type(target.release)()
    del batch, schema, array
    gc.collect()
    assert values_of(kept_schema, kept) == wanted
    # In a thread that Python has not made.
    thread = threading.Thread(target=lambda: (kept.release(kept), kept_schema.release(kept_schema)))
    thread.start()
    thread.join()
    assert not kept.release and not kept_schema.release


def test_a_consumer_releases_what_it_took(batch):
    schema, array = batch.__arrow_c_array__()
    schema_of(schema).release(schema_of(schema))
    array_of(array).release(array_of(array))
    del schema, array  # the capsules free what is left, and release nothing twice
    gc.collect()
    assert batch["department"][0] == "billing"


def test_pyarrow_reads_it(batch):
    pyarrow = pytest.importorskip("pyarrow", reason="skipped: no pyarrow here, which usher does not need")
    table = pyarrow.table(batch)
    assert table.num_rows == 30 and table["department"].to_pylist() == batch["department"].tolist()
    assert [tuple(each) for each in table["tags"].to_pylist()] == batch["tags"].tolist()
