"""What moderators write down: reasons, answers, text blocks, and what the participation says."""

from bmw.moderation.forms.blocks import BlockForm
from bmw.moderation.forms.bundling import BundleForm, FindingForm
from bmw.moderation.forms.deciding import (
    DecisionForm,
    NoticeForm,
    ReplyForm,
    RestrictForm,
    Ruling,
    RulingForm,
    form_for,
)
from bmw.moderation.forms.settling import MergeForm, NotTakenForm, OfficialAnswerForm

__all__ = [
    "BlockForm",
    "BundleForm",
    "DecisionForm",
    "FindingForm",
    "MergeForm",
    "NotTakenForm",
    "NoticeForm",
    "OfficialAnswerForm",
    "ReplyForm",
    "RestrictForm",
    "Ruling",
    "RulingForm",
    "form_for",
]
