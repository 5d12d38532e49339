"""The typed vocabulary of what happens to things: `source.subject.action`, and how each is said to people."""

from enum import StrEnum

from bmw.kernel.text import Sentence, _


class Relation(StrEnum):
    """How an earlier thing belongs to a later one."""

    SOURCE = "source"
    """a contribution is a source of a finding"""
    REVIEWED = "reviewed"
    """a finding is reviewed by the board"""
    PLANNED = "planned"
    """a board's conclusion became a measure"""
    DECIDED = "decided"
    """the council decided a measure"""
    MERGED = "merged"
    """a proposal went into a similar one"""
    PART = "part"
    """a point belongs to a meeting"""


class Word(StrEnum):
    """One thing that can happen, and who makes it happen."""

    PROPOSAL_SUBMITTED = "citizen.proposal.submitted"
    PROPOSAL_PUBLISHED = "moderation.proposal.published"
    PROPOSAL_HELD = "moderation.proposal.held_back"
    PROPOSAL_HIDDEN = "moderation.proposal.hidden"
    PROPOSAL_RESTORED = "moderation.proposal.restored"
    PROPOSAL_EDITED = "citizen.proposal.edited"
    PROPOSAL_ILLUSTRATED = "citizen.proposal.illustrated"
    PROPOSAL_WITHDRAWN = "citizen.proposal.withdrawn"
    PROPOSAL_EMPTIED = "citizen.proposal.emptied"
    PROPOSAL_MERGED = "moderation.proposal.merged"
    PROPOSAL_RECEIVED = "moderation.proposal.received_merge"
    PROPOSAL_BUNDLED = "moderation.proposal.bundled"
    PROPOSAL_RELEASED = "moderation.proposal.released"
    PROPOSAL_NOT_TAKEN = "moderation.proposal.not_taken_up"
    PROPOSAL_ANSWERED = "town.proposal.answered"
    PROPOSAL_ADOPTED = "town.proposal.adopted"
    PROPOSAL_IMPORTED = "town.proposal.imported"
    COMMENT_SUBMITTED = "citizen.comment.submitted"
    COMMENT_PUBLISHED = "moderation.comment.published"
    COMMENT_HELD = "moderation.comment.held_back"
    COMMENT_HIDDEN = "moderation.comment.hidden"
    COMMENT_RESTORED = "moderation.comment.restored"
    COMMENT_WITHDRAWN = "citizen.comment.withdrawn"
    SURVEY_OPENED = "town.survey.opened"
    SURVEY_BUNDLED = "moderation.survey.bundled"
    PROCESS_STARTED = "town.process.started"
    PROCESS_RESCHEDULED = "town.process.rescheduled"
    PROCESS_ARCHIVED = "town.process.archived"
    MEETING_PLANNED = "town.meeting.planned"
    MEETING_MOVED = "town.meeting.moved"
    MEETING_MINUTES = "town.meeting.minutes_published"
    POINT_NOTED = "town.point.noted"
    POINT_BUNDLED = "moderation.point.bundled"
    FINDING_DRAFTED = "moderation.finding.drafted"
    FINDING_HANDED_OVER = "moderation.finding.handed_over"
    FINDING_CONCLUDED = "board.finding.concluded"
    REVIEW_OPENED = "board.review.opened"
    REVIEW_OPINED = "board.review.opinion_written"
    REVIEW_CONFLICT = "board.review.conflict_declared"
    REVIEW_CONCLUDED = "board.review.concluded"
    REVIEW_CORRECTED = "board.review.corrected"
    MEASURE_PLANNED = "town.measure.planned"
    MEASURE_CHANGED = "town.measure.status_changed"
    MEASURE_EDITED = "town.measure.edited"
    MEASURE_RESCHEDULED = "town.measure.rescheduled"
    MEASURE_AGREED = "council.measure.decided"
    MEASURE_AGREED_WITH_CHANGES = "council.measure.agreed_with_changes"
    MEASURE_REJECTED = "council.measure.rejected"
    MEASURE_POSTPONED = "council.measure.postponed"
    MILESTONE_SET = "town.milestone.set"
    MILESTONE_REACHED = "town.milestone.reached"
    MILESTONE_MOVED = "town.milestone.moved"
    MILESTONE_RENAMED = "town.milestone.renamed"
    MILESTONE_GIVEN_UP = "town.milestone.given_up"
    DECISION_RECORDED = "council.decision.recorded"


SAID: dict[Word, Sentence] = {
    Word.PROPOSAL_SUBMITTED: _("The proposal was submitted."),
    Word.PROPOSAL_PUBLISHED: _("The moderators published the proposal."),
    Word.PROPOSAL_HELD: _("The moderators held the proposal back and gave a reason."),
    Word.PROPOSAL_HIDDEN: _("The moderators hid the proposal and gave a reason."),
    Word.PROPOSAL_RESTORED: _("The proposal was made visible again."),
    Word.PROPOSAL_EDITED: _("The author changed the text."),
    Word.PROPOSAL_ILLUSTRATED: _("The author changed the pictures."),
    Word.PROPOSAL_WITHDRAWN: _("The author withdrew the proposal."),
    Word.PROPOSAL_EMPTIED: _("The author left the platform and took the text away."),
    Word.PROPOSAL_MERGED: _("The proposal was merged into a similar one."),
    Word.PROPOSAL_RECEIVED: _("A similar proposal was merged into this one."),
    Word.PROPOSAL_BUNDLED: _("The proposal became a source of a finding."),
    Word.PROPOSAL_RELEASED: _("The proposal is no longer a source of the finding. It waits for an outcome again."),
    Word.PROPOSAL_NOT_TAKEN: _("The proposal was not taken up. A reason was given."),
    Word.PROPOSAL_ANSWERED: _("The town gave an official answer."),
    Word.PROPOSAL_ADOPTED: _("The proposal helped to shape a measure."),
    Word.PROPOSAL_IMPORTED: _("The proposal was taken over from an earlier participation."),
    Word.COMMENT_SUBMITTED: _("The comment was submitted."),
    Word.COMMENT_PUBLISHED: _("The moderators published the comment."),
    Word.COMMENT_HELD: _("The moderators held the comment back and gave a reason."),
    Word.COMMENT_HIDDEN: _("The moderators hid the comment and gave a reason."),
    Word.COMMENT_RESTORED: _("The comment was made visible again."),
    Word.COMMENT_WITHDRAWN: _("The author withdrew the comment."),
    Word.SURVEY_OPENED: _("The survey was opened."),
    Word.SURVEY_BUNDLED: _("The survey became a source of a finding."),
    Word.PROCESS_STARTED: _("The participation process was started."),
    Word.PROCESS_RESCHEDULED: _("The schedule was changed and a reason was given."),
    Word.PROCESS_ARCHIVED: _("The participation process was archived."),
    Word.MEETING_PLANNED: _("The meeting was planned."),
    Word.MEETING_MOVED: _("The meeting got another date. A reason was given."),
    Word.MEETING_MINUTES: _("The minutes were published."),
    Word.POINT_NOTED: _("The point was noted in a meeting."),
    Word.POINT_BUNDLED: _("The point became a source of a finding."),
    Word.FINDING_DRAFTED: _("The moderators wrote down the finding."),
    Word.FINDING_HANDED_OVER: _("The finding was handed to the advisory board."),
    Word.FINDING_CONCLUDED: _("The advisory board concluded on the finding."),
    Word.REVIEW_OPENED: _("The advisory board began its review."),
    Word.REVIEW_OPINED: _("A member of the advisory board wrote an opinion."),
    Word.REVIEW_CONFLICT: _("A member of the advisory board declared a conflict of interest."),
    Word.REVIEW_CONCLUDED: _("The advisory board concluded with reasons."),
    Word.REVIEW_CORRECTED: _("The advisory board corrected its conclusion. The earlier one stays readable."),
    Word.MEASURE_PLANNED: _("The measure was planned."),
    Word.MEASURE_CHANGED: _("The status of the measure changed."),
    Word.MEASURE_EDITED: _("The description of the measure was changed."),
    Word.MEASURE_RESCHEDULED: _("The period of the measure was changed and a reason was given."),
    Word.MEASURE_AGREED: _("The council agreed to the measure."),
    Word.MEASURE_AGREED_WITH_CHANGES: _("The council agreed to the measure with changes."),
    Word.MEASURE_REJECTED: _("The council rejected the measure."),
    Word.MEASURE_POSTPONED: _("The council postponed its decision on the measure."),
    Word.MILESTONE_SET: _("A milestone was set."),
    Word.MILESTONE_REACHED: _("A milestone was reached."),
    Word.MILESTONE_MOVED: _("A milestone got another day. A reason was given."),
    Word.MILESTONE_RENAMED: _("A milestone got another name."),
    Word.MILESTONE_GIVEN_UP: _("A milestone was given up. A reason was given."),
    Word.DECISION_RECORDED: _("The decision of the council was recorded."),
}
