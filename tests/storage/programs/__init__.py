"""Programs that the tests run in processes of their own, to be limited or killed."""
