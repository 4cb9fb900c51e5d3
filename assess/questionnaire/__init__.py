"""Questions to people: answers in, checked and weighed; a template of what is still open out."""
