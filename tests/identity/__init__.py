"""The room in which a person and an anonymous item meet: what it recognises, and what nobody finds in it."""
