"""One module per probe family: a typed question about facts, links or history, answered with evidence."""
