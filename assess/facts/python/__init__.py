"""How Python source becomes facts."""
