"""One module for each form of chart."""
