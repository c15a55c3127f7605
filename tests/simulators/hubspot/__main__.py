"""python -m tests.simulators.hubspot --port 0"""

from __future__ import annotations

from tests.simulators.common.server import arguments, run
from tests.simulators.hubspot.server import HubspotSimulator


def main() -> None:
    options = arguments("A simulated HubSpot account.").parse_args()
    run(lambda: HubspotSimulator(options.public_url, options.seed), options)


if __name__ == "__main__":
    main()
