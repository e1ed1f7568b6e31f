"""What a run reads: sources with their labels, ages, twins and locks."""
