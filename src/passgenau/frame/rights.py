"""Who may do what: one reviewed table, verb by role; a test walks every address against it."""

from __future__ import annotations

from typing import Final

PUBLIC: Final = "public"
READER: Final = "reader"
PLANNER: Final = "planner"
TECHNICAL: Final = "technical"

EVERYONE: Final = frozenset({PUBLIC, READER, PLANNER})
STAFF: Final = frozenset({READER, PLANNER})

RIGHTS: Final[dict[str, frozenset[str]]] = {
    # verb: roles that may. "public" sees published releases only.
    "figures.read": EVERYONE,
    "delivery.read": STAFF,
    "delivery.check": frozenset({PLANNER}),
    "delivery.accept_finding": frozenset({PLANNER}),
    "delivery.take_over": frozenset({PLANNER}),
    "delivery.discard": frozenset({PLANNER}),
    "areas.register": frozenset({PLANNER}),
    "protection.read": STAFF,
    "protection.preview": frozenset({PLANNER}),
    "index.compute": frozenset({PLANNER}),
    "release.publish": frozenset({PLANNER}),
    "region.create": frozenset({TECHNICAL}),
    "region.remove": frozenset({TECHNICAL}),
    "user.create": frozenset({TECHNICAL}),
}


def may(role: str, verb: str) -> bool:
    """Return whether a role may do a verb.

    Parameters
    ----------
    role
        One of the role words of this module; the empty word counts as the public.
    verb
        A verb of :data:`RIGHTS`.

    Returns
    -------
    bool
        True only where the table says so.

    Raises
    ------
    KeyError
        If nobody placed the verb in the table: an unknown verb is a programming error, never a silent no.
    """
    return (role or PUBLIC) in RIGHTS[verb]
