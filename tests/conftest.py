"""How Hypothesis makes examples: the same ones in each run of the suite, others with --hypothesis-profile=explore."""

from hypothesis import HealthCheck, settings

# How long an example takes to make or to try says more of what else the machine does than of the code.
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
# A change is judged by the same examples as the one before it; who looks for new ones says so.
settings.register_profile("suite", derandomize=True, database=None, **UNTIMED)
settings.register_profile("explore", max_examples=2000, **UNTIMED)
