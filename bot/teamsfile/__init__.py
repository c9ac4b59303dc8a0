"""The teams file: YAML with line numbers in, an organisation or a list of problems out."""
