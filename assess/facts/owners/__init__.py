"""Who is named as owner or author."""
