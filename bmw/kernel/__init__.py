"""The ground everything stands on: database, settings, limits, rules, states, text and the clock."""
