"""Hypothesis for every test: the same examples each time, and no limit of time for one of them.

``HYPOTHESIS_PROFILE=search python -m pytest`` looks for new examples instead.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("fixed", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))
