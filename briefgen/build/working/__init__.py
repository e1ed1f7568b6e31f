"""Who does the work: processes of this machine, other machines, and the time it took."""
