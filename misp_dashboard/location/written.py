"""A name without what people write differently: accents, case, punctuation."""

import unicodedata

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "&": " and ",
    }
)

_APOSTROPHES = "'’‘`ʻʼ´."


def plain(text: str) -> str:
    """`Saint-Étienne` and `SAINT  ETIENNE` are both `saint etienne`; two are the same name when
    this is the same."""
    lowered = text.casefold().translate(_LETTERS)
    letters = []
    for character in unicodedata.normalize("NFKD", lowered):
        if character in _APOSTROPHES or unicodedata.combining(character):
            continue
        letters.append(character if character.isalnum() else " ")
    return " ".join("".join(letters).split())
