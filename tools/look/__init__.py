"""Eyes on the built site: a browser, pictures for people, scores, the next site builder."""
