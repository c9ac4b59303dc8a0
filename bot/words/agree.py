"""What somebody reads who cannot agree to a change that protects authors less."""

ONLY_ADMINS = "Only those who are admins in the teams file can agree to this. Nothing changed."
DECIDED = "This was decided already, or another change took its place. Nothing changed."
