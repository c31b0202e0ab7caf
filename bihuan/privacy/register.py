"""The register of personal data: every field that holds text says what it may tell about a person.

A new field that is not here fails a test, so nobody adds one without having thought about it (个人信息保护法 6, 51).
"""

from enum import StrEnum


class Handling(StrEnum):
    """How a field is treated."""

    #: Identifies a caller: encrypted at rest, masked on every page, opened only on the record.
    CALLER = "caller"
    #: Digest by which a personal value is found again; tells nothing without the key.
    INDEX = "index"
    #: A member of staff, shown to colleagues as the office needs it.
    STAFF = "staff"
    #: Written by people about a case and may mention persons: only in the order's own scope, never in the ledger,
    #: in announcements, mails or exports.
    NARRATIVE = "narrative"
    #: Never shown to anybody.
    SECRET = "secret"
    #: Codes, names of organs, digests of events: nothing about a person.
    PLAIN = "plain"


C, X, T, N, S, P = (
    Handling.CALLER, Handling.INDEX, Handling.STAFF, Handling.NARRATIVE, Handling.SECRET, Handling.PLAIN,
)  # fmt: skip

REGISTER: dict[str, dict[str, Handling]] = {
    "ledger.Event": {"act": P, "post": P, "facts": P, "previous": P, "digest": P},
    "ledger.Announcement": {"last_error": P},
    "organisations.Unit": {"code": P, "name": P, "trade": P, "path": P},
    "organisations.PlaceAlias": {"name": P},
    "organisations.Person": {"password": S, "username": T, "name": T, "email": T, "language": P},
    "organisations.ApiToken": {"digest": S, "name": P},
    "organisations.FailedSignIn": {"name_digest": X, "address_digest": X},
    "grids.Drawing": {"source": P, "sha256": P, "ledger_digest": P},
    "grids.Grid": {"code": P},
    "grids.GridVersion": {"outline": P, "name": P, "aliases": P},
    "grids.PlaceOutline": {"outline": P},
    "grids.Pattern": {"code": P, "roles": P},
    "grids.Member": {"role": P, "name": T},
    "knowledge.Law": {"title": P, "plain": P, "ledger_digest": P},
    "knowledge.LawVersion": {"source": P},
    "knowledge.LawArticle": {"chapter": P, "text": P, "search": P},
    "knowledge.Entry": {
        "code": P, "question": P, "variants": P, "answer": P, "steps": P, "papers": P, "body": P, "phone": P,
        "calculator": P, "owner": P, "search": P, "ledger_digest": P,
    },
    "knowledge.Basis": {"law": P, "plain": P},
    "knowledge.Synonym": {"said": P, "means": P},
    "knowledge.Term": {"word": P},
    "knowledge.LocalFigure": {"place": P, "source": P},
    "knowledge.Asked": {"address_index": X},
    "calendars.Notice": {"digest": P, "ledger_digest": P, "reference": P},
    "calendars.Day": {"name": P, "name_en": P},
    "calendars.UnitDay": {"name": P, "name_en": P},
    "calendars.Timetable": {"digest": P, "ledger_digest": P, "reference": P},
    "calendars.Hours": {"first": P, "last": P, "periods": P},
    "calendars.LimitTable": {"digest": P, "ledger_digest": P, "version": P, "reference": P},
    "calendars.LimitRow": {"matter": P, "shares": P, "source": P, "source_en": P},
    "calendars.LadderTable": {"digest": P, "ledger_digest": P, "version": P, "reference": P},
    "calendars.LadderRow": {"matter": P, "posts": P, "source": P, "source_en": P},
    "duties.Board": {"code": P, "name": P},
    "duties.Lane": {"code": P, "name": P},
    "duties.CentrePost": {"code": P, "name": P, "came_from": P},
    "duties.PostHolder": {"name": T},
    "duties.Indicator": {"code": P, "name": P, "name_en": P, "measure": P, "definition": P, "about": P},
    "duties.DutyList": {"ledger_digest": P},
    "duties.Edition": {"basis": P},
    "duties.DutyItem": {"code": P},
    "duties.Wording": {
        "business": P, "name": P, "superior_duty": P, "own_duty": P, "way": P, "legal_basis": P,
    },
    "duties.CounterpartAnswer": {"text": N},
    "duties.ChangeRequest": {"proposed": P, "reason": N, "legal_basis": P, "opinion": N, "decision": N},
    "duties.RuleSet": {"note": P, "ledger_digest": P},
    "duties.RoutingRule": {
        "code": P, "item": P, "lead": P, "supporting": P, "matters": P, "places": P, "levels": P, "natures": P,
        "urgencies": P, "employer_kinds": P, "grid_kinds": P,
    },
    "duties.RuleIncident": {"about": P, "settlement": N},
    "command_centre.Event": {
        "number": P, "kind": P, "text": N, "grid_code": P, "address": N, "result": N, "device": P, "attributes": P,
        "ledger_digest": P,
    },
    "command_centre.EventTask": {"role": P, "text": N, "answer": N, "dispute": N, "decision": N},
    "command_centre.Plan": {
        "code": P, "name": P, "basis": P, "kinds": P, "severities": P, "urgencies": P, "attribute": P,
    },
    "command_centre.PlanStep": {"role": P, "text": P},
    "command_centre.Emergency": {"scope": N, "reason": N, "review": N, "ledger_digest": P},
    "command_centre.Score": {"text": N},
    "command_centre.EventNote": {"text": N},
    "command_centre.Report": {"digest": P},
    "command_centre.Photo": {"name": N, "media_type": P, "reason": P, "content": N, "file": N, "sha256": P},
    "command_centre.Threshold": {"code": P, "name": P, "measure": P, "kind": P, "basis": P},
    "command_centre.Reading": {"reason": P},
    "work_orders.WorkOrder": {
        "number": P, "channel": P, "matter": P, "nature": P, "urgency": P, "holder_post": P, "limits_version": P,
        "outcome": P, "satisfied": P, "inspection": P, "risk_flags": P, "ledger_digest": P,
        "employer_kind": P, "grid_codes": P,
        "title": N, "content": N, "employer": N, "address": N, "result": N, "search": N,
        "caller_name": C, "caller_phone": C, "caller_phone_index": X,
    },
    "work_orders.Finding": {"text": N},
    "work_orders.Note": {"text": N},
    "work_orders.Attachment": {"name": N, "media_type": P, "sha256": P, "file": N},
    "work_orders.Extension": {"reason": N, "decision": N},
    "work_orders.Reply": {"channel": P, "text": N, "told": P},
    "work_orders.Visit": {"solved": P, "satisfied": P, "remark": N},
    "work_orders.Inspection": {"answers": N, "reasons": N},
    "work_orders.InspectionPlan": {"owner": T, "note": P, "always": P},
    "work_orders.InspectionPlanRow": {"matter": P},
    "work_orders.InspectionChecklist": {"owner": T, "note": P},
    "work_orders.InspectionItem": {"code": P, "zh": P, "en": P},
    "work_orders.Promise": {"terms": N, "release": N, "employer": N, "contractor": N},
    "work_orders.Representative": {"name": C},
    "work_orders.Receipt": {"evidence": N},
    "work_orders.Holding": {"post": P},
    "work_orders.OrderClock": {"rule": P, "rule_version": P},
    "work_orders.Assignment": {"task": N, "answer": N, "waiver": N},
    "work_orders.Return": {"basis": N},
    "work_orders.Adjudication": {"reason": N},
    "work_orders.Conferral": {"reason": N, "invited": P},
    "work_orders.Minutes": {"text": N, "attended": P},
    "work_orders.Redo": {"text": N},
    "work_orders.Responsibility": {"report": N},
    "triage.ClusterTrait": {"key": N},
    "triage.Cluster": {
        "before": P,
        "key": N, "about": N, "matter": P, "rules_version": P, "measures": N, "verdict": N, "ledger_digest": P,
    },
    "triage.SecondReading": {"first": P, "label": P},
    "triage.ModelCall": {"model": P, "sent": N, "answered": N, "outcome": P},
    "triage.Suggestion": {"field": P, "suggested": N, "chosen": N, "band": P, "maker": P},
    "triage.TrainedModel": {
        "name": P, "version": P, "source": P, "digest": P, "form": P, "report": P, "card": P,
    },
    "triage.ModelChange": {"by_name": T, "reason": N},
    "triage.ThresholdRow": {"matter": P, "reason": N},
    "triage.AccuracyAlarm": {"matter": P, "ledger_digest": P},
    "notifications.Message": {"number": P, "code": P, "fields": P},
    "notifications.Mail": {"last_error": T},
    "notifications.Resending": {"error": T},
    "intake.Call": {"phone_index": X, "matter": P, "about": N, "emergency": P},
    "intake.Draft": {"form": C},
    "intake.Evaluation": {"solved": P, "satisfied": P},
    "intake.WrongCode": {"number_index": X, "address_index": X},
    "supervision.EarlyWarning": {"rule": P, "rules_version": P, "measures": N, "verdict": N},
    "supervision.SupervisionSlip": {"requirement": N, "answer": N, "verdict": N},
    "supervision.TalkRecord": {"record": N},
    "supervision.HandlingTable": {"urgency": P, "matter": P, "level": P, "done": P, "unseen": P},
    "supervision.Foretelling": {"rules_version": P, "report": P},
    "supervision.Bulletin": {"rules_version": P, "rows": P, "remark": N},
    "letters.Letterhead": {"organ": P, "sign": P},
    "letters.LetterTemplate": {"title": P, "body": P},
    "letters.UnionLetter": {
        "template": P, "addressee": N, "title": N, "body": N, "number": P, "organ": P, "limits_version": P,
    },
    "letters.LetterStep": {"act": P, "text": N, "receiver": C},
    "letters.Recusal": {"reason": N},
    "letters.Certificate": {"number": T},
    "letters.Investigation": {"obstruction": N},
    "api.KeptAnswer": {"key": P, "asked": P, "answer": N},
}  # fmt: skip
