"""Shell text as simple commands."""
