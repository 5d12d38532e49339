"""Finding things by words, and finding similar ones, behind one interface for both databases."""
