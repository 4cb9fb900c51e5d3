"""What the human-readable formats share: words, numbers, safe text, links and the view of an assessment."""
