"""`tell-me-more audit`: plants an invented author, runs the life of their items, and searches everything for them."""
