"""Where parts, headings, sentences and tables stand; title, issuer, region and years."""
