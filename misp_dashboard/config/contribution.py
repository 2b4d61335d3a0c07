"""The settings of how contributions are scored: every number, title and text."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from misp_dashboard.config import rule
from misp_dashboard.config.listed import names_rule, numbers_rule
from misp_dashboard.config.meaning import means
from misp_dashboard.config.quality import Quality

MOST_POINTS = 1000
MOST_DAYS = 3660

Points = Meta(ge=0, le=MOST_POINTS)


class CategoryPoints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A category of MISP that does not earn the usual points."""

    name: Annotated[str, means("The category, as MISP names it; once.", rule.instance_name)]
    points: Annotated[int, means("What a contribution in it earns."), Points]


class Alias(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An organisation that counts as another one."""

    org: Annotated[str, means("The organisation's name in MISP; once.", rule.instance_name)]
    counts_as: Annotated[
        str, means("The name of the organisation that earns its points.", rule.instance_name)
    ]


class Excluded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An organisation that does not take part."""

    org: Annotated[str, means("The organisation's name in MISP.", rule.instance_name)]


class Contribution(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How contributions are scored."""

    model: Annotated[
        Literal["classic", "quality"],
        means(
            "Which points count unless a reader chooses: `classic` for each contribution, "
            "`quality` for what makes it useful to others (docs/contribution-model.md)."
        ),
    ] = "classic"
    default_points: Annotated[
        int, means("What an attribute earns in a category without points of its own."), Points
    ] = 1
    sighting_factor: Annotated[
        int, means("How many times the points of its category a sighting earns."), Points
    ] = 2
    object_points: Annotated[int, means("What an object earns, beside its attributes."), Points] = 1
    event_points: Annotated[int, means("What a new or edited event earns."), Points] = 1
    report_points: Annotated[int, means("What an event report earns."), Points] = 1
    discussion_points: Annotated[int, means("What a post in a discussion earns."), Points] = 1
    proposal_points: Annotated[int, means("What a proposal earns."), Points] = 1
    monthly_titles: Annotated[
        str, means("The titles of the 16 monthly ranks, the lowest first.", names_rule(16))
    ] = (
        "Watcher, Scout, Tracker, Ranger, Lookout, Sentinel, Guard, Warden, Keeper, Defender, "
        "Protector, Guardian, Champion, Hero, Legend, Titan"
    )
    rank_titles: Annotated[
        str, means("The titles of the 16 contribution ranks, the lowest first.", names_rule(16))
    ] = (
        "Ensign, Second Lieutenant, First Lieutenant, Lieutenant, Senior Lieutenant, Captain, "
        "Major, Lieutenant Colonel, Commander, Colonel, Brigadier, Major General, "
        "Lieutenant General, General, Marshal, Grand General"
    )
    rank_points: Annotated[
        str,
        means(
            "How many points in all requirements 1 to 14 need.", numbers_rule(14, 0, 1_000_000_000)
        ),
    ] = "2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384"
    rank_days: Annotated[
        str,
        means(
            "Within how many days requirements 1 to 14 need what they need; of 4 and 5, how old "
            "the event may be.",
            numbers_rule(14, 1, MOST_DAYS),
        ),
    ] = "365, 365, 365, 31, 31, 365, 31, 7, 7, 7, 7, 7, 7, 7"
    rank_counts: Annotated[
        str,
        means("How many of it requirements 1 to 14 need, at least.", numbers_rule(14, 1, 1000)),
    ] = "1, 1, 1, 1, 1, 1, 1, 1, 1, 11, 11, 11, 11, 11"
    trophy_percentages: Annotated[
        str,
        means(
            "How many of a hundred organisations get trophy level 11, 10 and so on down to 1, "
            "the first excepted, which gets level 12.",
            numbers_rule(11, 0, 100, total=100),
        ),
    ] = "2, 9, 9, 10, 10, 16, 16, 10, 10, 4, 4"
    trophy_titles: Annotated[
        str, means("The titles of the 12 trophy levels, the lowest first.", names_rule(12))
    ] = (
        "Novice, Apprentice, Trainee, Practitioner, Journeyman, Craftsman, Adept, Specialist, "
        "Expert, Virtuoso, Master, Grand Master"
    )
    badge_titles: Annotated[
        str,
        means(
            "The titles of the 5 badges `code`, `donor`, `upvoted`, `valuable` and `plenty`.",
            names_rule(5),
        ),
    ] = "Code contributor, Donor, Upvoted content, Valuable content, Lots of it"
    badge_texts: Annotated[
        str,
        means(
            "What each of the 5 badges is given for, with semicolons between them.", rule.five_texts
        ),
    ] = (
        "Contributed code to MISP or this dashboard; Gave money, machines or time; "
        "Shares content that others vote for; Shares content of great value; "
        "Shares a great amount of good content"
    )
    logos: Annotated[
        bool,
        means(
            "Whether organisations are shown with the logos that MISP serves; they are fetched "
            "from the instances that have an `api_key`."
        ),
    ] = True
    categories: tuple[CategoryPoints, ...] = ()
    aliases: tuple[Alias, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    quality: Quality = msgspec.field(default_factory=Quality)
