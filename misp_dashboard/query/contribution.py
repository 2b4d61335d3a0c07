"""A contribution is content that an organisation added or edited; a login is one in the browser."""

LOGIN = "kind = 'login' AND action = 'login'"

CONTRIBUTION = """kind IN (
        'attribute', 'object', 'event', 'proposal', 'sighting', 'discussion', 'report'
    ) AND action IN ('add', 'edit') AND org != ''"""
"""Publishing repeats what was added before and is none; nor are deletions, tags and references."""
