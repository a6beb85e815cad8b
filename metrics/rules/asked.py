"""What the engine asks of the rules by name: declared here once, and nowhere else.

A pattern or list that is missing is a problem of the rules; a name that the engine asks for and
that does not stand here is a problem of types. Further patterns of `clauses` and `layout` would do
nothing, so they are refused, but for the numbers of headings and words for several things.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from metrics.rules.rulefiles import RuleFiles
from metrics.rules.toml_tables import did_you_mean

PhraseName = Literal[
    "about_a_share", "accomplished", "act_counted", "acted_on", "added_up", "addressees",
    "against_a_year", "against_last_year", "agent_ahead", "agent_pays", "aim_alone", "all_alike",
    "any_owner", "aside_at_end", "aside_opens", "at_least_each", "attributive", "average_alone",
    "award_amount", "award_basis", "award_by", "award_condition", "award_follows", "award_fund",
    "award_given", "award_keys", "award_least", "award_limit", "award_measure", "award_most",
    "award_name", "award_object", "award_of", "award_paid", "award_part", "award_per",
    "award_per_end", "award_raises", "award_recipient", "award_reserve", "award_share",
    "award_sign", "award_single", "award_stage", "award_terms", "award_threshold", "award_time",
    "award_to", "award_unpriced", "award_verb", "bare_count", "bare_growth", "bare_head",
    "bare_investment", "bare_level", "bare_size", "bare_turnover", "bare_verb", "baseline",
    "basis_bracket", "basis_of_share", "basis_said", "become_scope", "begun", "bettered_subject",
    "binding", "brings_about", "causative", "class_verb", "closing_date", "closing_mark",
    "closing_note", "completes", "continues", "counted_deed", "covers", "crop_area", "crop_yield",
    "cut_name", "cut_through", "dash_item", "dative", "dative_inside", "dealt_share", "deed_ahead",
    "deed_of_counted", "deeds_dealt", "described", "determiner", "done_by_date", "done_by_share",
    "done_then", "due_line", "each", "each_body", "each_done", "each_has", "each_of_all",
    "each_owner", "each_verb", "enrolled", "estimated", "examples", "examples_end", "extent_tail",
    "fields_named", "figures_told", "financier", "five_year_plan", "flow_noun", "frequency",
    "fulfilled", "generic_noun", "given_to", "goal_claimed", "goal_frame", "goals_heading",
    "goes_on_listing", "goes_on_with_noun", "grade", "grade_list", "group_done", "group_list",
    "group_of_rate", "grows_alone", "growth_noun", "headed_by_rate", "helped", "honour",
    "in_number", "index_noun", "inner_point", "inner_verb", "inside_clause", "insurance",
    "insured_rate", "invested_in", "invested_whole", "investment", "investment_end",
    "issuer_prefix", "joined_amount", "joins_values", "joint", "kept_quantity", "large",
    "level_head", "level_list", "line_head", "line_tells_last_year", "list_ahead", "list_mark",
    "lists", "made_to_do", "manner_ahead", "means", "means_verb", "measure_in_name", "measured_by",
    "measured_of_many", "measured_so", "money_noun", "more_of_result", "named_activity",
    "narrowing_word", "new_thing", "news_lead", "no_narrowing", "no_owner", "no_part_of_name",
    "no_scope", "note_mark", "noun_behind", "of_one_kind", "of_region", "of_the_others", "of_which",
    "of_which_ahead", "of_which_list", "of_whom", "only_averaged", "only_time", "only_whose",
    "opens_five_years", "opens_goals", "ordinal_prefix", "output_alone", "own_goal",
    "owned_by_each", "owner_head", "owner_of_output", "owner_of_rates", "pace", "pair_listed",
    "per", "per_unit", "person_deed", "persons_ahead", "persons_end", "pivot", "place_of_growth",
    "placed", "placed_deed", "planned_money", "praised", "predicate", "predicate_tail", "producer",
    "put_into", "put_into_works", "quantity_ahead", "rank_opens", "rank_said", "rate_alone",
    "rate_noun", "rate_of_groups", "reached_for_each", "relative", "respectively", "responsible",
    "scope_prefix", "scope_rest", "seen", "serves", "serves_alone", "share_of", "share_reaching",
    "share_told", "shared_ending", "shared_share", "shared_works", "short_body", "size_alone",
    "size_measure", "size_of_deed", "size_told", "spent_on", "stands_in", "steps_of_rate",
    "stock_noun", "stretches", "sum_word", "takes_deed", "task_name", "task_tail", "teaching",
    "telling_verb", "tells_five_years", "tells_last_year", "term", "time_against", "time_ago",
    "time_ahead", "time_average", "time_each", "time_last", "time_next", "time_now", "time_plan",
    "time_rest", "time_since", "time_this", "time_until", "time_year", "time_years", "told_by",
    "told_of_all", "topic", "topic_ahead", "topics_listed", "trade_ahead", "trade_alone",
    "trade_body", "trade_end", "trade_of_verb", "trend_told", "trim_left", "trim_right",
    "village_deed", "whole_name", "wider_region", "works_done", "works_of_size", "yardstick",
    "yearly_flow", "years_dealt",
]  # fmt: skip
"""The patterns over phrases, in `clauses`."""

SectionName = Literal[
    "addressed_to_all", "aim_heading", "appendix", "background_heading", "compared_with_year",
    "contents_entry", "contents_line", "counts_in_item", "date_field", "dateline", "definition",
    "end_of_goals", "explained", "file_number", "generic_title", "handed_out", "heading_in_line",
    "headline", "issuer_field", "issuer_line", "issuer_name", "line_goes_on", "local_body",
    "national_body", "note_line", "notice_line", "notice_title", "opens_ahead", "opens_behind",
    "own_year_said", "page_end", "page_field", "past_sign", "period_ahead", "period_line",
    "period_of_headline", "period_said", "plain_heading", "plan_heading", "plan_ordinal",
    "plan_period", "plan_sign", "plan_title", "plan_told", "plan_wording", "plan_year_opens",
    "promise_heading", "region_label", "region_name", "region_spoken", "region_statement",
    "report_sign", "report_title", "review_heading", "review_paragraph", "signed",
    "speaks_of_itself", "table_actual", "table_answer", "table_base", "table_change",
    "table_change_said", "table_due", "table_due_said", "table_falls", "table_group",
    "table_growth_noun", "table_growth_or_sum", "table_kind", "table_kind_said", "table_measure",
    "table_name", "table_note", "table_ordinal", "table_plan", "table_points", "table_task",
    "table_unit", "table_unit_note", "table_year", "this_year_opens", "title_field", "title_line",
    "watermark", "year_ahead", "year_end_alone", "year_of_meeting", "year_of_plan",
    "year_of_review", "year_of_session", "year_of_title", "year_opens_line", "year_spoken_of",
    "years_long",
]  # fmt: skip
"""The patterns over lines, titles and heads of tables, in `layout`."""

ListName = Literal[
    "address_openings", "before_minus", "before_region_names", "binding_kinds", "blocks",
    "bound_fillers", "bound_links", "dates_after", "denominators", "discounts", "doubled",
    "dozens", "halves", "hundredth_coins", "inclusive", "kinds_of_prefectures",
    "kinds_of_provinces", "least_after", "least_before", "listed_ends", "magnitude_letters",
    "magnitude_links", "minus", "mixed_links", "more_inside", "most_after", "most_before",
    "no_dozen", "no_link", "no_number", "no_quantity", "no_share", "no_sign", "no_tail", "no_unit",
    "no_upwards", "ordinals", "over_before", "pair_ends", "pairs", "range_marks", "ratio_words",
    "region_kinds_from_below", "table_growth", "table_reaches", "tenth_coins", "tenths", "than",
    "than_less", "than_more", "tolerances", "traditional", "upwards", "years_of_school",
]  # fmt: skip
"""The lists of words; others are found by the place where their words count, or by patterns."""


def report_missing(files: RuleFiles, kind: str, names: Any) -> None:
    """Adds a problem for each of the ``names`` (a Literal) that the rules of a kind lack."""
    for name in get_args(names):
        if not files.has(kind, name):
            files.lack(kind, name, "The engine asks for it; the built-in rules have it.")


def report_unasked(files: RuleFiles, kind: str, entry_id: str, names: Any) -> None:
    """Adds a problem where nothing asks for a pattern: its name is none of ``names``."""
    known = get_args(names)
    if entry_id not in known:
        hint = did_you_mean(entry_id, list(known))
        files.report(kind, entry_id, f"nothing asks for a pattern of this name.{hint}")
