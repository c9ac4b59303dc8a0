"""The one room in which a person and an anonymous item meet: in memory, for a moment, and never in a log or a repr."""
