"""The form of each act on a letter, and the one action it calls; what a union sets about its letters."""

from bihuan.letters.forms.acts import FORMS
from bihuan.letters.forms.base import LetterForm, add_refusal
from bihuan.letters.forms.house import CertificateForm, DemandForm, HeadForm, TextForm
from bihuan.letters.forms.listing import LetterFilter

__all__ = [
    "FORMS",
    "CertificateForm",
    "DemandForm",
    "HeadForm",
    "LetterFilter",
    "LetterForm",
    "TextForm",
    "add_refusal",
]
