"""Names of the invented county: one county, eight municipalities, 81 Wohnplätze. None of them is a real place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["", "north", "east", "south", "west"]

COUNTY_KEY = "09999"
COUNTY_NAME = "Kreis Harkenland"


@dataclass(frozen=True)
class Place:
    """One Wohnplatz before it has borders.

    ``side`` is the part of the municipality its name promises. ``burden`` is the latent burden in standard
    deviations of the county where it is set by hand; None where chance decides, then at most ``BURDEN_CEILING``.
    """

    name: str
    side: Side = ""
    burden: float | None = None


@dataclass(frozen=True)
class Municipality:
    """One municipality: people and square kilometres aimed at, and its Wohnplätze from the middle outwards."""

    key: str
    name: str
    population: int
    square_km: float
    places: tuple[Place, ...]


def _named(*names: str) -> tuple[Place, ...]:
    return tuple(Place(name) for name in names)


ULMENFURT = Municipality(
    "09999004",
    "Ulmenfurt",
    101_000,
    84.0,
    (
        Place("Innenstadt"),
        Place("Weberviertel", burden=2.45),
        Place("Neumarkt"),
        Place("Bahnhofsvorstadt", burden=2.05),
        Place("Gerberviertel", burden=1.55),
        Place("Alte Furt"),
        Place("Schlossgarten"),
        Place("Am Kanal", burden=1.4),
        Place("Dichterviertel"),
        Place("Kasernenviertel", burden=2.25),
        Place("Klinikviertel"),
        Place("Parkviertel"),
        Place("Nordring", side="north"),
        Place("Südring", side="south"),
        Place("Kanalhafen", burden=1.75),
        Place("Siedlung Ost", side="east", burden=2.55),
        Place("Siedlung West", side="west"),
        *_named("Musikerviertel", "Wasserturm", "Gartenstadt", "Ulmenhöhe", "Harkenblick"),
        Place("Lerchenhang", burden=-0.5),
        *_named("Binsenwerth", "Reiherwerth"),
    ),
)

SOLLBRUECK = Municipality(
    "09999008",
    "Sollbrück",
    42_000,
    67.0,
    (
        Place("Altstadt"),
        Place("Zentrum-Süd", side="south", burden=2.3),
        *_named("Brückenvorstadt", "Oberstadt", "Kornhausviertel", "Hammersiedlung", "Am Stauwehr", "Sollhang"),
        Place("Odenwerth", burden=-0.4),
        *_named("Dahlbrink", "Hellmersiepen", "Kiebitzlohe"),
    ),
)

LICHTENBECK = Municipality(
    "09999012",
    "Lichtenbeck",
    33_000,
    58.0,
    (
        Place("Stadtmitte"),
        Place("Spinnereiviertel", burden=1.9),
        *_named("Kirchviertel", "Schulberg", "Am Freibad", "Lichtenhöhe"),
        *_named("Moosrath", "Schlehenrath", "Espenrath", "Nesselbrink"),
    ),
)

HASSELWERTH = Municipality(
    "09999016",
    "Hasselwerth",
    28_000,
    55.0,
    (
        Place("Marktviertel"),
        Place("Alte Ziegelei", burden=1.65),
        *_named("Mühlenviertel", "Haselhang", "Auf der Heide"),
        *_named("Birkwerth", "Krähenlohe", "Ottersiepen", "Heisterlohe"),
    ),
)

KRESSENAU = Municipality(
    "09999020",
    "Kressenau",
    23_000,
    49.0,
    (
        Place("Ortsmitte", burden=1.35),
        *_named("Am Mühlenteich", "Bachsiedlung"),
        Place("Sonnenhang", burden=-0.6),
        *_named("Hummelrath", "Dachslohe", "Eulensiepen"),
    ),
)

WIELENBRUCH = Municipality(
    "09999024",
    "Wielenbruch",
    20_000,
    47.0,
    _named(
        "Rathausviertel",
        "Bruchsiedlung",
        "Am Sportpark",
        "Marderbruch",
        "Rautenbruch",
        "Wachtelbusch",
        "Ginsterbrink",
    ),
)

ERLENRATH = Municipality(
    "09999028",
    "Erlenrath",
    17_000,
    41.0,
    _named("Ortskern", "Waldsiedlung", "Erlengrund", "Quendelrath", "Farnsiepen", "Hopfensiepen"),
)

TIEFENLOHE = Municipality(
    "09999032",
    "Tiefenlohe",
    16_000,
    39.0,
    _named("Oberdorf", "Unterdorf", "Am Steinbruch", "Neue Höfe", "Elsternbeck"),
)

MUNICIPALITIES: tuple[Municipality, ...] = (
    ULMENFURT,
    SOLLBRUECK,
    LICHTENBECK,
    HASSELWERTH,
    KRESSENAU,
    WIELENBRUCH,
    ERLENRATH,
    TIEFENLOHE,
)

PLACES: tuple[Place, ...] = tuple(place for municipality in MUNICIPALITIES for place in municipality.places)

# Below the eleven highest set by hand, so that chance never makes a twelfth.
BURDEN_CEILING = 1.25
TRULY_BURDENED = 9


def place_keys() -> tuple[str, ...]:
    """Return the ten-digit keys of the Wohnplätze: key of the municipality, then two digits."""
    return tuple(
        f"{municipality.key}{number:02d}"
        for municipality in MUNICIPALITIES
        for number in range(1, len(municipality.places) + 1)
    )


def municipality_of_places() -> tuple[int, ...]:
    """Return for every Wohnplatz the position of its municipality."""
    return tuple(position for position, municipality in enumerate(MUNICIPALITIES) for _ in municipality.places)


def key_of(municipality: Municipality, name: str) -> str:
    """Return the key of the Wohnplatz called ``name`` in ``municipality``; ValueError for a stranger."""
    names = [place.name for place in municipality.places]
    return f"{municipality.key}{names.index(name) + 1:02d}"
