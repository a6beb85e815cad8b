"""Functions on strings that know no rule: numerals, marks, periods, digests."""
