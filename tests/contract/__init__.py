"""The simulators held against outside judges, and against the vendors' documents where no judge exists."""
