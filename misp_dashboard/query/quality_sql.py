"""The SQL of quality points: from activities to what each organisation did, summarised.

Organisations, events and values are numbers here, which are quicker keys than names; moments are
Unix times, 0 for never.
"""

from misp_dashboard.activity.row import NO_UUID
from misp_dashboard.query.scope import IN_FILTERS, IN_SPAN

NONE = f"toUUID('{NO_UUID}')"

SINCE_KNOWN = "at >= {known:DateTime64(3, 'UTC')}"
"""From so far back that what was shared before the span is known."""

BEFORE = f"{SINCE_KNOWN} AND at < {{since:DateTime64(3, 'UTC')}}"

KNOWN = f"""{SINCE_KNOWN} AND at < {{until:DateTime64(3, 'UTC')}}
            AND {IN_FILTERS}"""

ORG = """if(empty({other_names:Array(String)}), toString(org),
                transform(toString(org), {other_names:Array(String)}, {names:Array(String)}))"""
"""An organisation that has several names counts under one."""

EVENT = f"""if(event_uuid != {NONE}, cityHash64(event_uuid),
                if(event_id = 0, 0, cityHash64(instance, event_id)))"""

VALUES = "kind IN ('attribute', 'sighting', 'proposal') AND value_key != 0 AND org != ''"

# what content may have, a bit each
CONTEXT, GALAXY, OBJECT, FITS, FLAGGED, LISTED, PROPOSAL, REMOVED = (1 << n for n in range(8))

NEVER = "18446744073709551615"

HAS_CONTEXT = (
    "arrayExists(one -> NOT startsWith(one, 'tlp:') AND NOT startsWith(one, 'pap:'), tags)"
)

HAS_GALAXY = "arrayExists(one -> startsWith(one, 'misp-galaxy:'), tags)"

ACT = f"""value_key AS item,
            cityHash64({ORG}) AS who,
            toUnixTimestamp(at) AS t,
            kind != 'sighting' AND action IN ('add', 'edit') AS shares,
            kind = 'sighting' AND action = 'add' AND sighting_type = 0 AS sights,
            kind = 'sighting' AND action = 'add' AND sighting_type = 1 AS disputes,
            kind = 'attribute' AND action = 'delete' AS removes,
            kind = 'proposal' AS proposes"""

ACTS = f"""
        SELECT
            {ACT},
            {EVENT} AS event,
            toUInt16({HAS_CONTEXT} * {CONTEXT} + {HAS_GALAXY} * {GALAXY}
                + (object_uuid != {NONE}) * {OBJECT}
                + (type IN {{actionable:Array(String)}}) * {FITS}
                + toUInt16(to_ids) * {FLAGGED} + (warninglist != '') * {LISTED}) AS bits,
            if(comment = '', 0, cityHash64(comment)) AS comment_key
        FROM activity
        WHERE {IN_SPAN} AND {IN_FILTERS} AND {VALUES}
        UNION ALL
        SELECT {ACT}, 0, toUInt16(type IN {{actionable:Array(String)}}) * {FITS}, 0
        FROM activity
        PREWHERE value_key IN (SELECT value_key FROM activity WHERE {IN_SPAN} AND {VALUES})
        WHERE {BEFORE} AND {IN_FILTERS} AND {VALUES}"""  # noqa: S608 - the parts are constants
"""What was done with values; of the time before the span, only what matters of it: who had them."""

PAIRS = f"""
        SELECT
            item,
            who,
            minIf(t, shares) AS shared,
            minIf(t, sights) AS sighted,
            minIf(t, disputes) AS disputed,
            maxIf(t, removes) AS removed,
            removed >= maxIf(t, shares) AND removed <= shared + {{removed_s:UInt32}} AS withdrawn,
            argMinIf(event, (t, proposes), shares) AS event,
            argMinIf(proposes, (t, proposes), shares) AS proposed,
            groupBitOrIf(bits, shares) AS bits,
            maxIf(comment_key, shares) AS comment_key
        FROM ({ACTS}
        )
        GROUP BY item, who"""  # noqa: S608 - the parts are constants
"""What one organisation did with one value, when first."""

EACH = f"""
                SELECT
                    groupArray(who) AS orgs,
                    groupArray(shared) AS shares,
                    groupArray(sighted) AS sightings,
                    groupArray(disputed) AS disputes,
                    groupArray(event) AS events,
                    groupArray(comment_key) AS comments,
                    groupArray(toUInt16(bits + proposed * {PROPOSAL} + withdrawn * {REMOVED}))
                        AS all_bits,
                    groupArray(if(shared = 0, {NEVER}, bitShiftLeft(toUInt64(shared), 32)
                        + bitAnd(who, 4294967295))) AS in_order
                FROM ({PAIRS}
                )
                GROUP BY item
                HAVING max(shared) > 0"""  # noqa: S608 - the parts are constants
"""A value, and what each organisation did with it."""

ITEMS = f"""
        SELECT
            *,
            arrayMap((one, t, seen) -> multiIf(one = owner, 0,
                t = 0 OR seen BETWEEN 1 AND t OR bitAnd(first_bits, {FITS}) = 0, seen, t),
                orgs, shares, sightings) AS confirmed
        FROM (
            SELECT
                orgs,
                shares,
                sightings,
                disputes,
                orgs[first] AS owner,
                shares[first] AS shared_first,
                all_bits[first] AS first_bits,
                events[first] AS first_event,
                comments[first] AS first_comment
            FROM (SELECT *, indexOf(in_order, arrayMin(in_order)) AS first FROM ({EACH}
            ))
        )"""  # noqa: S608 - the parts are constants
"""A value: who shared it first and with what, and since when it is confirmed by whom (0: not).
What several organisations confirm is sure. Sharing it, too, confirms only what a sensor can look
for: there are ports, sizes and words that many objects have."""

# what happened with a value, a bit each
SHARED, PROPOSED, WITHDRAWN, PROVEN, CONFIRMED, SIGHTED, DISPUTED, DUPLICATE, SELF = (
    1 << n for n in range(9)
)

BITS = f"""
            SELECT
                owner,
                shared_first,
                first_bits,
                first_event,
                first_comment,
                confirmations,
                is_disputed,
                who_did,
                did_sight,
                did_confirm,
                toUInt16(if(who_did = owner,
                    (shared_first >= {{since_s:UInt32}}) * multiIf(
                            bitAnd(first_bits, {REMOVED}) != 0, {WITHDRAWN},
                            bitAnd(first_bits, {PROPOSAL}) != 0, {PROPOSED}, {SHARED})
                        + (last_confirmed >= {{since_s:UInt32}}) * {PROVEN}
                        + (did_sight >= {{since_s:UInt32}}) * {SELF},
                    (did_confirm >= {{since_s:UInt32}}) * {CONFIRMED}
                        + (did_sight >= {{since_s:UInt32}}) * {SIGHTED}
                        + (did_dispute >= {{since_s:UInt32}} AND is_disputed
                            AND bitAnd(first_bits, {REMOVED}) = 0) * {DISPUTED}
                        + (did_share >= {{since_s:UInt32}}) * {DUPLICATE})) AS happened
            FROM (
                SELECT
                    *,
                    arrayMax(confirmed) AS last_confirmed,
                    arrayCount(t -> t > 0, confirmed) AS confirmations,
                    arrayCount((one, t) -> one != owner AND t > 0, orgs, disputes) > confirmations
                        AS is_disputed
                FROM ({ITEMS}
                )
            )
            ARRAY JOIN orgs AS who_did, shares AS did_share, sightings AS did_sight,
                disputes AS did_dispute, confirmed AS did_confirm"""  # noqa: S608 - as above

RECORDS = f"""
        SELECT
            what,
            if(what IN ({SIGHTED}, {DUPLICATE}), who_did, owner) AS who,
            multiIf(what IN ({SHARED}, {PROPOSED}), first_event, what = {SIGHTED}, owner,
                what IN ({CONFIRMED}, {DISPUTED}), who_did, 0) AS about,
            multiIf(what IN ({SHARED}, {PROPOSED}), intDiv(shared_first, 86400),
                what = {SIGHTED}, intDiv(did_sight, 86400),
                what = {CONFIRMED}, did_confirm <= shared_first + {{timely_s:UInt32}}, 0) AS day,
            if(what IN ({PROVEN}, {CONFIRMED}, {SIGHTED}) AND confirmations < 2,
                {{alone:Float64}}, 1) AS sure,
            first_bits AS bits,
            first_comment AS comment_key,
            bitAnd(first_bits, {LISTED}) = 0 AND NOT is_disputed AS sound
        FROM ({BITS}
        )
        ARRAY JOIN bitmaskToArray(happened) AS what"""  # noqa: S608 - the parts are constants
"""What happened, the organisation it counts for, the event or other organisation that it is about,
the day (of a confirmation: whether in time), how sure it is, and what the value has."""

EVENTS = f"""
        SELECT
            event,
            max(context) AS has_context,
            max(galaxy) AS has_galaxy,
            max(refers) AS refers,
            anyIf(owner, owner != 0) AS owner
        FROM (
            SELECT
                {EVENT} AS event,
                kind != 'reference' AND {HAS_CONTEXT} AS context,
                kind != 'reference' AND {HAS_GALAXY} AS galaxy,
                kind = 'reference' AS refers,
                if(kind = 'event' AND org != '', cityHash64({ORG}), 0) AS owner
            FROM activity
            WHERE {KNOWN}
                AND (kind = 'event' OR (kind = 'reference' AND action != 'delete')
                    OR (kind = 'tag' AND action = 'attach' AND type = 'event'))
            UNION ALL
            SELECT cityHash64(uuid), false, false, false, cityHash64({ORG})
            FROM event
            WHERE org != '' AND uuid != {NONE}
        )
        WHERE event != 0
        GROUP BY event"""  # noqa: S608 - the parts are constants
"""What is known of an event as a whole, and whose it is, which may be known from before."""


def _has(bits: int) -> str:
    return f"bitAnd(bits, {bits}) = {bits}"


GROUPS = f"""
        SELECT
            what,
            who,
            about,
            day,
            count() AS n,
            sum(sure) AS sure_sum,
            countIf(sound) AS value,
            countIf(sound AND {_has(CONTEXT)}) AS own_context,
            countIf(sound AND {_has(GALAXY)}) AS own_galaxy,
            uniqExactIf(comment_key, sound AND comment_key != 0) AS comment,
            countIf(sound AND {_has(OBJECT)}) AS structure,
            countIf(sound AND {_has(FITS | FLAGGED)}) AS actionable,
            countIf(sound AND {_has(FITS)}) AS fitting,
            countIf({_has(FLAGGED | LISTED)}) AS warned
        FROM ({RECORDS}
        )
        GROUP BY what, who, about, day"""  # noqa: S608 - the parts are constants

WEIGHED = f"""
        SELECT
            *,
            of_event * pow(0.5, row_number() OVER (
                PARTITION BY what, who, day ORDER BY of_event * worth DESC, about) - 1) AS weight,
            sure_sum * log2(1 + in_day) / in_day AS units
        FROM (
            SELECT
                *,
                log2(1 + least(n, {{event_values:UInt32}})) / n AS of_event,
                {{of_value:Float64}} * value + {{of_context:Float64}} * context
                    + {{of_galaxy:Float64}} * galaxy + {{of_comment:Float64}} * comment
                    + {{of_structure:Float64}} * structure + {{of_reference:Float64}} * reference
                    + {{of_actionable:Float64}} * actionable AS worth,
                sum(n) OVER (PARTITION BY what, who, day) AS in_day
            FROM (
                SELECT
                    what,
                    who,
                    about,
                    if(what = {PROPOSED}, owner, about) AS other,
                    day,
                    n,
                    sure_sum,
                    warned,
                    value,
                    if(has_context, value, own_context) AS context,
                    if(has_galaxy, value, own_galaxy) AS galaxy,
                    comment,
                    structure,
                    if(refers, structure, 0) AS reference,
                    actionable,
                    fitting
                FROM ({GROUPS}
                ) AS group
                LEFT JOIN ({EVENTS}
                ) AS event ON event.event = group.about AND group.what IN ({SHARED}, {PROPOSED})
            )
        )"""  # noqa: S608 - the parts are constants
"""`weight`: each value of an event of n earns log2(1 + n) / n; of a day's events the best counts in
full, the next a half, a quarter … `units`: so does each sighting or proposal of a day of n."""

OTHERS = f"""
        SELECT
            what,
            who,
            other,
            sum(n) AS total,
            sum(units) AS unit_sum,
            sum(sure_sum) AS sure_total,
            sumIf(sure_sum, day = 1) AS sure_in_time,
            sumIf(n, day = 1) AS in_time,
            sum(warned) AS warned_sum,
            tuple(sum(value), sum(context), sum(galaxy), sum(comment), sum(structure),
                sum(reference), sum(actionable), sum(fitting)) AS counts,
            tuple(sum(weight * value), sum(weight * context), sum(weight * galaxy),
                sum(weight * comment), sum(weight * structure), sum(weight * reference),
                sum(weight * actionable), sum(weight * fitting)) AS weights
        FROM ({WEIGHED}
        )
        WHERE what NOT IN ({PROPOSED}, {SIGHTED}) OR (other != 0 AND other != who)
        GROUP BY what, who, if(what = {SHARED}, 0, other) AS other
"""  # noqa: S608 - the parts are constants

SQL = f"""
SELECT
    who,
    toUInt64(sumIf(total, what = {SHARED})),
    anyIf(counts, what = {SHARED}),
    anyIf(weights, what = {SHARED}),
    sumIf(sure_total, what = {PROVEN}),
    groupArrayIf(sure_total, what = {CONFIRMED}),
    groupArrayIf(sure_in_time, what = {CONFIRMED}),
    groupArrayIf(toFloat64(total), what = {DISPUTED}),
    groupArrayIf(unit_sum, what = {SIGHTED}),
    groupArrayIf(unit_sum, what = {PROPOSED}),
    sumIf(total, what = {CONFIRMED}),
    sumIf(in_time, what = {CONFIRMED}),
    sumIf(total, what = {SIGHTED}),
    sumIf(total, what = {PROPOSED}),
    sumIf(warned_sum, what = {SHARED}),
    sumIf(total, what = {WITHDRAWN}),
    sumIf(total, what = {DUPLICATE}),
    sumIf(total, what = {SELF})
FROM ({OTHERS}
)
GROUP BY who
"""  # noqa: S608 - the parts are constants
"""One row an organisation; the columns in the order of `Measures`."""

DISCUSSIONS = f"""
SELECT who, groupArray(part), sum(threads)
FROM (
    SELECT who, partner, sum(1 / (length(everybody) - 1)) AS part, part AS threads
    FROM (
        SELECT groupUniqArray(cityHash64({ORG})) AS everybody
        FROM activity
        WHERE {IN_SPAN} AND {IN_FILTERS}
            AND kind = 'discussion' AND action = 'add' AND org != '' AND subject_id != 0
        GROUP BY instance, subject_id
        HAVING length(everybody) > 1
    )
    ARRAY JOIN everybody AS who
    ARRAY JOIN everybody AS partner
    WHERE who != partner
    GROUP BY who, partner
)
GROUP BY who
"""  # noqa: S608 - the parts are constants
"""A discussion of n organisations counts for each of them, shared among the n - 1 others."""

NAMES = f"""
SELECT DISTINCT cityHash64({ORG}), {ORG}
FROM (SELECT org FROM activity WHERE {KNOWN} GROUP BY org)
WHERE org != ''
"""  # noqa: S608 - the parts are constants
