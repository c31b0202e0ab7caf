"""The form of every act. Its buttons come from the lifecycles; the form only gathers what the action takes."""

from bihuan.rules.cohandling import SupportAct
from bihuan.rules.lifecycle import Act
from bihuan.rules.responsibility import DutyAct
from bihuan.work_orders.forms import (
    aside,
    closing,
    cohandling,
    conferring,
    desk,
    handling,
    inspecting,
    promising,
    returning,
)
from bihuan.work_orders.forms.base import ActForm
from bihuan.work_orders.offering import INSPECT, VISIT

__all__ = ["FORMS", "ActForm"]

FORMS: dict[str, type[ActForm]] = {
    # The desk
    Act.CONFIRM: desk.Confirm,
    Act.DISPATCH: desk.Dispatch,
    Act.MERGE: desk.Merge,
    Act.REDIRECT: desk.Redirect,
    Act.TRANSFER_110: desk.Transfer110,
    Act.TAKE_BACK_110: desk.TakeBack110,
    Act.CONCLUDE_110: desk.Conclude110,
    # In hand
    Act.SIGN: handling.Sign,
    Act.START: handling.Start,
    Act.PASS_DOWN: desk.PassDown,
    Act.VERIFY: handling.Verify,
    Act.CALL_IN: cohandling.CallIn,
    Act.HOLD_SESSION: handling.HoldSession,
    Act.AGREE: promising.Agree,
    Act.RAISE_RISK: handling.RaiseRisk,
    Act.REMOVE_RISK: handling.RemoveRisk,
    Act.RESOLVE: handling.Resolve,
    Act.REPLY: handling.Reply,
    # Aside
    Act.REQUEST_RETURN: returning.RequestReturn,
    Act.REASSIGN: returning.Reassign,
    Act.REFUSE_RETURN: returning.RefuseReturn,
    Act.CONFER: conferring.Confer,
    Act.NAME_LEAD: conferring.NameLead,
    Act.KEEP_LEAD: conferring.KeepLead,
    Act.REQUEST_EXTENSION: aside.RequestExtension,
    Act.GRANT_EXTENSION: aside.GrantExtension,
    Act.REFUSE_EXTENSION: aside.RefuseExtension,
    Act.PARK: aside.Park,
    Act.UNPARK: aside.Unpark,
    # The end of the matter
    Act.BEGIN_VISIT: closing.BeginVisit,
    VISIT: closing.Visit,
    Act.REDO: closing.Redo,
    INSPECT: inspecting.Inspect,
    Act.CONFIRM_PAYMENT: promising.ConfirmPayment,
    Act.RENEGOTIATE: promising.Renegotiate,
    Act.RELEASE_PROMISE: promising.ReleasePromise,
    Act.FOLLOW_UP: promising.FollowUp,
    Act.ARCHIVE: closing.Archive,
    # Beside the steps
    Act.NOTE: closing.WriteNote,
    Act.ATTACH: closing.Attach,
    Act.URGE: closing.Urge,
    # Supporting units
    SupportAct.SIGN_SUPPORT: cohandling.SignSupport,
    SupportAct.ANSWER_SUPPORT: cohandling.AnswerSupport,
    SupportAct.RETURN_SUPPORT: returning.ReturnSupport,
    SupportAct.REASSIGN_SUPPORT: returning.ReassignSupport,
    SupportAct.KEEP_SUPPORT: cohandling.KeepSupport,
    SupportAct.WAIVE_SUPPORT: cohandling.WaiveSupport,
    SupportAct.ASK_AGAIN: cohandling.AskAgain,
    # Loop 2
    DutyAct.TRACK: closing.Track,
    DutyAct.SUPERVISE: closing.Supervise,
    DutyAct.REPORT_BACK: closing.ReportBack,
    DutyAct.TAKE_BACK_REPORT: closing.TakeBackReport,
    DutyAct.DISCHARGE: closing.Discharge,
}
