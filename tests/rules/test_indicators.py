"""Which phrases of real documents name which canonical indicator, and which must name none."""

from __future__ import annotations

from pathlib import Path

import pint
import pytest
import regex

from metrics.extraction.known_tables import indicators
from metrics.paths import builtin_rules
from metrics.rules.indicators import IndicatorEntry, PhraseWords, Spelling, load_catalogue
from metrics.rules.rulefiles import RuleFiles
from metrics.tables.frames import check
from metrics.tables.schemas import Indicators


@pytest.fixture(scope="module")
def catalogue():
    files = RuleFiles((builtin_rules(),))
    found = load_catalogue(files)
    assert files.problems == []
    return found


@pytest.fixture(scope="module")
def entries():
    return RuleFiles((builtin_rules(),)).entries("indicators", IndicatorEntry)


def identify(catalogue, phrase, unit, mode, direction=None, scope=None, breakdown=False):
    entry = catalogue.identify(
        phrase, scope=scope, unit=unit, mode=mode, direction=direction, breakdown=breakdown
    )
    return entry and entry.indicator_id


GROWS = [
    ("地区生产总值", "gdp_growth"),
    ("全省地区生产总值", "gdp_growth"),
    ("全市生产总值", "gdp_growth"),
    ("国内生产总值", "gdp_growth"),
    ("GDP", "gdp_growth"),
    ("ＧＤＰ", "gdp_growth"),
    ("地区生产总值（GDP）", "gdp_growth"),
    ("经济", "gdp_growth"),
    ("人均地区生产总值", "per_capita_gdp_growth"),
    ("一般公共预算收入", "budget_revenue_growth"),
    ("地方一般公共预算收入", "budget_revenue_growth"),
    ("地方财政一般预算收入", "budget_revenue_growth"),
    ("一般公共预算收入同口径", "budget_revenue_growth"),
    ("一般公共财政预算收入按可比口径", "budget_revenue_growth"),
    ("税收收入", "tax_revenue_growth"),
    ("规模以上工业增加值", "industrial_value_added_growth"),
    ("规上工业增加值", "industrial_value_added_growth"),
    ("规模工业增加值", "industrial_value_added_growth"),
    ("工业增加值", "all_industry_value_added_growth"),
    ("固定资产投资", "fixed_asset_investment_growth"),
    ("固定资产投资(不含农户)", "fixed_asset_investment_growth"),
    ("全社会固定资产投资", "fixed_asset_investment_growth"),
    ("民间固定资产投资", "private_investment_growth"),
    ("社会消费品零售总额", "retail_sales_growth"),
    ("社零总额", "retail_sales_growth"),
    ("社零额", "retail_sales_growth"),
    ("居民消费价格", "cpi_rise"),
    ("居民人均可支配收入", "disposable_income_growth"),
    ("全体居民人均可支配收入", "disposable_income_growth"),
    ("城镇居民人均可支配收入", "urban_income_growth"),
    ("农村常住居民人均可支配收入", "rural_income_growth"),
    ("城乡居民人均可支配收入", "urban_rural_income_growth"),
    ("外贸进出口总值", "trade_growth"),
    ("全社会研发经费投入", "rd_spending_growth"),
    ("全社会R&D经费投入", "rd_spending_growth"),
    ("实际利用外资", "foreign_investment_growth"),
    ("三产", "service_value_added_growth"),
    # near misses: parts, other places, other sums
    ("海洋生产总值", "marine_gdp_growth"),
    ("县域生产总值", None),
    ("第一产业", "primary_value_added_growth"),
    ("区本级固定资产投资", None),
    ("制造业实际利用外资", None),
    ("省外游客", None),
    ("财政收入", None),
    ("亩均工业营业收入", None),
]


@pytest.mark.parametrize(("phrase", "expected"), GROWS)
def test_what_grows_by_percent(catalogue, phrase, expected):
    assert identify(catalogue, phrase, "percent", "change", "increase") == expected


LEVELS = [
    ("地区生产总值增速", "percent", "gdp_growth"),
    ("GDP增速", "percent", "gdp_growth"),
    ("经济增长", "percent", "gdp_growth"),
    ("经济增速", "percent", "gdp_growth"),
    ("规模以上工业增加值增速", "percent", "industrial_value_added_growth"),
    ("居民消费价格涨幅", "percent", "cpi_rise"),
    ("居民消费价格指数涨幅", "percent", "cpi_rise"),
    ("居民消费价格总水平涨幅", "percent", "cpi_rise"),
    ("居民消费价格总水平上涨幅度", "percent", "cpi_rise"),
    ("CPI涨幅", "percent", "cpi_rise"),
    ("居民消费价格指数", "percent", "cpi_rise"),
    ("单位地区生产总值能耗降幅", "percent", "energy_intensity_reduction"),
    ("城镇调查失业率", "percent", "surveyed_unemployment_rate"),
    ("城镇登记失业率", "percent", "registered_unemployment_rate"),
    ("登记失业率", "percent", "registered_unemployment_rate"),
    ("全社会研发投入强度", "percent", "rd_intensity"),
    ("全社会研发（R&D）经费支出占GDP比重", "percent", "rd_intensity"),
    ("全社会研发经费投入占地区生产总值的比例", "percent", "rd_intensity"),
    ("数字经济核心产业增加值占地区生产总值比重", "percent", "digital_core_share"),
    ("常住人口城镇化率", "percent", "urbanisation_rate"),
    ("户籍人口城镇化率", "percent", "registered_urbanisation_rate"),
    ("空气质量优良天数比率", "percent", "good_air_days_share"),
    ("全市空气质量优良天数比例", "percent", "good_air_days_share"),
    ("空气质量优良天数", "day", "good_air_days"),
    ("ＰＭ２．５平均浓度", "other_measure", "pm25"),
    ("国控断面水质优良率", "percent", "national_sections_good_share"),
    ("地表水国、省考核断面水质优良率", "percent", "national_provincial_sections_good_share"),
    ("森林覆盖率", "percent", "forest_coverage"),
    ("林草覆盖率", "percent", "forest_grass_coverage"),
    ("基本医保参保率", "percent", "medical_insurance_coverage"),
    ("普惠性幼儿园覆盖率", "percent", "inclusive_kindergarten_coverage"),
    ("普惠性幼儿园 覆盖率", "percent", "inclusive_kindergarten_coverage"),
    ("公办园在园幼儿占比", "percent", "public_kindergarten_enrolment_share"),
    ("公办幼儿园在园幼儿占比", "percent", "public_kindergarten_enrolment_share"),
    ("学前三年毛入园率", "percent", "preschool_gross_enrolment"),
    ("九年义务教育巩固率", "percent", "compulsory_retention"),
    ("高中阶段教育毛入学率", "percent", "senior_secondary_gross_enrolment"),
    ("中小学生体质健康优良率", "percent", "student_fitness_excellent_rate"),
    ("学生体质健康测试优良率", "percent", "student_fitness_excellent_rate"),
    ("中等职业学校办学条件达标率", "percent", "vocational_school_standard_rate"),
    ("粮食产量", "t", "grain_output"),
    ("粮食总产", "kg", "grain_output"),
    ("高新技术企业", "enterprise", "high_tech_enterprises"),
    ("国家高新技术企业", "enterprise", "high_tech_enterprises"),
    ("人均预期寿命", "year", "life_expectancy"),
    ("技术合同成交额", "CNY", "technology_contract_turnover"),
    ("地区生产总值", "CNY", "gdp"),
    # one word apart, another quantity
    ("公办幼儿园覆盖率", "percent", None),
    ("普惠率", "percent", None),
    ("原建档立卡学生巩固率", "percent", None),
    ("巩固率", "percent", None),
    ("县域常住人口城镇化率", "percent", None),
    ("社会失业率", "percent", None),
    ("全市城镇失业率", "percent", None),
    ("国省控考核断面水质达标率", "percent", None),
    ("规上工业企业研发投入占比", "percent", None),
    ("养老保险、基本医疗保险参保率", "percent", None),
    ("动力电池产量", "kWh", None),
    ("粮食产量", "mu", None),
    ("地区生产总值增速", "percentage_point", None),
]


@pytest.mark.parametrize(("phrase", "unit", "expected"), LEVELS)
def test_what_reaches_a_level(catalogue, phrase, unit, expected):
    assert identify(catalogue, phrase, unit, "level") == expected


OUTPUTS = [
    ("城镇新增就业", "person", "urban_new_jobs"),
    ("城镇就业", "person", "urban_new_jobs"),
    ("学位", "place", "school_places"),
    ("公办学位", "place", "public_school_places"),
    ("高标准农田", "mu", "high_standard_farmland"),
    ("城镇老旧小区", "village", "old_compounds_renovated"),
    ("老旧小区改造", "item", "old_compounds_renovated"),
    ("老旧小区改造", "household", "old_compound_households"),
    ("保障性租赁住房", "dwelling", "affordable_rental_housing"),
    ("农村公路", "km", "rural_roads"),
    ("“四好农村路”", "km", "good_rural_roads"),
    ("5G基站", "device", "new_5g_base_stations"),
    ("５Ｇ基站", "device", "new_5g_base_stations"),
    ("高新技术企业", "enterprise", "high_tech_enterprises_new"),
    ("科技型中小企业入库", "enterprise", "technology_smes_registered"),
    ("省级“专精特新”中小企业", "enterprise", "specialised_smes_new"),
    ("“专精特新”企业", "enterprise", "specialised_enterprises_new"),
    ("国家级专精特新“小巨人”企业", "enterprise", "little_giants_new"),
    ("托位", "place", "childcare_places"),
    ("普惠托位", "place", "inclusive_childcare_places"),
    ("粮食产量", "t", "grain_output"),
    ("水土流失治理面积", "km2", "erosion_control"),
    # certified by one province; jobs of any kind; commercial lodging beds
    ("河北省科技型中小企业", "enterprise", None),
    ("新增就业", "person", None),
    ("床位", "bed", None),
    ("特色学校", "school", None),
]


@pytest.mark.parametrize(("phrase", "unit", "expected"), OUTPUTS)
def test_what_is_done_in_the_period(catalogue, phrase, unit, expected):
    assert identify(catalogue, phrase, unit, "output") == expected


MODES = [
    ("地区生产总值", "percent", "level", None, None),
    ("地区生产总值增速", "percent", "change", "increase", None),
    ("单位GDP能耗", "percent", "change", "decrease", "energy_intensity_reduction"),
    ("单位GDP能耗", "percent", "change", "increase", None),
    ("地区生产总值", "percent", "change", "decrease", None),
    ("地区生产总值", "percent", "change", None, "gdp_growth"),
    ("城镇就业", "person", "level", None, None),
    ("城镇新增就业", "person", "level", None, "urban_new_jobs"),
    ("常住人口城镇化率", "percentage_point", "change", "increase", "urbanisation_rate_rise"),
    ("常住人口城镇化率", "percent", "change", "increase", None),
    ("学生体质健康测试优良率", "percentage_point", "change", "increase",
     "student_fitness_excellent_rate_rise"),
    ("高新技术企业", "enterprise", "change", "increase", None),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "unit", "mode", "direction", "expected"), MODES)
def test_growth_and_level_of_one_thing_are_two(catalogue, phrase, unit, mode, direction, expected):
    assert identify(catalogue, phrase, unit, mode, direction) == expected


SCOPES = [
    ("毛入学率", "高中阶段", "percent", "level", "senior_secondary_gross_enrolment"),
    ("巩固率", "义务教育阶段", "percent", "level", "compulsory_retention"),
    ("覆盖率", "绿色学校", "percent", "level", "green_school_share"),
    ("覆盖率", "省、市、县(区)三级绿色学校", "percent", "level", "green_school_share"),
    (
        "随迁子女在公办学校就读比例",
        "义务教育阶段",
        "percent",
        "level",
        "migrant_children_public_share",
    ),
    ("水土流失面积", "综合治理", "km2", "output", "erosion_control"),
    ("产量", "粮食", "t", "level", "grain_output"),
    ("森林覆盖率", "全市", "percent", "level", "forest_coverage"),
    ("一般公共预算收入", "同口径", "percent", "change", "budget_revenue_growth"),
    ("地区生产总值", "高于全省", "percent", "change", None),
    ("地区生产总值增速", "高于全省", "percent", "level", None),
    ("覆盖率", "“天府云平台”入驻企业", "percent", "level", None),
    ("公共充电桩", "中心城区", "device", "output", None),
    ("国内生产总值", "按2000年价格计算", "CNY", "level", None),
]


@pytest.mark.parametrize(("phrase", "scope", "unit", "mode", "expected"), SCOPES)
def test_a_scope_is_part_of_the_name(catalogue, phrase, scope, unit, mode, expected):
    assert identify(catalogue, phrase, unit, mode, scope=scope) == expected


def test_parts_are_identified_by_percentages_only(catalogue):
    # 固定资产投资增长8%，其中工业投资增长10%; 改造老旧小区180个，其中中心城区50个
    assert identify(catalogue, "工业投资", "percent", "change", "increase", breakdown=True) == (
        "industrial_investment_growth"
    )
    assert identify(catalogue, "老旧小区", "village", "output", breakdown=True) is None


def test_an_entry_carries_its_topic(catalogue):
    entry = catalogue.identify(
        "普惠性幼儿园覆盖率", scope=None, unit="percent", mode="level", direction=None
    )
    assert (entry.name, entry.topic, entry.unit) == ("普惠性幼儿园覆盖率", "教育", "percent")


FIXED_IDS = {
    "inclusive_kindergarten_coverage",
    "public_kindergarten_enrolment_share",
    "preschool_gross_enrolment",
    "compulsory_retention",
    "senior_secondary_gross_enrolment",
    "student_fitness_excellent_rate",
    "school_places",
    "vocational_school_standard_rate",
    "green_school_share",
    "gdp_growth",
    "cpi_rise",
    "urban_new_jobs",
    "surveyed_unemployment_rate",
    "registered_unemployment_rate",
    "grain_output",
    "fixed_asset_investment_growth",
    "retail_sales_growth",
    "industrial_value_added_growth",
    "budget_revenue_growth",
    "disposable_income_growth",
}


def test_the_frame_is_a_table_of_indicators(catalogue, entries):
    frame = check("indicators", indicators(catalogue))
    assert frame.schema == Indicators.create_empty().schema
    assert frame["indicator_id"].to_list() == sorted(entries)
    assert set(frame["indicator_id"]) >= FIXED_IDS
    assert frame.filter(indicator_id="cpi_rise")["synonyms"].item().startswith("居民消费价格|")


def test_units_of_the_catalogue_are_defined(entries):
    registry = pint.UnitRegistry(str(builtin_rules() / "quantities" / "units.pint"))
    used = {unit for entry in entries.values() for unit in (entry.unit, *entry.other_units)}
    assert sorted(unit for unit in used if unit not in registry) == []


def test_no_phrase_is_listed_in_two_spellings(entries):
    words = RuleFiles((builtin_rules(),)).entries("indicators/spelling", PhraseWords)
    spelling = Spelling(words)
    for indicator_id, entry in entries.items():
        plain = [spelling.plain(phrase) for phrase in entry.synonyms]
        assert len(plain) == len(set(plain)), indicator_id


WORDS = """
[issuer]
doc = "全市"
kind = "prefix"
words = ["全市"]

[growth]
doc = "增速"
kind = "increase"
words = ["增速"]
"""
COVERAGE = """[{id}]
name = "覆盖率"
topic = "教育"
unit = "percent"
mode = "{mode}"
{more}
good_direction = "up"
definition = "覆盖的百分比。"
synonyms = ["{synonym}"]
"""


def load(folder: Path, *indicators: str, words: str = WORDS) -> list[str]:
    (folder / "indicators.toml").write_text("".join(indicators), encoding="utf-8")
    (folder / "indicators").mkdir()
    (folder / "indicators" / "spelling.toml").write_text(words, encoding="utf-8")
    files = RuleFiles((folder,))
    load_catalogue(files)
    return [problem.removeprefix(f"{folder}/") for problem in files.problems]


def coverage(indicator_id: str, synonym: str, mode: str = "level", more: str = "") -> str:
    return COVERAGE.format(id=indicator_id, synonym=synonym, mode=mode, more=more)


def test_a_synonym_of_two_indicators_is_a_problem_naming_both(tmp_path):
    problems = load(tmp_path, coverage("first", "覆盖率"), coverage("second", "全市覆盖率"))
    (problem,) = problems
    place, _, rest = problem.partition(" ")
    assert place.startswith("indicators.toml:")
    assert rest == (
        "[second] synonyms: '覆盖率' (level, percent) is also claimed by [first]. "
        "Keep it in one of them."
    )


def test_a_named_growth_may_collide_with_a_level(tmp_path):
    grows = coverage("grows", "入学人数", "change", 'direction = "increase"')
    problems = load(tmp_path, grows, coverage("rate", "入学人数增速"))
    assert len(problems) == 1
    assert "'入学人数增速' (level, percent) is also claimed by [grows]" in problems[0]


def test_one_phrase_may_name_a_level_and_a_growth(tmp_path):
    grows = coverage("grows", "入学人数", "change", 'direction = "increase"')
    assert load(tmp_path, grows, coverage("level", "入学人数")) == []


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (coverage("a", "覆盖率", "change"), "direction belongs to mode = change"),
        (coverage("a", "覆盖率", "stock"), "mode: Input should be 'level', 'change' or 'output'"),
        (
            coverage("a", "覆盖率", more='synonym = "x"'),
            "synonym: unknown key. Did you mean synonyms?",
        ),
    ],
)
def test_a_wrong_entry_is_a_problem_with_file_and_line(tmp_path, indicator, expected):
    (problem,) = load(tmp_path, indicator)
    assert regex.match(r"indicators\.toml:\d+: \[a\]", problem)
    assert expected in problem
