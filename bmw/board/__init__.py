"""The advisory board (Beirat): its criteria, its members' opinions and its reasoned conclusions."""
