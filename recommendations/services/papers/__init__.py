"""Papers of the assembly, filled from the database as frozen values for the writers beside the house."""
