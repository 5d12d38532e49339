"""Surveys are asked and answered."""

from datetime import datetime
from functools import partial
from typing import Any

from bmw.cli.demo.scenes.people import crowd
from bmw.cli.demo.story import Story, data, words
from bmw.focus.models import Field
from bmw.kernel.database import db
from bmw.processes.models import Process
from bmw.surveys import service
from bmw.surveys.models import Kind, Survey
from bmw.surveys.service import About, Asked

SEVERAL = 3
"""At most so many answers to a question that allows several."""


def note(story: Story) -> None:
    """Every survey of the town."""
    for entry in data("surveys")["survey"]:
        opens = story.happens(story.day(entry["from"], 8), partial(_ask, story, entry))
        half = min(story.day(entry["to"]), story.at) - opens
        story.happens(opens + half / 2, partial(_answer, story, entry))
        if story.day(entry["to"]) < story.at:
            story.happens(story.day(entry["to"], 9), partial(_show_texts, story, entry))


def _ask(story: Story, entry: dict[str, Any], at: datetime) -> None:
    process = story.known(Process, entry["process"])
    field = story.known(Field, entry["field"]) if "field" in entry else None
    opens, closes = story.day(entry["from"]), story.day(entry["to"] - 1, 23, 59)
    about = About(words(entry, "title"), words(entry, "intro"), opens, closes, field)
    survey = story.keep(entry["key"], service.create(process, about, at))
    for question in entry["question"]:
        service.ask(survey, _asked(question))
    service.publish(survey, story.people["editor"].id, at)
    db.flush()


def _asked(question: dict[str, Any]) -> Asked:
    options = [words({"option": each}, "option") for each in question.get("options", [])]
    return Asked(
        Kind(question["kind"]),
        words(question, "text"),
        words(question, "hint"),
        question.get("required", False),
        options,
    )


def _answer(story: Story, entry: dict[str, Any], _at: datetime) -> None:
    survey = story.known(Survey, entry["key"])
    db.refresh(survey)
    for n, person in enumerate(crowd(story, entry["answers"])):
        answers = {
            question.id: _drawn(story, asked, question, n)
            for question, asked in zip(survey.questions, entry["question"], strict=True)
        }
        service.answer(survey, person, {key: value for key, value in answers.items() if value})


def _drawn(story: Story, asked: dict[str, Any], question: Any, n: int) -> list[int] | str:
    if question.kind is Kind.TEXT:
        texts: list[str] = asked.get("published", [])
        return texts[n] if n < len(texts) else ""
    ids = [option.id for option in question.options]
    if question.kind is Kind.MULTIPLE:
        return list(dict.fromkeys(story.random.choices(ids, asked["weights"], k=story.random.randint(1, SEVERAL))))
    return story.random.choices(ids, asked["weights"])


def _show_texts(story: Story, entry: dict[str, Any], at: datetime) -> None:
    survey = story.known(Survey, entry["key"])
    for question, asked in zip(survey.questions, entry["question"], strict=True):
        for text in asked.get("published", []):
            service.publish_text(question, text, at)
