"""Who may answer a survey, see its results, and change it."""

from datetime import datetime

from bmw.accounts.models import Office
from bmw.kernel.clock import in_words
from bmw.kernel.rules import YES, Answer, Who, holds, is_signed_in, no, rule
from bmw.kernel.text import Sentence, _
from bmw.processes.models import Opens, State
from bmw.processes.rules import is_editor, is_open_for
from bmw.processes.schedule import open_window
from bmw.surveys.models import FreeText, Kind, Question, Survey


def is_closed(survey: Survey, at: datetime) -> bool:
    """Whether no answer can come any more."""
    return survey.public and (at >= survey.closes or survey.process.state is State.ARCHIVED)


@rule
def may_see(who: Who, survey: Survey, at: datetime) -> Answer:
    """Everybody sees a published survey; before that, editors do."""
    return YES if survey.public and survey.process.is_public else is_editor(who, survey, at)


@rule
def is_open(who: Who, survey: Survey, at: datetime) -> Answer:
    """A survey is open between its dates, in a phase that opens surveys."""
    if not survey.public:
        return no(_("This survey is not published yet."))
    if at >= survey.closes:
        return no(_("You could answer this survey until %(date)s. Now it is closed.", date=in_words(survey.closes)))
    phase = is_open_for(survey.process, Opens.SURVEY, at)
    if at < survey.opens:
        return no(_("You can answer this survey from %(date)s.", date=in_words(survey.opens)))
    if not phase:
        return phase
    return Answer(True, _("You can answer this survey and change your answers until %(date)s.", date=until(survey, at)))


def until(survey: Survey, at: datetime) -> Sentence:
    """Until when people can answer, in words: the survey's own end, or the end of the phase if that comes first."""
    phase = open_window(survey.process, Opens.SURVEY, at)
    return in_words(min(survey.closes, phase.ends) if phase else survey.closes)


@rule
def shows_results(who: Who, survey: Survey, at: datetime) -> Answer:
    """Nobody sees results while people still answer, not even in the town hall."""
    if is_closed(survey, at):
        return YES
    date = in_words(survey.closes)
    return no(_("You will find the results here after %(date)s. Until then nobody sees them.", date=date))


@rule
def is_not_archived(who: Who, survey: Survey, at: datetime) -> Answer:
    """In an archived process everything stays as it is."""
    archived = survey.process.state is State.ARCHIVED
    return no(_("This participation process is archived. Nothing in it can be changed any more.")) if archived else YES


@rule
def is_unanswered(who: Who, survey: Survey, at: datetime) -> Answer:
    """Questions stay as they are once somebody has answered them."""
    if survey.sheets:
        return no(_("People have already answered. The questions stay as they are, so that all answers mean the same."))
    return no(_("This survey is closed. Its questions stay as they are.")) if is_closed(survey, at) else YES


@rule
def is_complete(who: Who, survey: Survey, at: datetime) -> Answer:
    """A survey is published once, with questions that can be answered."""
    if survey.public:
        return no(_("This survey is already published."))
    if not survey.questions:
        return no(_("Add at least one question first."))
    if at >= survey.closes:
        return no(_("The end of this survey has already passed. Please change the dates first."))
    return YES


@rule
def may_change_question(who: Who, question: Question, at: datetime) -> Answer:
    """A question is changed like its survey."""
    return may_change_questions(who, question.survey, at)


@rule
def has_texts_to_pick(who: Who, question: Question, at: datetime) -> Answer:
    """Texts are read once the survey is closed and nobody changes an answer any more."""
    if question.kind is not Kind.TEXT:
        return no(_("People do not answer this question in their own words."))
    return shows_results(who, question.survey, at)


@rule
def is_shown(who: Who, text: FreeText, at: datetime) -> Answer:
    """Each answer is hidden by one decision."""
    return YES if text.restriction_id is None else no(_("This answer is hidden already."))


@rule
def about_its_question(who: Who, text: FreeText, at: datetime) -> Answer:
    """A published text is taken back by those who could publish it."""
    return may_pick(who, text.question, at)


may_answer = may_see & is_open & is_signed_in
may_see_results = may_see & shows_results
may_edit = is_editor & is_not_archived
may_change_questions = is_editor & is_not_archived & is_unanswered
may_publish = is_editor & is_not_archived & is_complete
may_pick = holds(Office.MODERATOR) & has_texts_to_pick
may_hide = about_its_question & is_shown
