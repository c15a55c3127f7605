"""A HubSpot account: contacts, properties, search, rate limits and signed webhooks.

`python -m tests.simulators.hubspot --port 0` serves one account; `server.py` shows how the parts hang
together.
"""
