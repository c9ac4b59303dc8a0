"""`make bench`: every benchmark, one table after another."""

import asyncio

from benchmarks import giveaway, submissions, sweep


def main() -> None:
    """Run them all, in this process where that does not disturb them."""
    submissions.main()
    print()
    asyncio.run(sweep.main())
    print()
    giveaway.main()


if __name__ == "__main__":
    main()
