"""What organisations and users do apart from content: they join, change, sign in and fail to."""

from misp_dashboard.source.invented import wire_people
from misp_dashboard.source.invented.content import Member, User
from misp_dashboard.source.invented.organisation import Organisation, draw_addresses
from misp_dashboard.source.invented.site import Site
from misp_dashboard.source.invented.wire_audit import signed_in_from


def join(site: Site, organisation: Organisation) -> Member:
    """The organisation and its users are created."""
    member = Member(site.next_id("organisation"), organisation, [], site.clock.now)
    site.members.append(member)
    say_organisation(site, member)
    for email in draw_addresses(site.rng, organisation):
        member.users.append(User(site.next_id("user"), email, member))
        # MISP says "edit" when it has created a user, and "add" when it has changed one
        say_user(site, member.users[-1], "edit")
    return member


def welcome(site: Site, member: Member) -> None:
    """Somebody new works for the organisation, unless it has grown enough already."""
    if len(member.users) < member.organisation.people + 2:
        known = {user.email for user in site.users()}
        email = next(one for one in draw_addresses(site.rng, member.organisation))
        if email not in known:
            member.users.append(User(site.next_id("user"), email, member))
            say_user(site, member.users[-1], "edit")


def part(site: Site, user: User) -> None:
    """Somebody's account is disabled; the last one of an organisation's stays."""
    if len(user.member.users) > 1:
        user.member.users.remove(user)
        user.disabled = True
        say_user(site, user, "add")


def join_from_afar(site: Site, organisation: Organisation) -> Member:
    """An organisation that an event of another instance brought along."""
    now = site.clock.now
    member = Member(site.next_id("organisation"), organisation, [], now, local=False)
    site.members.append(member)
    site.say("misp_json_organisation", {"Orgc": wire_people.foreign_organisation(member)})
    return member


def say_organisation(site: Site, member: Member) -> None:
    body = wire_people.organisation(member, site.clock.now)
    site.say("misp_json_organisation", {"Organisation": body})


def say_user(site: Site, user: User, action: str) -> None:
    site.say("misp_json_user", {**wire_people.user(user), "action": action})


def _address(user: User) -> str:
    """Where somebody signs in from, always the same: a private network, which lies nowhere."""
    return f"10.{user.id % 251}.{user.id % 17}.{user.id % 241 + 1}"


def _guesser(site: Site) -> str:
    """Few guess, some of them much."""
    return f"10.99.0.{min(site.rng.randrange(1, 13), site.rng.randrange(1, 13))}"


def sign_in(site: Site, user: User) -> None:
    """Said twice: in the audit log, and as a user's login."""
    title = f"User ({user.id}): {user.email}"
    site.log_plainly(user, "login", "User", user.id, title, signed_in_from(_address(user)))
    say_user(site, user, "login")
    user.last_login, user.signed_in = site.clock.seconds(), True


def sign_out(site: Site, user: User) -> None:
    site.log_plainly(user, "logout", "User", user.id, f"User ({user.id}): {user.email}")
    say_user(site, user, "logout")
    user.signed_in = False


def fail_to_sign_in(site: Site, user: User) -> None:
    address = _address(user)
    title = f"Failed login attempt using username {user.email} from IP: {address}."
    site.log_plainly(user, "login_fail", "User", user.id, title, signed_in_from(address))


def fail_unknown(site: Site) -> None:
    """Somebody guesses a name that there is not."""
    address = _guesser(site)
    title = f"Failed login attempt using username admin@guess.invalid from IP: {address}."
    site.log_plainly(None, "login_fail", "User", 0, title, signed_in_from(address))


def use_key(site: Site, user: User) -> None:
    """A script uses its key (said with MISP's setting log_auth)."""
    title = f"Successful authentication using API key (demo{'*' * 32}{user.id:04d})"
    site.log_plainly(user, "auth", "User", user.id, title, signed_in_from(_address(user)))


def fail_with_key(site: Site) -> None:
    title = f"Failed authentication using API key (XXXX{'*' * 32}XXXX)"
    site.log_plainly(None, "auth_fail", "User", 0, title)
