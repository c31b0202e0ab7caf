"""What courses orders take in the demo: what is usual, drawn by chance, and what must be there, listed."""

from dataclasses import dataclass, replace
from random import Random

from bihuan.demo.texts import Call


@dataclass(frozen=True)
class Course:
    """What happens to one order on its way. Everything is off unless said; empty text is "no".

    ``entry``: to_check, police_back, police_done, redirect, merge. ``route``: street (past the district), district,
    department; usually down to the street through the district. ``back``: reassign, refuse. ``confer``: keep, name.
    ``supports``: answered, waived, returned, kept, again. ``extension``: grant, refuse. ``promise``: kept, part,
    overdue, released. ``late``: resolved after the limit. ``halt``: the act after which nobody does anything more.
    """

    entry: str = ""
    route: str = ""
    back: str = ""
    confer: str = ""
    verify: bool = True
    risk: bool = False
    supports: str = ""
    extension: str = ""
    park: bool = False
    promise: str = ""
    supervise: bool = False
    urge: bool = False
    attach: bool = False
    missed: int = 0
    dissatisfied: bool = False
    inspection_fails: bool = False
    late: bool = False
    halt: str = ""

    @classmethod
    def drawn(cls, random: Random, call: Call) -> "Course":
        """A usual course for a call: most are plain, some are not."""

        def chance(share: float) -> bool:
            return random.random() < share

        about_money = call.closure == "agreement_reached"
        joint = bool(call.trade) and chance(0.7 if about_money else 0.15)
        course = cls(
            entry=random.choices(
                ("", "to_check", "redirect", "merge", "police_back", "police_done"),
                (880, 50, 30, 20, 10, 5) if call.matter != "out_of_scope" else (0, 0, 1, 0, 0, 0),
            )[0],
            route=random.choices(("", "street", "district", "department"), (78, 7, 10, 5 * bool(call.trade)))[0],
            back=random.choices(("", "reassign", "refuse"), (960, 25, 15))[0],
            verify=call.nature not in ("inquiry", "praise") and chance(0.7),
            risk=about_money and call.people not in ("", "1") and chance(0.5),
            supports=random.choices(("answered", "waived", "returned", "kept", "again"), (85, 5, 4, 3, 3))[0] if joint else "",
            supervise=chance(0.06),
            urge=chance(0.05),
            attach=chance(0.04),
            missed=random.choices((0, 1, 2, 3), (90, 6, 3, 1))[0],
            dissatisfied=chance(0.008),
            inspection_fails=chance(0.012),
            late=chance(0.006),
        )  # fmt: skip
        if call.urgency == "ordinary" and not course.entry and course.verify:
            course = replace(
                course,
                confer=random.choices(("", "keep", "name"), (97, 2, 1))[0],
                extension=random.choices(("", "grant", "refuse"), (95, 4, 1))[0],
                park=chance(0.015),
            )
        if about_money and call.yuan:
            promise = random.choices(("kept", "part", "overdue", "released", ""), (60, 8, 4, 4, 24))[0]
            course = replace(course, promise=promise)
        return course


@dataclass(frozen=True)
class Staged:
    """An order that must be there: its course, how many working days ago it came in, and where."""

    days_ago: float
    course: Course
    matter: str = ""
    at_home: bool = True


_TOGETHER = Course(supports="answered")
_MONEY = Course(supports="answered", promise="kept", risk=True)

# fmt: off
STAGED: tuple[Staged, ...] = (
    # Every state of the matter, most of them twice, with the named cast as holders
    Staged(0.1, Course(entry="to_check", halt="register")),
    Staged(0.4, Course(entry="to_check", halt="register"), at_home=False),
    Staged(0.02, Course(halt="register")), Staged(0.15, Course(halt="register")), Staged(0.3, Course(halt="register")),
    Staged(0.7, Course(halt="dispatch")), Staged(1.0, Course(halt="dispatch")), Staged(2.8, Course(halt="dispatch")),
    Staged(1.5, Course(halt="pass_down")), Staged(2.0, Course(halt="pass_down")),
    Staged(1.4, Course(halt="sign", route="district")), Staged(1.8, Course(halt="sign")), Staged(2.2, Course(halt="sign", route="street")),
    Staged(2.5, Course(halt="start")), Staged(3.5, Course(halt="start")), Staged(5.5, Course(halt="start", urge=True)),
    Staged(7.5, Course(halt="verify")), Staged(9.2, Course(halt="verify", supervise=True)), Staged(9.7, Course(halt="verify")),
    Staged(12.0, Course(halt="verify")), Staged(14.0, Course(halt="verify", urge=True)),
    Staged(1.9, Course(back="refuse", halt="request_return")), Staged(2.6, Course(back="reassign", halt="request_return")),
    Staged(4.0, Course(confer="keep", halt="call_conferral")), Staged(5.0, Course(confer="keep", halt="call_conferral"), at_home=False),
    Staged(7.5, Course(extension="grant", halt="request_extension")), Staged(8.5, Course(extension="grant", halt="request_extension")),
    Staged(13.0, Course(park=True, halt="park")), Staged(15.0, Course(park=True, halt="park"), at_home=False),
    Staged(0.5, Course(entry="police_back", halt="transfer_110")), Staged(0.9, Course(entry="police_done", halt="transfer_110")),
    Staged(12.0, Course(halt="resolve")), Staged(11.0, Course(halt="resolve")), Staged(12.0, Course(halt="reply")),
    Staged(13.0, Course(halt="begin_visit")), Staged(14.0, Course(missed=2, halt="visit")), Staged(15.0, Course(missed=1, halt="visit")),
    Staged(16.0, Course(halt="visit")), Staged(15.0, Course(halt="visit")), Staged(18.0, Course(inspection_fails=True, halt="inspect")),
    Staged(2.0, Course(entry="redirect", halt="redirect")), Staged(1.2, Course(entry="redirect", halt="redirect")),
    Staged(1.0, Course(entry="merge", halt="merge")), Staged(2.0, Course(entry="merge", halt="merge")),
    # Departments: called in, signed, late, asked to return
    Staged(5.0, replace(_TOGETHER, halt="call_in"), "wage_arrears"), Staged(9.0, replace(_TOGETHER, halt="call_in"), "wage_arrears"),
    Staged(8.0, replace(_TOGETHER, halt="sign_task"), "wage_arrears"), Staged(10.0, replace(_TOGETHER, halt="sign_task"), "wage_arrears"),
    Staged(6.0, Course(supports="returned", halt="return_task"), "wage_arrears"), Staged(9.0, Course(supports="waived", halt="waive_task"), "wage_arrears"),
    Staged(8.0, replace(_TOGETHER, halt="answer_task"), "wage_arrears"), Staged(7.0, Course(route="department", halt="start"), "wage_arrears"),
    # The second loop: promises due soon, overdue, in part; risk still open; levels half discharged
    Staged(12.0, replace(_MONEY, halt="resolve"), "wage_arrears"), Staged(15.0, replace(_MONEY, halt="resolve"), "wage_arrears"),
    Staged(24.0, replace(_MONEY, promise="overdue"), "wage_arrears"), Staged(30.0, replace(_MONEY, promise="overdue"), "wage_arrears"),
    Staged(20.0, replace(_MONEY, promise="part"), "wage_arrears"), Staged(26.0, replace(_MONEY, promise="part"), "wage_arrears"),
    Staged(45.0, replace(_MONEY, promise="released"), "wage_arrears"), Staged(60.0, _MONEY, "wage_arrears"),
    Staged(9.0, replace(_MONEY, halt="verify"), "wage_arrears"), Staged(20.0, Course(halt="inspect")),
    Staged(21.0, Course(supervise=True, halt="report_back")), Staged(22.0, Course(halt="discharge")), Staged(24.0, Course(halt="discharge"), at_home=False),
    # What went wrong and was put right
    Staged(40.0, Course(dissatisfied=True)), Staged(50.0, Course(missed=3)), Staged(35.0, Course(inspection_fails=True)),
    Staged(32.0, Course(late=True)), Staged(45.0, Course(park=True)), Staged(38.0, Course(confer="name")), Staged(36.0, Course(back="reassign")),
)
# fmt: on
