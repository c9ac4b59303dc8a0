"""So that `python -m bot.cli` is `tell-me-more`, in a checkout that is not installed too."""

import sys

from bot.cli.entry import main

if __name__ == "__main__":
    sys.exit(main())
