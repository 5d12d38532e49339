"""Ballots and registers: one vote per person and ballot, counted so that anyone can check."""
