"""A Shopify store: GraphQL Admin API against the published schemas, signed webhooks, bulk operations.

`python -m tests.simulators.shopify --port 0` serves one store; `server.py` shows how the parts hang together.
"""
