"""Pictures and documents: taken in with care, described for everybody, and gone with the text they belong to."""
