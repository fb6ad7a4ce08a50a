"""Who takes part: signing in, and the secretariat's desk of participants."""
