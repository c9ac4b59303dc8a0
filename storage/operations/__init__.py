"""What the store can do, as generators of statements: written once for every database."""
