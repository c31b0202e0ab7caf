"""What templates ask of the organisation."""
