"""What the people of the demo say on their pages, who is in the directory, who follows whom."""

from collections.abc import Mapping
from typing import Any

from community.members.models import Audience, Follow, Profile, Region, User

# Key: (region, what else they say). All of these are in the directory.
PAGES: dict[str, tuple[Region, dict[str, Any]]] = {
    "anna": (
        Region.MIDLANDS,
        {
            "about": "Imaging and heart failure. I teach echo to whoever holds still, and collect "
            "tracings that fooled me.\n\nAsk me about [NG106](https://www.nice.org.uk/guidance/ng106).",
            "workplace": "A teaching hospital in the Midlands",
            "interests": "Speaker’s fee from a maker of echo machines, 2025.",
            "interests_for": Audience.PUBLIC,
        },
    ),
    "bela": (
        Region.WALES,
        {
            "about": "GP partner in a valley practice; trainer. I write slowly, and read it all.",
            "about_for": Audience.PUBLIC,
            "page_for": Audience.PUBLIC,
            "region_for": Audience.PUBLIC,
            "workplace": "A practice of four",
            "workplace_for": Audience.CONNECTIONS,
            "interests": "None.",
        },
    ),
    "nina": (Region.LONDON, {"about": "Sister on a children’s ward. Nights, mostly."}),
    "imran": (Region.NORTH_WEST, {"about": "Electrophysiology, and the train to get there."}),
    "fiona": (Region.SCOTLAND, {"about": "Resus, rotas, hill running."}),
    "priya": (Region.LONDON, {}),
    "callum": (Region.SCOTLAND, {"region_for": Audience.CONNECTIONS}),
    "sarah": (Region.NORTH_EAST, {"workplace": "A liaison service"}),
    "hugh": (Region.SOUTH_WEST, {"interests": "Reads for two private providers."}),
    "mei": (Region.EAST, {}),
    "aisha": (Region.MIDLANDS, {}),
    "dev": (Region.LONDON, {"about": "Intensive care; I answer at odd hours."}),
    "nick": (Region.SOUTH_EAST, {}),
    "bronwen": (Region.WALES, {}),
    "simon": (Region.LONDON, {}),
    "lucy": (Region.NORTHERN_IRELAND, {}),
    "gwen": (Region.WALES, {}),
    "joe": (Region.NORTH_WEST, {}),
}

FOLLOWING = [
    ("anna", "bela"),
    ("bela", "anna"),
    ("anna", "imran"),
    ("imran", "anna"),
    ("bela", "gwen"),
    ("nina", "priya"),
    ("dev", "fiona"),
]


def show_pages(people: Mapping[str, User]) -> None:
    """Pages and ties, in two queries."""
    Profile.objects.bulk_create(
        Profile(user=people[key], region=region, in_directory=True, **said)
        for key, (region, said) in PAGES.items()
    )
    Follow.objects.bulk_create(
        Follow(user=people[one], followed=people[other]) for one, other in FOLLOWING
    )
