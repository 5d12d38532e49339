"""How people are treated: reports, things held back, decisions with reasons, objections."""
