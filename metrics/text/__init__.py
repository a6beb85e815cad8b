"""Functions on strings that know no rule: numerals, traditional characters, marks, periods, digests."""
