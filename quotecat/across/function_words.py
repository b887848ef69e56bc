"""Words of English that tell little of what is said, and those that turn or soften it."""

FUNCTION_WORDS = frozenset(
    """a about after again all also am an and any anybody anyone anything are as at away back be because been before
    being both but by can come could day did do does doing done down each else even ever every everybody everyone
    everything for from get gets getting give go goes going gone good got great had has have having he her here hers
    him himself his how i if in into is it its just keep kind know let like little look lot lots made make makes many
    may maybe me mean might more most much must my myself need never new no nobody nor not nothing now of off on one
    only or other our ours out over own people put really right said same saw say saying says see seen shall she should
    so some somebody someone something still such sure take tell than that the their theirs them themselves then there
    these they thing things think this those though thought through time to together told too took two under until up
    us very want wanted wants was way we well went were what when where which while who whom whose why will with
    without would yes yet you your yours yourself ourselves""".split()
)
"""Passed over where quotations are looked up, and not enough to tell one from another."""

NEGATIONS = frozenset("not no never nobody nothing none nor neither without hardly barely".split())
"""One more or one less of these and the opposite may be said."""

HEDGES = frozenset(
    """may might maybe perhaps possibly probably likely could should seems seem appears appear reportedly allegedly
    supposedly apparently presumably think believe guess suppose suspect hope almost nearly roughly
    approximately sometimes often unless potentially somewhat""".split()
)
"""Words that make what is said less than certain."""

AMOUNTS = frozenset(
    "hundred thousand million millions billion billions trillion trillions half twice double dozen dozens".split()
)
"""Numbers in words, besides those that are compared as figures."""
