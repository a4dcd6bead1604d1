# SPDX-License-Identifier: BSL-1.0
"""DataFrames in, DataFrames out. pandas and numpy are imported when they are asked for, never before."""


def _times_of(series):
    """Milliseconds of a column of times; a column without a zone could mean any of 38 hours."""
    if getattr(series.dtype, "tz", None) is None:
        raise ValueError(f"column {series.name!r} holds times without a zone; give it one, as in "
                         f'frame[{series.name!r}].dt.tz_localize("Europe/Rome")')
    given = series.notna()
    stamps = series.dt.tz_convert("UTC").dt.tz_localize(None).astype("datetime64[ns]").astype("int64") // 1_000_000
    return [int(stamp) if there else None for stamp, there in zip(stamps, given)]


def columns_of(frame):
    """The columns of a DataFrame as lists of plain objects, None where something is missing."""
    made = {}
    for name in frame.columns:
        series = frame[name]
        if series.dtype.kind == "M":
            made[name] = _stamps(series, _times_of(series), name)
        else:
            made[name] = series.astype(object).where(series.notna(), None).tolist()
    return made


def _stamps(series, milliseconds, name):
    """The message's own time is taken in milliseconds; facts that are times are datetimes."""
    if name == "time":
        return milliseconds
    from datetime import datetime, timedelta, timezone
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
    return [None if each is None else epoch + timedelta(milliseconds=each) for each in milliseconds]


def column_to_numpy(column):
    """Without a copy: codes, integers, numbers; times become datetime64[ms] with NaT, which is a copy."""
    import numpy
    values = numpy.asarray(column)
    if column.type == "times":
        times = values.astype("datetime64[ms]")
        times[values == -1] = numpy.datetime64("NaT")
        return times
    return values


def column_to_pandas(column):
    import numpy
    import pandas
    if column.many:
        return pandas.Series(column.tolist(), name=column.field, dtype=object)
    values = numpy.asarray(column)
    if column.type == "codes":
        words = pandas.Categorical.from_codes(values, categories=list(column.dictionary))
        return pandas.Series(words, name=column.field)
    if column.type == "times":
        return pandas.Series(column_to_numpy(column), name=column.field).dt.tz_localize("UTC")
    if column.type == "numbers":
        return pandas.Series(values, name=column.field, copy=False)
    missing = values == -1
    if not missing.any():
        return pandas.Series(values.astype(bool) if column.type == "flags" else values, name=column.field)
    kind = "boolean" if column.type == "flags" else "Int64"
    return pandas.Series(values, name=column.field).mask(missing).astype(kind)


def batch_to_pandas(batch, fields=None):
    import pandas
    return pandas.DataFrame({name: column_to_pandas(batch[name]) for name in (batch.fields if fields is None else fields)})
