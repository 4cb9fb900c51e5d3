"""Questions as a table for a spreadsheet, and filled-in tables back."""
