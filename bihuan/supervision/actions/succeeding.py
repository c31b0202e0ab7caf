"""After a reform: who had to answer for a warning, or watches over the answer, is succeeded."""

from collections.abc import Mapping

from django.db import connection, transaction

from bihuan.rules.warnings import Slip, Talk, Warned
from bihuan.supervision.models import EarlyWarning, SupervisionSlip, TalkRecord

#: Of each table what passes on, and which rows are over and stay as they were. The number of a slip keeps the unit that
#: gave it.
_PASSING = (
    (EarlyWarning, ("unit", "to_unit", "overseer"), Warned.CLOSED),
    (SupervisionSlip, ("unit", "to_unit"), Slip.CLOSED),
    (TalkRecord, ("to_unit",), Talk.HELD),
)


def pass_cases_to_successors(successors: Mapping[int, int | None]) -> None:
    """Let the successors answer for what is open. Call it in the transaction of the reform, after the orders passed on.

    Parameters: ``successors`` abolished unit → successor; units without one are left where they are.
    """
    heirs = {old: new for old, new in successors.items() if new is not None}
    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, over in _PASSING:
            for column in columns:
                cursor.execute(
                    f"UPDATE {table._meta.db_table} AS t SET {column}_id = heir.new "
                    f"FROM unnest(%s::bigint[], %s::bigint[]) AS heir (old, new) "
                    f"WHERE t.{column}_id = heir.old AND t.state <> %s",
                    [list(heirs), list(heirs.values()), over.value],
                )
