"""The rules in force: what the configuration says of contributions, ready to apply."""

from functools import lru_cache
from typing import Literal

import msgspec

from misp_dashboard.config import Contribution
from misp_dashboard.config.listed import numbers, parts
from misp_dashboard.contribution.badges import Badge, badges_of
from misp_dashboard.contribution.points import Points
from misp_dashboard.contribution.quality import Quality
from misp_dashboard.contribution.requirements import Requirement, requirements_of
from misp_dashboard.contribution.trophies import Trophies

Model = Literal["classic", "quality"]
"""Which points count: those for each contribution, or those for what it is worth to others."""


class Rules(msgspec.Struct, frozen=True):
    """`counts_as` says as whom an organisation counts, `excluded` who does not take part."""

    points: Points
    monthly_titles: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    trophies: Trophies
    badges: tuple[Badge, ...]
    quality: Quality
    counts_as: tuple[tuple[str, str], ...] = ()
    excluded: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def rules_of(settings: Contribution) -> Rules:
    return Rules(
        points=Points(
            default=settings.default_points,
            sighting_factor=settings.sighting_factor,
            of_category=tuple((one.name, one.points) for one in settings.categories),
            of_kind=(
                ("object", settings.object_points),
                ("event", settings.event_points),
                ("report", settings.report_points),
                ("discussion", settings.discussion_points),
                ("proposal", settings.proposal_points),
            ),
        ),
        monthly_titles=parts(settings.monthly_titles),
        requirements=requirements_of(
            parts(settings.rank_titles),
            numbers(settings.rank_points),
            numbers(settings.rank_days),
            numbers(settings.rank_counts),
        ),
        trophies=Trophies(numbers(settings.trophy_percentages), parts(settings.trophy_titles)),
        badges=badges_of(
            parts(settings.badge_titles),
            tuple(text.strip() for text in settings.badge_texts.split(";")),
        ),
        quality=settings.quality,
        counts_as=tuple((one.org, one.counts_as) for one in settings.aliases),
        excluded=tuple(one.org for one in settings.excluded),
    )
