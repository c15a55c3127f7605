"""What the simulators share: faults on request, the log of calls, webhook delivery, the server's frame."""
