"""Parts of `assess gate`: its options, what it reads, and the page that it prints."""
