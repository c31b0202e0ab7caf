"""The channel e-mail: the letter, and the conversation with the server."""
