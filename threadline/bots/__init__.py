"""The channels: each folder knows its platform and nothing else."""
