"""Account and wallet numbers with no bank and no owner behind them."""

from random import Random

FORMS = {
    "DE": "00000000{10}",
    "FR": "0000000000{13}",
    "LU": "0000{12}",
    "NL": "XXXX{10}",
    "PL": "00000000{16}",
}
"""IBANs of a bank whose code is all zeros or X, which no country has given to one."""


def check_digits(country: str, account: str) -> str:
    """The two digits that make the whole 1 modulo 97 (ISO 13616)."""
    number = "".join(str(int(sign, 36)) for sign in f"{account}{country}00")
    return f"{98 - int(number) % 97:02d}"


def draw_bank_account(rng: Random) -> str:
    """An IBAN that passes the checksum."""
    country = rng.choice(tuple(FORMS))
    bank, _, digits = FORMS[country].rstrip("}").partition("{")
    account = bank + "".join(str(rng.randrange(10)) for _ in range(int(digits)))
    return f"{country}{check_digits(country, account)}{account}"


def draw_bank_code(rng: Random) -> str:
    """A BIC whose place ends in 0: SWIFT keeps those for tests, and no bank is called XXXX."""
    return f"XXXX{rng.choice(tuple(FORMS))}X0"


def draw_wallet(rng: Random) -> str:
    """Looks like a bitcoin address; "b", "i" and "1" are not in that alphabet, so it is none."""
    return (
        "bc1q" + "".join(rng.choice("qpzry9x8gf2tvdw0s3jn54khce6mua7l") for _ in range(36)) + "bi"
    )
