"""Texts of the town in several languages, as a form takes them."""

from types import SimpleNamespace
from typing import Any

from flask import Flask, render_template_string

from bmw.kernel.text import Localized
from bmw.ui.forms_localized import InLanguages, LocalizedForm


class SignForm(LocalizedForm):
    """A sign in the town hall."""

    title = InLanguages("Title", "Please write a title in German.", most=20)
    text = InLanguages("Text", most=50, long=True)


def sent(app: Flask, **data: str) -> Any:
    with app.test_request_context("/", method="POST", data=data):
        form = SignForm.sent()
        return form, form.is_complete


def test_german_alone_is_enough(app: Flask) -> None:
    form, complete = sent(app, title_de="Rathaus")
    assert complete
    assert form.text_of("title") == {"de": "Rathaus"}


def test_german_is_needed_even_when_other_languages_are_there(app: Flask) -> None:
    form, complete = sent(app, title_en="Town hall")
    assert not complete
    assert form.title_de.errors == ["Please write a title in German."]


def test_every_language_has_its_limit(app: Flask) -> None:
    form, complete = sent(app, title_de="Rathaus", title_ar="ب" * 21)
    assert not complete
    assert form.title_ar.errors


def test_a_field_sent_twice_is_refused(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"title_de": ["Eins", "Zwei"]}):
        assert not SignForm.sent().is_complete


def test_the_form_starts_with_what_is_there(app: Flask) -> None:
    sign = SimpleNamespace(title=Localized(de="Rathaus", ar="بلدية"), text=Localized())
    with app.test_request_context("/"):
        form = SignForm.sent(obj=sign)
        assert [field.data for field in form.fields_of("title")] == ["Rathaus", "", "بلدية"]


def test_each_field_tells_its_language_and_direction(app: Flask) -> None:
    with app.test_request_context("/"):
        fields = SignForm.sent().fields_of("title")
        assert [str(field.label.text) for field in fields] == [
            "Auf Deutsch: Title",
            "Auf Englisch: Title",
            "Auf Arabisch: Title",
        ]
        assert 'dir="rtl"' in fields[2]()
        assert 'lang="ar"' in fields[2]()


def test_a_page_keeps_the_language_and_direction_of_each_field(app: Flask) -> None:
    macro = '{% from "components/form_field.html" import form_field %}{{ form_field(field) }}'
    with app.test_request_context("/"):
        for field in (*SignForm.sent().fields_of("title"), *SignForm.sent().fields_of("text")):
            tag = field.name[-2:]
            html = render_template_string(macro, field=field)
            assert f'lang="{tag}"' in html
            assert html.count("dir=") == 1
            assert f'dir="{"rtl" if tag == "ar" else "ltr"}"' in html


class NoticeForm(LocalizedForm):
    """A notice whose text is needed in some cases."""

    text = InLanguages("Text", hint="Needed where something is closed.", sometimes=True)


def test_what_is_needed_sometimes_is_not_called_optional_in_german(app: Flask) -> None:
    with app.test_request_context("/"):
        page = render_template_string(
            '{% from "components/form_field.html" import form_field %}'
            "{{ form_field(form.text_de) }}|{{ form_field(form.text_en) }}",
            form=NoticeForm.sent(),
        )
    german, english = page.split("|")
    assert "optional" not in german
    assert "optional" in english
