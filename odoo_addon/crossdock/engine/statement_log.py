"""What the log says of statements that fail in the engine's work: their kind, never their text (I10).

Odoo logs a failed statement with all its values, and the errors of PostgreSQL quote rows. For the workers that would be
customers' names and addresses, at every conflict of two workers that the engine settles by trying again.
"""

import logging
import threading
from contextlib import contextmanager

import psycopg2

_here = threading.local()


class _Unsaid(logging.Filter):
    """Takes the text out of Odoo's records about failed statements, on threads that are within ``unsaid``."""

    def filter(self, record):
        expected = getattr(_here, "expected", None)
        if expected is None:
            return True
        errors = [one for one in record.args or () if isinstance(one, psycopg2.Error)]
        if not errors:
            return True
        record.msg, record.args = "a statement of Crossdock failed: %s", (type(errors[0]).__name__,)
        return not isinstance(errors[0], expected)


logging.getLogger("odoo.sql_db").addFilter(_Unsaid())


@contextmanager
def unsaid(expected):
    """Within this block failed statements are logged by the kind of their error alone.

    :param expected: classes of errors that the caller deals with; they are not logged at all
    """
    outer = getattr(_here, "expected", None)
    _here.expected = expected
    try:
        yield
    finally:
        _here.expected = outer
