"""What those who write rules work with: examples as tests, checks, comparisons, listings."""
