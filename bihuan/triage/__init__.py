"""What a text asks: read for the desk, with the characters it was read from; it proposes and never decides."""
