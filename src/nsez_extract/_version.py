"""The package's version."""

__version__ = "0.1.0"
"""str: version of the package, PEP 440."""
