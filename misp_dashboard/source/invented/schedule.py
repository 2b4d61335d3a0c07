"""When stories begin: over a month by the rhythm of work, or all the time in a lively stream."""

from math import pi, sin

from misp_dashboard.source.invented import story_event, story_people
from misp_dashboard.source.invented.act_response import sight
from misp_dashboard.source.invented.campaign import CAMPAIGNS
from misp_dashboard.source.invented.content import Member
from misp_dashboard.source.invented.rhythm import busyness, draw_count
from misp_dashboard.source.invented.site import Site
from misp_dashboard.source.invented.stage import Stage, Story

SLOT_S = 900.0
# How often in a slot, for an organisation of weight 1 at its busiest.
INVESTIGATIONS, SIGHTINGS, SESSIONS, SCRIPTS, CHORES = 0.0082, 0.062, 0.08, 0.05, 0.0035
FEEDS_A_DAY = 2.2

STREAM_PACE = 1 / 60
STREAM_SLOT_S = 0.5
# How often in a second of the stream.
LIVE_INVESTIGATIONS, LIVE_SIGHTINGS, LIVE_SESSIONS, LIVE_FEEDS, LIVE_CHORES = (
    0.065, 0.6, 0.12, 0.009, 0.02,
)  # fmt: skip


def a_month(stage: Stage) -> Story:
    """Every quarter of an hour, organisations begin things as busy as they are."""
    while True:
        for site in stage.sites:
            for member in list(site.members):
                _begin_work(stage, site, member)
            for _ in range(draw_count(stage.rng, FEEDS_A_DAY * SLOT_S / 86400)):
                _begin_feed(stage, site, size=20 + int(stage.rng.expovariate(1 / 65)))
        yield SLOT_S


def _begin_work(stage: Stage, site: Site, member: Member) -> None:
    if not member.users:
        return
    rng, home = stage.rng, member.organisation
    busy = busyness(stage.clock.now, home.utc_offset_h, home.round_the_clock) * home.weight
    busy *= 0.8 + 0.5 * stage.elapsed()
    for _ in range(draw_count(rng, busy * INVESTIGATIONS * _alarm(stage))):
        size = 2 + int(rng.paretovariate(1.3) * 7)
        story = story_event.investigate(stage, site, rng.choice(member.users), min(size, 160))
        stage.begin(story, rng.uniform(0, SLOT_S))
    for _ in range(draw_count(rng, busy * SESSIONS)):
        story = story_people.work(stage, site, rng.choice(member.users))
        stage.begin(story, rng.uniform(0, SLOT_S))
    for _ in range(draw_count(rng, busy * SIGHTINGS)):
        stage.begin(see_something(site, member), rng.uniform(0, SLOT_S))
    for _ in range(draw_count(rng, home.weight * SCRIPTS / 4)):
        stage.begin(story_people.run_script(site, member.users[0]), rng.uniform(0, SLOT_S))
    if rng.random() < busy * CHORES:
        stage.begin(story_people.keep_house(site), rng.uniform(0, SLOT_S))


def _alarm(stage: Stage) -> float:
    """Everybody writes more while a campaign bursts."""
    bursts = [found for found in CAMPAIGNS if found.trend == "burst"]
    return 1 + 0.35 * sum(found.strength(stage.elapsed()) / found.weight for found in bursts)


def _begin_feed(stage: Stage, site: Site, size: int) -> None:
    feeders = [user for user in site.users() if user.member.organisation.type == "Feed"]
    author = stage.rng.choice(feeders)
    story = story_event.import_feed(stage, site, author, min(size, 400))
    stage.begin(story, stage.rng.uniform(0, SLOT_S * stage.pace))


def see_something(site: Site, member: Member) -> Story:
    """A sensor of the organisation matches a published attribute."""
    event = site.draw_event()
    subject = site.draw_attribute(event) if event else None
    if event and subject:
        kind = site.rng.choices((0, 1, 2), (88, 8, 4))[0]
        sight(site, event, subject, site.rng.choice(member.users), kind)
    yield 0.0


def a_stream(stage: Stage, speed: float) -> Story:
    """Everything at once and all the time, in waves of a minute and a half and of seven."""
    stage.pace, stage.at_once = STREAM_PACE / speed, 2
    for site in stage.sites:
        stage.begin(story_event.investigate(stage, site, site.draw_user(), 30))
    passed_s = 0.0
    while True:
        wave = 1 + 0.45 * sin(2 * pi * passed_s / 90) + 0.3 * sin(2 * pi * passed_s / 420)
        for site in stage.sites:
            _begin_live(stage, site, wave * STREAM_SLOT_S / len(stage.sites))
        passed_s += STREAM_SLOT_S
        yield STREAM_SLOT_S / speed


def _begin_live(stage: Stage, site: Site, share: float) -> None:
    rng = stage.rng
    for _ in range(draw_count(rng, LIVE_INVESTIGATIONS * share)):
        story = story_event.investigate(stage, site, site.draw_user(), rng.randint(4, 24))
        stage.begin(story)
    for _ in range(draw_count(rng, LIVE_SIGHTINGS * share)):
        stage.begin(see_something(site, site.draw_user().member))
    for _ in range(draw_count(rng, LIVE_SESSIONS * share)):
        stage.begin(story_people.work(stage, site, site.draw_user()))
    for _ in range(draw_count(rng, LIVE_FEEDS * share)):
        _begin_feed(stage, site, size=rng.randint(20, 80))
    if rng.random() < LIVE_CHORES * share:
        stage.begin(story_people.keep_house(site))
