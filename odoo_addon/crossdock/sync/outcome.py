"""What may come of one piece of work. Each failure has a place: held, retry or dead; nothing lives only in a log."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """It had its effect, or needed none; ``note`` says which, for the list of events."""

    note: str = ""


class Unfinished(Exception):
    """Base of the three ways in which work does not get done. Its text is a sentence for a person."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class Held(Unfinished):
    """A person must decide, or something must be mended; ``code`` and ``key`` are of ``reasons``."""

    def __init__(self, code, key, reason, preview=None):
        super().__init__(reason)
        self.code = code
        self.key = key
        self.preview = preview


class Retry(Unfinished):
    """It may work later by itself."""

    def __init__(self, reason, delay_seconds):
        super().__init__(reason)
        self.delay_seconds = delay_seconds


class Paused(Unfinished):
    """The remote system refuses us as such (credentials, rights, no such store): a person must act before the next call."""


class Resend(Unfinished):
    """It was looked up and certainly had no effect: the same operation may be sent as if for the first time."""


class Dead(Unfinished):
    """It can never work as it is."""
