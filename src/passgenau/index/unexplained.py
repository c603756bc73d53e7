"""What the set of withheld outputs tells: would the same be withheld if a counter-table were the true one?"""

from __future__ import annotations

from collections.abc import Iterable

from passgenau.common.errors import refusal
from passgenau.index.released import Bools, ReleasedOutputs, agree


def unexplained(published: ReleasedOutputs, alternatives: Iterable[ReleasedOutputs]) -> Bools:
    """Tell which withheld outputs all counter-tables give alike: there the withholding itself would tell something.

    Whoever knows the counter-tables can compute where they disagree, so withholding such an output tells nothing: had
    any of the counter-tables been the true one, the same outputs would have been withheld. Where they all agree and
    the output is withheld all the same, the true table must differ from every one of them, and none of them protects
    any longer against a reader who knows the rule. The cure is more counter-tables. That the set of hidden *figures*
    depends on the true counts as well (minimality attack on the protection itself) is not treated here.

    Parameters
    ----------
    published
        From :func:`withhold`.
    alternatives
        Outputs of the same counter-tables, at least one; made without knowledge of the true counts.

    Returns
    -------
    numpy.ndarray
        Shape (n, p); nowhere true: then the set of withheld outputs tells nothing beyond the counter-tables.

    Raises
    ------
    PassgenauError
        Without any counter-table, or where they are about other things.
    """
    tables = iter(alternatives)
    first = next(tables, None)
    if first is None:
        raise refusal("released.no_tables", "Ohne Gegentabelle lässt sich nicht sagen, was geheim bleiben muss.")
    agree(published, first)  # refuses what is about other things
    alike = ~first.hidden
    for other in tables:
        alike &= agree(first, other)
    unasked: Bools = published.hidden & alike
    return unasked
