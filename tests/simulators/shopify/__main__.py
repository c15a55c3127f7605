"""python -m tests.simulators.shopify --port 0"""

from __future__ import annotations

from pathlib import Path

from tests.simulators.common.server import arguments, run
from tests.simulators.shopify.server import DEFAULT_SHOP, ShopifySimulator


def main() -> None:
    parser = arguments("A simulated Shopify store.")
    parser.add_argument("--schemas", type=Path, default=None, help="directory with admin_VERSION.json.gz files")
    parser.add_argument("--shop", default=DEFAULT_SHOP, help="the store's myshopify.com domain")
    parser.add_argument("--big-ids", action="store_true", help="order and line ids beyond 2^53")
    options = parser.parse_args()
    run(
        lambda: ShopifySimulator(options.shop, options.public_url, options.schemas, options.seed, options.big_ids),
        options,
    )


if __name__ == "__main__":
    main()
