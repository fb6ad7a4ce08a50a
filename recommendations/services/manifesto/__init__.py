"""From adopted texts to the signed manifesto: corrections, languages held against each other, documents."""
