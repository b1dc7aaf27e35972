"""How events come in and utterances go out, at least once in and, as far as Slack lets us know, once out."""
