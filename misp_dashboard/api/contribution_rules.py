"""GET /api/contribution-rules: what earns what, by the configuration in force."""

import msgspec
from litestar import get
from litestar.di import NamedDependency

from misp_dashboard.api.running import Running
from misp_dashboard.contribution.badges import Badge
from misp_dashboard.contribution.rules import Rules, rules_of
from misp_dashboard.contribution.trophies import FIRST


class EarnedPoints(msgspec.Struct, frozen=True):
    """What one contribution of a `kind` or in a `category` earns."""

    name: str
    points: int


class MonthlyTitle(msgspec.Struct, frozen=True):
    """`points` within one month are what the rank needs."""

    rank: int
    title: str
    points: int


class RuleOfRank(msgspec.Struct, frozen=True):
    """`text` says what the requirement asks for beside `points` in all."""

    level: int
    title: str
    text: str
    points: int


class TrophyLevel(msgspec.Struct, frozen=True):
    """`percentage` of the organisations get it; null for the highest, which the first gets."""

    level: int
    title: str
    percentage: int | None


class ContributionRules(msgspec.Struct, frozen=True):
    """`default_points` are an attribute's in a category that `categories` does not name; a
    sighting earns `sighting_factor` times what an attribute of its category does."""

    model: str
    default_points: int
    sighting_factor: int
    categories: list[EarnedPoints]
    kinds: list[EarnedPoints]
    monthly: list[MonthlyTitle]
    requirements: list[RuleOfRank]
    trophies: list[TrophyLevel]
    badges: list[Badge]


@get(
    "/contribution-rules",
    operation_id="contributionRules",
    summary="Rules of contributions",
    sync_to_thread=False,
)
def get_contribution_rules(running: NamedDependency[Running]) -> ContributionRules:
    settings = running.config.contribution
    rules = rules_of(settings)
    return ContributionRules(
        model=settings.model,
        default_points=rules.points.default,
        sighting_factor=rules.points.sighting_factor,
        categories=[EarnedPoints(*one) for one in rules.points.of_category],
        kinds=[EarnedPoints(*one) for one in rules.points.of_kind],
        monthly=[
            MonthlyTitle(rank, title, 2**rank) for rank, title in enumerate(rules.monthly_titles, 1)
        ],
        requirements=[
            RuleOfRank(one.level, one.title, one.text, one.points) for one in rules.requirements
        ],
        trophies=_trophies(rules),
        badges=list(rules.badges),
    )


def _trophies(rules: Rules) -> list[TrophyLevel]:
    # the settings list percentages from the highest level but one down to the lowest
    percentages: list[int | None] = [*reversed(rules.trophies.percentages), None]
    return [
        TrophyLevel(level, rules.trophies.title(level), percentages[level - 1])
        for level in range(1, FIRST + 1)
    ]
