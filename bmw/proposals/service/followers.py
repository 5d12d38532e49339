"""Whom it concerns when something becomes of a proposal."""

from bmw.accounts.models import Person
from bmw.accounts.queries import people
from bmw.proposals import queries
from bmw.proposals.models import Proposal
from bmw.record.queries import followers


def concerned(proposal: Proposal) -> list[Person]:
    """Its author and followers, and those of the proposals that were merged into it."""
    family = [proposal, *queries.merged_into(proposal)]
    return people(followers(family) | {each.author_id for each in family})
