"""Everything with a public life: its number, its journey, its links and its followers."""
