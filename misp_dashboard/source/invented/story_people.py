"""A day of the people: they sign in and out, mistype passwords, their scripts use keys."""

from misp_dashboard.source.invented import act_event, act_people, wire_content
from misp_dashboard.source.invented.content import Tag, User
from misp_dashboard.source.invented.label import Label, all_labels
from misp_dashboard.source.invented.organisation import Organisation
from misp_dashboard.source.invented.site import Site
from misp_dashboard.source.invented.stage import Stage, Story

LISTS = ("List of known public resolvers", "Top 1000 sites", "Addresses for documentation")


def set_up(stage: Stage, site: Site, organisations: tuple[Organisation, ...]) -> Story:
    """The instance begins: members and their users, then the tags of taxonomies and galaxies."""
    for organisation in organisations:
        if organisation.joins_on_day == 0:
            act_people.join(site, organisation)
            yield stage.pause(20)
    for label in all_labels():
        site.tag(label)
    yield 0.0
    for organisation in organisations:
        if organisation.joins_on_day:
            day_s = 86400.0 * organisation.joins_on_day
            stage.begin(arrive(site, organisation), day_s)


def arrive(site: Site, organisation: Organisation) -> Story:
    act_people.join(site, organisation)
    yield 0.0


def work(stage: Stage, site: Site, user: User) -> Story:
    """A session; some forget to sign out."""
    rng = site.rng
    for _ in range(rng.choices((0, 1, 2, 5), (90, 7, 2, 1))[0]):
        act_people.fail_to_sign_in(site, user)
        yield stage.pause(15)
    act_people.sign_in(site, user)
    yield stage.pause(2.5 * 3600)
    if rng.random() < 0.55 and user.signed_in:
        act_people.sign_out(site, user)


def run_script(site: Site, user: User) -> Story:
    """A script calls the REST API; seldom somebody knocks who has no key."""
    act_people.use_key(site, user)
    yield 0.0
    if site.rng.random() < 0.04:
        act_people.fail_with_key(site)
    if site.rng.random() < 0.03:
        act_people.fail_unknown(site)


def keep_house(site: Site) -> Story:
    """One of the rare things that administrators do."""
    rng = site.rng
    what = rng.randrange(7)
    if what == 0:
        act_people.say_organisation(site, rng.choice(site.members))
    elif what == 1:
        act_people.say_user(site, site.draw_user(), "add")
    elif what == 2:
        _switch_list(site)
    elif what == 3:
        _rework_tag(site)
    elif what == 4:
        act_people.welcome(site, rng.choice([one for one in site.members if one.local]))
    elif what == 5:
        act_people.part(site, site.draw_user())
    else:
        _delete_old_event(site)
    yield 0.0


def _switch_list(site: Site) -> None:
    number = site.rng.randrange(len(LISTS))
    body = {
        "id": str(number + 1),
        "name": LISTS[number],
        "type": "cidr",
        "description": "A list of the demo",
        "version": "1",
        "enabled": site.rng.random() < 0.7,
        "default": True,
        "category": "false_positive",
    }
    site.say("misp_json_warninglist", {"Warninglist": body, "action": "edit"})


def _rework_tag(site: Site) -> None:
    """A tag is made, gets another colour, and is deleted again."""
    label = Label(f'demo:exercise="{site.next_id("exercise")}"', "#7a5195")
    tag = site.tag(label)
    recoloured = Tag(tag.id, Label(label.name, "#ef5675"))
    body = wire_content.tag_definition(recoloured)
    site.say("misp_json_tag", {"Tag": body, "action": "edit"})
    site.say("misp_json_tag", {"Tag": body, "action": "delete"})
    del site.tags[label.name]


def _delete_old_event(site: Site) -> None:
    """An event that nobody cares for any more."""
    if len(site.published) > 50:
        act_event.delete_event(site, site.published[site.rng.randrange(20)])
