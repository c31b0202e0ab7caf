"""The form of each act on a cluster, and the one action it calls."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.organisations.actors import Actor
from bihuan.rules.clusters import ClusterAct
from bihuan.triage import actions as triage
from bihuan.work_orders.forms.base import text_field

_DONE = {
    ClusterAct.DISPOSE: triage.dispose_of_cluster,
    ClusterAct.SEND_BACK: triage.send_cluster_back,
    ClusterAct.CLOSE: triage.close_cluster,
    ClusterAct.FALSE_ALARM: triage.call_false_alarm,
}
_ASKS = {
    ClusterAct.DISPOSE: (_("处置情况"), _("到过哪里、见了谁、对这些工单统一怎么办；各工单仍须各自办结。")),
    ClusterAct.SEND_BACK: (_("理由"), _("还缺什么，下一步怎么做。")),
    ClusterAct.CLOSE: (_("核实意见"), _("核实了什么、结论如何。")),
    ClusterAct.FALSE_ALARM: (_("理由"), _("为什么这些工单不是一回事；计入误报率。")),
}


class ClusterForm(forms.Form):
    """The one text an act on a cluster asks for; acknowledging asks none."""

    def __init__(self, act: ClusterAct, data: object = None) -> None:
        super().__init__(data, auto_id="act_%s")  # type: ignore[arg-type]
        self.act = act
        if act in _ASKS:
            label, help_text = _ASKS[act]
            field = text_field(label, help_text=help_text)
            field.error_messages["required"] = gettext("请填写“%(label)s”。") % {"label": label}
            self.fields["text"] = field

    def perform(self, actor: Actor, cluster_id: UUID, at: datetime) -> None:
        """Do the act. Raises ``Refused``."""
        if self.act is ClusterAct.ACKNOWLEDGE:
            triage.acknowledge_cluster(actor, cluster_id, at=at)
        else:
            _DONE[self.act](actor, cluster_id, self.cleaned_data["text"], at=at)
