"""How MISP writes users, organisations and discussions in its messages."""

from datetime import datetime

from misp_dashboard.source.invented.content import Event, Member, User
from misp_dashboard.source.invented.wire_content import Json


def user(subject: User) -> Json:
    """With the organisation beside it; `last_login` is the login before this one."""
    home = subject.member.organisation
    return {
        "User": {
            "id": str(subject.id),
            "email": subject.email,
            "last_login": str(subject.last_login),
            "org_id": str(subject.member.id),
            "termsaccepted": True,
            "autoalert": False,
            "newsread": "0",
            "disabled": subject.disabled,
        },
        "Organisation": {
            "id": str(subject.member.id),
            "name": home.name,
            "description": f"{home.name} (invented)",
            "uuid": home.uuid,
            "nationality": home.nationality,
            "sector": home.sector,
            "type": home.type,
            "local": subject.member.local,
        },
    }


def organisation(member: Member, modified_at: datetime) -> Json:
    """As it was created, or changed: then the message has another key instead of a date."""
    home = member.organisation
    is_new = modified_at == member.joined_at
    created = {"date_created": f"{member.joined_at:%Y-%m-%d %H:%M:%S}"}
    return {
        "created_by": "1",
        "local": member.local,
        "name": home.name,
        "uuid": home.uuid,
        "nationality": home.nationality,
        "sector": home.sector,
        "type": home.type,
        "description": f"{home.name} (invented)",
        **(created if is_new else {"restricted_to_domain": "[]"}),
        "date_modified": f"{modified_at:%Y-%m-%d %H:%M:%S}",
        "id": str(member.id),
    }


def foreign_organisation(member: Member) -> Json:
    """An organisation that came with an event of another instance (under the key `Orgc`)."""
    joined = f"{member.joined_at:%Y-%m-%d %H:%M:%S}"
    return {
        "created_by": "1",
        "local": 0,
        "name": member.organisation.name,
        "uuid": member.organisation.uuid,
        "date_created": joined,
        "date_modified": joined,
        "nationality": "",
        "id": str(member.id),
    }


def thread(event: Event, opener: User, moment: datetime) -> Json:
    """The first post of an event opens its thread; MISP's dates here have slashes, and no zone."""
    return {
        "date_created": f"{moment:%Y/%m/%d %H:%M:%S}",
        "date_modified": f"{moment:%Y/%m/%d %H:%M:%S}",
        "user_id": str(opener.id),
        "event_id": str(event.id),
        "title": f"Discussion about Event #{event.id} ({event.info})",
        "distribution": str(event.distribution),
        "sharing_group_id": "0",
        "post_count": 1,
        "org_id": str(opener.member.id),
        "org_name": opener.member.organisation.name,
        "user_email": opener.email,
    }


def post(thread_id: int, author: User, contents: str, moment: datetime) -> Json:
    return {
        "date_created": f"{moment:%Y/%m/%d %H:%M:%S}",
        "date_modified": f"{moment:%Y/%m/%d %H:%M:%S}",
        "user_id": str(author.id),
        "contents": contents,
        "post_id": 0,
        "thread_id": str(thread_id),
        "user_email": author.email,
        "org_id": str(author.member.id),
        "org_name": author.member.organisation.name,
    }
