"""What each path is to the product."""
