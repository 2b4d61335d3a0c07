"""An address as it may be shown in a log: without the passwords and keys that are in it."""

import re

_PASSWORD = re.compile(r"(://[^/@:\s]*:)[^/@\s]*@")
# {z}, {x} and the like are replaced by the page, and no secret
_QUERY_VALUE = re.compile(r"""([?&][^=&#\s"]*=)(?!\{\w+\})[^&#\s"]+""")


def masked(text: str) -> str:
    """Map services take their keys in the query: `?key=…`."""
    return _QUERY_VALUE.sub(r"\1***", _PASSWORD.sub(r"\1***@", text))
