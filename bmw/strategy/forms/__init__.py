"""Forms of the roadmap: measures and their status, milestones, decisions of the council."""

from bmw.strategy.forms.days import today
from bmw.strategy.forms.decisions import DecisionForm
from bmw.strategy.forms.measures import EditForm, FollowForm, PlanForm, StatusForm
from bmw.strategy.forms.milestones import ChangeMilestoneForm, GiveUpForm, MilestoneForm, ReachedForm

__all__ = [
    "ChangeMilestoneForm",
    "DecisionForm",
    "EditForm",
    "FollowForm",
    "GiveUpForm",
    "MilestoneForm",
    "PlanForm",
    "ReachedForm",
    "StatusForm",
    "today",
]
