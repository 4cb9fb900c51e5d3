"""Which lock stands for which manifest, and which images the product is made into."""
