"""What the product decides, and the process that runs it."""
