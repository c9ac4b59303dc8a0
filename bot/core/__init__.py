"""Pure decisions: values and a time in, values out. Nothing here does I/O, reads a clock or knows Slack or SQL."""
