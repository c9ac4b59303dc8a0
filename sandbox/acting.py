"""Everyone who uses the sandbox's Slack: they type, press, fill, look, and administer."""

from sandbox.acts.administering import Administering
from sandbox.acts.forms import Forms
from sandbox.acts.reading import Reading
from sandbox.acts.saying import Saying


class People(Saying, Forms, Reading, Administering):
    """Acts as a real person would in Slack's client.

    People and channels are given by id or name. CannotSee and NoSuchElement mean that what should be acted on is not
    in front of that person; ClientRefused that Slack's client would not let them.
    """
