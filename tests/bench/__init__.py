"""Numbers on real data: queries, processor time beside a bare page of the same size, and bytes of a first visit."""
