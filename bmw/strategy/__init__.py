"""The strategy roadmap (Digitale Agenda): measures, their milestones, and what the council decided."""
