"""Questions and their answers, with what can be done under an answer."""
