"""Small sums that a dose asks of a person: how many kilos seventy percent are."""
