"""The parts of a Word package beside its body, and the package itself."""
