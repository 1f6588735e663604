"""Every error that eventbase raises on purpose, one tree.

EventbaseError              exit code 1 unless a subclass says otherwise; the message says what, where and the next step
├── UsageError              wrong option, missing path, unknown name (exit 2)
├── InputError              an input that cannot be read; stages turn it into an `issues` row and go on (exit 4)
├── OntologyError           a data file of the project breaks its own rules: names file and line (exit 1)
├── GazetteerError          a gazetteer or a dump is missing or broken (exit 1)
├── ServiceError            an outside service failed or refused (exit 3)
├── CheckFailed             data failed a check: `verify`, `evaluate --floors` (exit 1)
└── StoreError              a database is unreadable, truncated or from a newer version (exit 1)
    └── LockedError         another process holds the work file: names its PID (exit 5)
"""

from __future__ import annotations


class EventbaseError(Exception):
    """Base of all; `exit_code` is what the command line ends with."""

    exit_code = 1


class UsageError(EventbaseError):
    exit_code = 2


class InputError(EventbaseError):
    exit_code = 4


class OntologyError(EventbaseError):
    pass


class GazetteerError(EventbaseError):
    pass


class ServiceError(EventbaseError):
    exit_code = 3


class CheckFailed(EventbaseError):
    pass


class StoreError(EventbaseError):
    pass


class LockedError(StoreError):
    exit_code = 5
