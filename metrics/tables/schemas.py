"""The schemas of the tables: what columns each has, of what type, and what every row must keep.

What a column means, in Chinese and English, stands in ``columns.toml``.
"""

from __future__ import annotations

import dataframely as dy
import polars as pl

ROLES = ("target", "actual", "context", "label", "date", "structure", "unexplained")
COMPARATORS = ("=", ">=", ">", "<=", "<", "~", "range")
MODES = ("level", "change", "output")
DIRECTIONS = ("increase", "decrease")
DIMENSIONS = (
    "percentage", "percentage_point", "money", "area", "length", "mass", "energy", "volume",
    "duration", "temperature", "ratio", "rank", "count",
)  # fmt: skip
PERIOD_KINDS = ("annual", "average", "total", "end", "state")
SIDES = ("before", "after")
MATCHES = ("id", "name", "parts", "none")
VERDICTS = (
    "exceeded", "met", "below", "not_ranked", "partly", "not_comparable", "words_only",
    "average_only", "not_due", "no_figure", "no_report",
)  # fmt: skip
GOAL_TIERS = ("base", "stretch")
OUTCOMES = ("applied", "settled", "unmatched", "refused")
STRENGTHS = ("wish", "duty")
DOUBTS = (
    "cut_name", "verb_as_name", "bare_head", "verb_in_name", "task_as_name", "numeral",
    "size_of_thing", "no_verb", "mere_activity",
)  # fmt: skip
"""Why a row should be looked at first, the gravest reason first (`metrics.targets.doubts`)."""
REGION_LEVELS = ("country", "province", "prefecture", "county")


class Targets(dy.Schema):
    """One row per (indicator, value) that a document commits to."""

    target_id = dy.String(nullable=False, primary_key=True)
    source = dy.String(nullable=False)
    document_id = dy.String(nullable=False)
    document_title = dy.String(nullable=True)
    issuer = dy.String(nullable=True)
    region = dy.String(nullable=True)
    region_label = dy.String(nullable=True)
    region_code = dy.String(nullable=True)
    region_level = dy.String(nullable=True)
    parent_region = dy.String(nullable=True)
    plan_year = dy.Int64(nullable=True)
    plan_end_year = dy.Int64(nullable=True)
    section = dy.String(nullable=True)
    item_no = dy.String(nullable=True)
    sentence = dy.String(nullable=False)
    start = dy.Int64(nullable=False)
    end = dy.Int64(nullable=False)
    quote = dy.String(nullable=False)
    quote_at = dy.Int64(nullable=False)
    indicator = dy.String(nullable=False)
    indicator_id = dy.String(nullable=True)
    topic = dy.String(nullable=True)
    scope = dy.String(nullable=True)
    value = dy.Float64(nullable=False)
    value_high = dy.Float64(nullable=True)
    unit = dy.String(nullable=False)
    dimension = dy.String(nullable=False)
    classifier = dy.String(nullable=True)
    unit_text = dy.String(nullable=False)
    comparator = dy.String(nullable=False)
    lower = dy.Float64(nullable=True)
    upper = dy.Float64(nullable=True)
    mode = dy.String(nullable=False)
    direction = dy.String(nullable=True)
    deadline = dy.Date(nullable=True)
    deadline_text = dy.String(nullable=True)
    per = dy.String(nullable=True)
    commitment = dy.String(nullable=True)
    breakdown = dy.Bool(nullable=False)
    part_of = dy.String(nullable=True)
    baseline = dy.Float64(nullable=True)
    responsible = dy.String(nullable=True)
    period_kind = dy.String(nullable=False)
    period_start = dy.Date(nullable=True)
    period_end = dy.Date(nullable=True)
    goal_tier = dy.String(nullable=False)
    binding = dy.String(nullable=True)
    doubt = dy.String(nullable=True)
    rule_id = dy.String(nullable=False)
    corrected = dy.String(nullable=True)

    @dy.rule()
    def quote_lies_in_order(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("start") < pl.col("end")

    @dy.rule()
    def comparator_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("comparator").is_in(COMPARATORS)

    @dy.rule()
    def mode_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("mode").is_in(MODES)

    @dy.rule()
    def period_kind_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("period_kind").is_in(PERIOD_KINDS)

    @dy.rule()
    def goal_tier_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("goal_tier").is_in(GOAL_TIERS)

    @dy.rule()
    def doubt_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("doubt").is_null() | pl.col("doubt").is_in(DOUBTS)

    @dy.rule()
    def dimension_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("dimension").is_in(DIMENSIONS)

    @dy.rule()
    def a_range_has_two_ends(cls) -> pl.Expr:  # noqa: D102, N805
        return (pl.col("comparator") != "range") | pl.col("value_high").is_not_null()


class Actuals(dy.Schema):
    """One row per result that a document reports."""

    actual_id = dy.String(nullable=False, primary_key=True)
    source = dy.String(nullable=False)
    document_id = dy.String(nullable=False)
    document_title = dy.String(nullable=True)
    issuer = dy.String(nullable=True)
    region = dy.String(nullable=True)
    region_label = dy.String(nullable=True)
    region_code = dy.String(nullable=True)
    region_level = dy.String(nullable=True)
    parent_region = dy.String(nullable=True)
    plan_year = dy.Int64(nullable=True)
    plan_end_year = dy.Int64(nullable=True)
    section = dy.String(nullable=True)
    item_no = dy.String(nullable=True)
    sentence = dy.String(nullable=False)
    start = dy.Int64(nullable=False)
    end = dy.Int64(nullable=False)
    quote = dy.String(nullable=False)
    quote_at = dy.Int64(nullable=False)
    indicator = dy.String(nullable=False)
    indicator_id = dy.String(nullable=True)
    topic = dy.String(nullable=True)
    scope = dy.String(nullable=True)
    value = dy.Float64(nullable=False)
    value_high = dy.Float64(nullable=True)
    unit = dy.String(nullable=False)
    dimension = dy.String(nullable=False)
    classifier = dy.String(nullable=True)
    unit_text = dy.String(nullable=False)
    comparator = dy.String(nullable=False)
    lower = dy.Float64(nullable=True)
    upper = dy.Float64(nullable=True)
    mode = dy.String(nullable=False)
    direction = dy.String(nullable=True)
    per = dy.String(nullable=True)
    breakdown = dy.Bool(nullable=False)
    part_of = dy.String(nullable=True)
    baseline = dy.Float64(nullable=True)
    period_kind = dy.String(nullable=False)
    period_start = dy.Date(nullable=True)
    period_end = dy.Date(nullable=True)
    estimate = dy.Bool(nullable=False)
    rank_text = dy.String(nullable=True)
    basis_text = dy.String(nullable=True)
    claims_goal = dy.String(nullable=True)
    doubt = dy.String(nullable=True)
    rule_id = dy.String(nullable=False)

    @dy.rule()
    def quote_lies_in_order(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("start") < pl.col("end")

    @dy.rule()
    def comparator_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("comparator").is_in(COMPARATORS)

    @dy.rule()
    def mode_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("mode").is_in(MODES)

    @dy.rule()
    def period_kind_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("period_kind").is_in(PERIOD_KINDS)

    @dy.rule()
    def doubt_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("doubt").is_null() | pl.col("doubt").is_in(DOUBTS)


class Numbers(dy.Schema):
    """The ledger: one row per mention of a number, with its role and the reason for it."""

    source = dy.String(nullable=False, primary_key=True)
    document_id = dy.String(nullable=False, primary_key=True)
    start = dy.Int64(nullable=False, primary_key=True)
    end = dy.Int64(nullable=False)
    quote = dy.String(nullable=False)
    role = dy.String(nullable=False)
    rule_id = dy.String(nullable=False)
    reason = dy.String(nullable=False)

    @dy.rule()
    def role_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("role").is_in(ROLES)


class Documents(dy.Schema):
    """One row per document; a file that could not be read has one row with its ``problem``."""

    source = dy.String(nullable=False)
    document_id = dy.String(nullable=False, primary_key=True)
    title = dy.String(nullable=True)
    issuer = dy.String(nullable=True)
    region = dy.String(nullable=True)
    region_label = dy.String(nullable=True)
    region_code = dy.String(nullable=True)
    region_level = dy.String(nullable=True)
    parent_region = dy.String(nullable=True)
    region_evidence = dy.String(nullable=True)
    region_candidates = dy.String(nullable=True)
    plan_year = dy.Int64(nullable=True)
    plan_end_year = dy.Int64(nullable=True)
    text_sha256 = dy.String(nullable=True)
    characters = dy.Int64(nullable=False)
    body_present = dy.Bool(nullable=False)
    truncated = dy.Bool(nullable=False)
    targets = dy.Int64(nullable=False)
    numbers = dy.Int64(nullable=False)
    actuals = dy.Int64(nullable=False)
    unexplained = dy.Int64(nullable=False)
    problem = dy.String(nullable=True)
    program = dy.String(nullable=False)
    rules_digest = dy.String(nullable=False)
    options = dy.String(nullable=True)


class Regions(dy.Schema):
    """The regions of the documents, and the regions that these belong to."""

    region_code = dy.String(nullable=False, primary_key=True)
    name = dy.String(nullable=False)
    short_name = dy.String(nullable=False)
    level = dy.String(nullable=False)
    parent_code = dy.String(nullable=True)

    @dy.rule()
    def level_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("level").is_in(REGION_LEVELS)


class Indicators(dy.Schema):
    """The catalogue of canonical indicators."""

    indicator_id = dy.String(nullable=False, primary_key=True)
    name = dy.String(nullable=False)
    topic = dy.String(nullable=False)
    unit = dy.String(nullable=False)
    good_direction = dy.String(nullable=True)
    definition = dy.String(nullable=False)
    synonyms = dy.String(nullable=False)


class Benchmarks(dy.Schema):
    """National aims and actual values that a comparison may draw beside the targets."""

    indicator_id = dy.String(nullable=False, primary_key=True)
    kind = dy.String(nullable=False, primary_key=True)
    year = dy.Int64(nullable=False, primary_key=True)
    value = dy.Float64(nullable=False)
    comparator = dy.String(nullable=False)
    unit = dy.String(nullable=False)
    document = dy.String(nullable=False)
    note = dy.String(nullable=True)

    @dy.rule()
    def kind_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("kind").is_in(["aim", "actual"])


class Commitments(dy.Schema):
    """The words of commitment that a target may have, and how strong each is."""

    commitment = dy.String(nullable=False, primary_key=True)
    strength = dy.String(nullable=False)

    @dy.rule()
    def strength_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("strength").is_in(STRENGTHS)


class UnitRows(dy.Schema):
    """The units: how each is printed, and how it converts to the base unit of its kind."""

    unit = dy.String(nullable=False, primary_key=True)
    name = dy.String(nullable=False)
    name_en = dy.String(nullable=False)
    dimension = dy.String(nullable=True)
    base_unit = dy.String(nullable=False)
    factor = dy.Float64(nullable=False)
    printed = dy.String(nullable=True)
    definition = dy.String(nullable=True)

    @dy.rule()
    def dimension_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("dimension").is_in(DIMENSIONS)

    @dy.rule()
    def factor_is_positive(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("factor") > 0


class Corrections(dy.Schema):
    """What people corrected, each with what became of it, so that none is ever lost."""

    correction_id = dy.String(nullable=False, primary_key=True)
    place = dy.String(nullable=False)
    action = dy.String(nullable=False)
    outcome = dy.String(nullable=False)
    reason = dy.String(nullable=True)
    target_id = dy.String(nullable=True)
    asked_target_id = dy.String(nullable=True)
    source = dy.String(nullable=True)
    document_id = dy.String(nullable=True)
    start = dy.Int64(nullable=True)
    quote = dy.String(nullable=True)
    sentence = dy.String(nullable=True)
    changes = dy.String(nullable=False)
    read = dy.String(nullable=False)
    by = dy.String(nullable=True)
    is_unreadable = dy.Bool(nullable=False)

    @dy.rule()
    def outcome_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("outcome").is_in(OUTCOMES)


class LeftOut(dy.Schema):
    """What was found beside the documents and not read, counted by reason and kind of file."""

    reason = dy.String(nullable=False, primary_key=True)
    ending = dy.String(nullable=False, primary_key=True)
    files = dy.Int64(nullable=False)
    example = dy.String(nullable=False)


class TargetsWide(Targets):
    """The targets with the names, dates and national figures that other tables hold of them."""

    place = dy.String(nullable=False)
    parent_code = dy.String(nullable=True)
    indicator_name = dy.String(nullable=False)
    definition = dy.String(nullable=True)
    good_direction = dy.String(nullable=True)
    unit_name = dy.String(nullable=False)
    due = dy.Date(nullable=True)
    total_value = dy.Float64(nullable=True)
    previous_actual = dy.Float64(nullable=True)
    step = dy.Float64(nullable=True)
    national_aim = dy.Float64(nullable=True)
    national_aim_year = dy.Int64(nullable=True)
    national_actual = dy.Float64(nullable=True)
    national_actual_year = dy.Int64(nullable=True)
    evidence = dy.String(nullable=True)


class Outcomes(dy.Schema):
    """What a region's own reports say of a target: one row per target and side."""

    target_id = dy.String(nullable=False, primary_key=True)
    side = dy.String(nullable=False, primary_key=True)
    actual_id = dy.String(nullable=True)
    match = dy.String(nullable=False)
    difference = dy.Float64(nullable=True)
    verdict = dy.String(nullable=True)
    reason = dy.String(nullable=True)

    @dy.rule()
    def side_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("side").is_in(SIDES)

    @dy.rule()
    def match_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("match").is_in(MATCHES)

    @dy.rule()
    def verdict_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("verdict").is_in(VERDICTS)


class ColumnRows(dy.Schema):
    """The dictionary: one row per column of every table."""

    table = dy.String(nullable=False, primary_key=True)
    column = dy.String(nullable=False, primary_key=True)
    type = dy.String(nullable=False)
    unit = dy.String(nullable=True)
    description_zh = dy.String(nullable=False)
    description_en = dy.String(nullable=False)
    example = dy.String(nullable=False)
    required = dy.Bool(nullable=False)
    key = dy.String(nullable=True)
