"""Tables, queries and migrations; the only floor that speaks SQL."""
