"""Proposals: what citizens suggest to their town, and what becomes of it."""
