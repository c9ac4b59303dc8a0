"""Every text that people read, in one place, so that it can be reviewed and translated as a whole."""
