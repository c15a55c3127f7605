"""A small world: one real Odoo, one simulated Shopify store and one simulated HubSpot account, connected by Crossdock.

The demonstration of ./dev run and the end-to-end tests live in it. Everything is done as a user would do it: through
Odoo's web API as its administrator, and through the pages' own actions of the simulators.
"""

from tools.world.compare import differences
from tools.world.rpc import Rpc
from tools.world.world import World

__all__ = ["Rpc", "World", "differences"]
