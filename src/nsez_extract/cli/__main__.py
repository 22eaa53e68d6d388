"""``python -m nsez_extract.cli``: the same as the command ``nsez-extract``."""

from __future__ import annotations

import sys

from nsez_extract.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
