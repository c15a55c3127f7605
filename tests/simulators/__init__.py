"""Real HTTP servers that behave as the remote systems do, for tests and for the demonstration run."""
