"""Telephone numbers that regulators keep for fiction, so that they ring nowhere."""

from random import Random

RANGES = (
    # prefix as MISP stores it, digits that follow
    ("+1202555010", 1),  # Washington; every area code has 555-0100 to 555-0199
    ("+1312555014", 1),  # Chicago
    ("+1416555017", 1),  # Toronto
    ("+447700900", 3),  # Ofcom: mobile numbers for drama, 07700 900000 to 900999
    ("+442079460", 3),  # Ofcom: London, 020 7946 0000 to 0999
    ("+3319900", 4),  # Arcep: 01 99 00 00 00 to 01 99 00 99 99
    ("+336399800", 2),  # Arcep: 06 39 98 00 00 to 06 39 98 99 99
    ("+6125550", 4),  # ACMA: Sydney, (02) 5550 0000 to 9999
    ("+493023125", 3),  # Bundesnetzagentur: Berlin, (0)30 23125 000 to 999
    ("+468465004", 2),  # PTS: Stockholm, 08-465 004 00 to 99
    ("+3532091", 5),  # ComReg: 020 91x xxxx
)


def draw_phone_number(rng: Random) -> str:
    prefix, digits = rng.choice(RANGES)
    return prefix + "".join(str(rng.randrange(10)) for _ in range(digits))
