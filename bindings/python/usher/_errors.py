# SPDX-License-Identifier: BSL-1.0
"""What usher raises. Every failure of the library is an Error with the findings: what is wrong, where, how to mend it."""


def _line(finding):
    place = ""
    if finding.line:
        place = f"{finding.file or 'line'}:{finding.line}:{finding.column}: "
    elif finding.file:
        place = f"{finding.file}: "
    path = f" ({finding.path})" if finding.path and not finding.line else ""
    hint = f" ({finding.hint})" if finding.hint else ""
    return f"{place}{finding.message}{path}{hint}"


class Error(Exception):
    """A call failed. `status` is the library's word for it ("policy", "input" ...), `findings` a tuple of Finding with
    code, place, sentence and mend; the errors among them are what str() shows.

    >>> try:
    ...     usher.Policy.loads("usher: 1")
    ... except usher.Error as error:
    ...     error.status, [finding.code for finding in error.findings]
    ('policy', ['missing_key'])
    """

    def __init__(self, status="internal", findings=(), message=None):
        super().__init__(status, findings)
        self.status = status
        self.findings = tuple(findings)
        self._message = message  # what str() shows where there are no findings

    def __str__(self):
        errors = [finding for finding in self.findings if finding.severity == "error"] or list(self.findings)
        lines = [_line(finding) for finding in errors[:20]]
        if len(errors) > 20:
            lines.append(f"and {len(errors) - 20} more")
        return "\n".join(lines) or self._message or _MEANINGS.get(self.status, self.status)


class ArgumentError(Error, ValueError):
    """The call itself is wrong."""


class NewerError(Error):
    """The binding sets a field that the installed library does not know: bring the library up to date."""


class PolicyError(Error, ValueError):
    """The policy has errors; findings has all of all files."""


class InputError(Error, ValueError):
    """The message, event or file is wrong: unknown fact, account, value, or no JSON."""


class LimitError(Error, ValueError):
    """Larger than a limit allows; the findings name the limit."""


class FileError(Error, OSError):
    """A file could not be read: `filename` is its name, and `strerror` why. The library does not say the errno."""

    def __init__(self, status="io", findings=(), message=None):
        super().__init__(status, findings, message)
        # OSError takes two arguments for an errno and its text.
        first = self.findings[0] if self.findings else None
        self.errno = None
        self.strerror = first.message if first else message
        self.filename = first.file if first else None


class FormatError(Error, ValueError):
    """A file is damaged."""


class VersionError(Error):
    """A file is of another version."""


class StateError(Error, RuntimeError):
    """Not now: a change waits, there is no result yet, the desk keeps no journal, or another thread uses it."""


class TimeError(Error, ValueError):
    """A time outside what is accepted."""


class ConflictError(Error, ValueError):
    """The same id with other content."""


class NotFoundError(Error, LookupError):
    """No such thing."""


class LeaseError(Error):
    """Another process has the lease."""


class OutcomeUnknownError(Error):
    """It may have happened: repeat with the same id."""


class ForkedError(Error):
    """Opened before the fork."""


class InternalError(Error):
    """A defect of usher."""


class ClosedError(Error, ValueError):
    """It was closed."""

    def __init__(self, message="this is closed", findings=()):
        super().__init__("closed", findings)
        self.args = (message,)

    def __str__(self):
        return str(self.args[0])


# Of an error without a finding. The bindings of PHP, Ruby and Node are given these too (bindings/abi/generate.py).
_MEANINGS = {
    "argument": "the call itself is wrong",
    "newer": "this needs a newer libusher than the one that is installed",
    "memory": "there is not enough memory",
    "policy": "the policy has errors",
    "input": "the message, event or file is wrong",
    "limit": "it is larger than a limit allows",
    "io": "a file could not be read",
    "format": "a file is damaged",
    "version": "a file is of another version",
    "state": "not now: a change waits to be kept or taken back, there is no result yet, or the desk keeps no journal",
    "time": "the time is outside what is accepted, 1970 to 2199",
    "conflict": "the same id had other content before",
    "not_found": "there is no such thing",
    "lease": "another process has the lease",
    "outcome_unknown": "it may have happened: repeat it with the same id",
    "forked": "it was opened before the fork",
    "internal": "a defect of usher",
}
