"""How Hypothesis makes examples: the same ones in each run of the suite, others with --hypothesis-profile=explore."""

from hypothesis import settings

# A change is judged by the same examples as the one before it; who looks for new ones says so.
settings.register_profile("suite", derandomize=True, database=None)
settings.register_profile("explore", max_examples=2000)
