"""The demo city and the story: real places, an invented cast, and orders made by the acts of the office alone."""
