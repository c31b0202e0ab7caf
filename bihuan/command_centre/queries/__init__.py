"""Reading for the command centre. Everything starts from what the actor may see."""
