"""The statements by which clocks are written: parts of the one that writes the order, each of a text that never changes."""

#: What a clock starts with, in the order of the columns, and the type of each.
_STARTED = {
    "kind": "text", "unit": "bigint", "amount": "smallint", "time": "text", "whole": "interval", "rule": "text",
    "version": "text", "due": "timestamptz", "provisional": "boolean", "alert": "timestamptz",
}  # fmt: skip

#: The values of one clock, for a statement that starts just one.
ONE_CLOCK = ", ".join(f"%(clock_{name})s::{kind}" for name, kind in _STARTED.items())
#: Also part of registering; there the order's row is of the same statement, so that no assignment can be looked up.
INSERT_CLOCKS = """
    INSERT INTO work_orders_orderclock (
        order_id, assignment_id, started_at, kind, unit_id, amount, time, whole, rule, rule_version, due_at, provisional,
        next_alert_at, next_rung, generation, paused_at
    )
"""
START = f"""
    {INSERT_CLOCKS}
    SELECT %(clock_order)s, a.id, %(clock_at)s, c.kind, c.unit, c.amount, c.time, c.whole, c.rule, c.version, c.due,
        c.provisional, c.alert, 1, 1, %(clock_still)s::timestamptz
    FROM unnest({", ".join(f"%(clock_{name}s)s::{kind}[]" for name, kind in _STARTED.items())}) AS c ({", ".join(_STARTED)})
    LEFT JOIN work_orders_assignment a ON a.order_id = %(clock_order)s AND a.unit_id = c.unit AND a.ended_at IS NULL
"""
END = """
    UPDATE work_orders_orderclock SET next_alert_at = NULL, paused_at = NULL,
        met_at = CASE WHEN kind = ANY(%(clocks_met)s::text[]) THEN %(clock_at)s::timestamptz END,
        stopped_at = CASE WHEN NOT kind = ANY(%(clocks_met)s::text[]) THEN %(clock_at)s::timestamptz END
    WHERE order_id = %(clock_order)s AND met_at IS NULL AND stopped_at IS NULL
        AND kind = ANY(%(clocks_met)s::text[] || %(clocks_stopped)s::text[])
        AND (%(clock_unit)s::bigint IS NULL OR unit_id = %(clock_unit)s)
"""
PAUSE = """
    UPDATE work_orders_orderclock SET paused_at = %(clock_at)s, next_alert_at = NULL
    WHERE order_id = %(clock_order)s AND met_at IS NULL AND stopped_at IS NULL
"""
SUSPEND = """
    INSERT INTO work_orders_suspension (order_id, cause, since, review_on)
    VALUES (%(clock_order)s, %(clock_cause)s, %(clock_at)s, %(clock_review)s)
"""
RESUME = """
    UPDATE work_orders_suspension SET until = %(clock_at)s WHERE order_id = %(clock_order)s AND until IS NULL
"""
PASS_ON = """
    UPDATE work_orders_orderclock c SET
        unit_id = coalesce((
            SELECT heir.new FROM unnest(%(clock_old)s::bigint[], %(clock_new)s::bigint[]) AS heir (old, new)
            WHERE heir.old = c.unit_id AND NOT coalesce(c.assignment_id = ANY(%(clock_ended)s::bigint[]), false)
        ), c.unit_id),
        stopped_at = CASE WHEN c.assignment_id = ANY(%(clock_ended)s::bigint[]) THEN %(clock_at)s::timestamptz END,
        next_alert_at = CASE WHEN c.assignment_id = ANY(%(clock_ended)s::bigint[]) THEN NULL ELSE c.next_alert_at END
    WHERE c.order_id = %(clock_order)s AND c.met_at IS NULL AND c.stopped_at IS NULL
"""
#: Beside a role stands the limit its lists go by: a task's own, the lead's the public one.
MOVE_ROLES = """
    UPDATE work_orders_assignment a SET due_at = moved.due
    FROM unnest(%(clock_roles)s::bigint[], %(clock_role_dues)s::timestamptz[]) AS moved (id, due)
    WHERE a.id = moved.id
"""
WORKED_OUT = {
    "id": "bigint", "due_at": "timestamptz", "whole": "interval", "provisional": "boolean", "paused_at": "timestamptz",
    "met_at": "timestamptz", "next_alert_at": "timestamptz", "next_rung": "smallint", "generation": "smallint",
}  # fmt: skip
WORK_OUT = f"""
    UPDATE work_orders_orderclock c SET {", ".join(f"{name} = w.{name}" for name in WORKED_OUT if name != "id")}
    FROM unnest({", ".join(f"%(clocks_{name})s::{kind}[]" for name, kind in WORKED_OUT.items())})
        AS w ({", ".join(WORKED_OUT)})
    WHERE c.id = w.id
"""
