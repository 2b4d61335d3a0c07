"""Several names or numbers stand in one setting, with commas between them."""

from collections.abc import Callable

LONGEST_TITLE = 60


def parts(value: str) -> tuple[str, ...]:
    """What stands between the commas, without the space around it."""
    return tuple(part.strip() for part in value.split(","))


def numbers(value: str) -> tuple[int, ...]:
    return tuple(int(part) for part in parts(value))


def names_rule(count: int) -> Callable[[str], str]:
    """So many names, none of them empty or long."""

    def wrong(value: str) -> str:
        names = parts(value)
        if len(names) != count:
            return f"must be {count} names with commas between them, has {len(names)}"
        for name in names:
            if not name or len(name) > LONGEST_TITLE or not name.isprintable():
                return f'must be names of 1 to {LONGEST_TITLE} characters; "{name[:80]}" is none'
        return ""

    return wrong


def numbers_rule(
    count: int, least: int, most: int, *, total: int | None = None
) -> Callable[[str], str]:
    """So many whole numbers within bounds, and with `total` their sum."""

    def wrong(value: str) -> str:
        given = parts(value)
        if len(given) != count:
            return f"must be {count} numbers with commas between them, has {len(given)}"
        for one in given:
            # more digits than these are no number that counts here, and slow to read
            if not (one.isascii() and one.isdigit() and len(one) <= 12) or not (
                least <= int(one) <= most
            ):
                return f'must be whole numbers from {least} to {most}; "{one[:40]}" is none'
        if total is not None and sum(map(int, given)) != total:
            return f"must be numbers that are {total} together, not {sum(map(int, given))}"
        return ""

    return wrong
