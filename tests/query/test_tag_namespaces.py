"""Galaxies and taxonomies, counted by hand."""

from datetime import timedelta

from build import activity

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.query.scope import Scope
from misp_dashboard.query.tag_namespaces import TagNamespace, TagNamespaces, tag_namespaces
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

DAY = Scope(span=timedelta(days=1))


def test_nothing_is_an_answer_too(either_store: Store) -> None:
    assert tag_namespaces(either_store, LOCAL, DAY) == TagNamespaces([], [])


def test_an_activity_counts_once_for_a_namespace_and_each_tag_once(either_store: Store) -> None:
    rows = [
        ("tlp:red", "tlp:amber", 'misp-galaxy:tool="a"', 'misp-galaxy:tool="b"'),
        ("tlp:red", 'misp-galaxy:threat-actor="a"', 'admiralty-scale:source-reliability="a"'),
        ('admiralty-scale:information-credibility="2"', "osint", "note: by hand", "misp-galaxy:x"),
        ('misp-galaxy:tool="b"', "zebra:x"),
        (),
    ]
    insert(either_store, [activity(f"{n}", tags=tags) for n, tags in enumerate(rows)])
    assert tag_namespaces(either_store, LOCAL, DAY) == TagNamespaces(
        galaxies=[TagNamespace("tool", 2, 2), TagNamespace("threat-actor", 1, 1)],
        taxonomies=[
            TagNamespace("admiralty-scale", 2, 2),
            TagNamespace("tlp", 2, 2),
            TagNamespace("zebra", 1, 1),
        ],
    )


def test_ten_thousand_different_tags_are_counted(store: Store) -> None:
    insert(store, [activity(f"{n}", tags=(f'many:tag="{n}"',)) for n in range(10_000)])
    assert tag_namespaces(store, LOCAL, DAY).taxonomies == [TagNamespace("many", 10_000, 10_000)]
