"""A plugin for runs that only ask which lines were reached: a law is tried on a handful of examples."""

from hypothesis import settings

settings.register_profile("few", max_examples=8, deadline=None, derandomize=True, database=None)
settings.load_profile("few")
