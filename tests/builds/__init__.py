"""Tests of whole runs, their jobs and their faults."""
