"""Surveys, questions, options and sheets."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("intro", sa.JSON(), nullable=False),
        sa.Column("opens", sa.DateTime(), nullable=False),
        sa.Column("closes", sa.DateTime(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["field_id"], ["field.id"], name=op.f("fk_survey_field_id_field")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_survey_id_record")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_survey_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
    )
    op.create_index(op.f("ix_survey_field_id"), "survey", ["field_id"], unique=False)
    op.create_index(op.f("ix_survey_process_id"), "survey", ["process_id"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("hint", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_question_survey_id_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_survey_id"), "question", ["survey_id"], unique=False)
    op.create_table(
        "sheet",
        sa.Column("survey_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("voter_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_sheet_survey_id_survey")),
        sa.PrimaryKeyConstraint("survey_id", "voter_key", name=op.f("pk_sheet")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "free_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_free_text_question_id_question")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_free_text")),
    )
    op.create_index(op.f("ix_free_text_question_id"), "free_text", ["question_id"], unique=False)
    op.create_table(
        "option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_option_question_id_question")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option")),
    )
    op.create_index(op.f("ix_option_question_id"), "option", ["question_id"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_option_question_id"), table_name="option")
    op.drop_table("option")
    op.drop_index(op.f("ix_free_text_question_id"), table_name="free_text")
    op.drop_table("free_text")
    op.drop_table("sheet")
    op.drop_index(op.f("ix_question_survey_id"), table_name="question")
    op.drop_table("question")
    op.drop_index(op.f("ix_survey_process_id"), table_name="survey")
    op.drop_index(op.f("ix_survey_field_id"), table_name="survey")
    op.drop_table("survey")
