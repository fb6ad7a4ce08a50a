"""Writers of what leaves the house: they see the frozen value and nothing else."""
