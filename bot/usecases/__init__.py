"""What people do to an item: each use case takes keywords and domain values, commits through the store, and returns."""
