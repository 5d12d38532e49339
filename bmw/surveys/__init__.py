"""Surveys: small questionnaires of a process and a field, answered once by each person."""
