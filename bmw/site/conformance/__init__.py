"""How accessible the platform is: what each criterion asks, which tests show it, what ran, and what is missing."""
