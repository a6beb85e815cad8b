"""Which topic a row has: told by its name, else by what it stands under."""

from __future__ import annotations

import pytest

from metrics.rules.topics import topics_of


@pytest.mark.parametrize(
    ("indicator", "scope", "before", "section", "topic"),
    [
        ("示范幼儿园", None, "", None, "教育"),
        ("校园消防安全隐患", None, "", None, "公共安全"),
        ("科技型中小企业", None, "", None, "科技创新"),
        ("规模以上企业", None, "", None, "企业培育"),
        ("教育经费", None, "", None, "教育"),
        ("经费", None, "", None, "财政金融"),
        ("项目", "高标准农田", "", None, "农业"),
        ("项目", None, "", "一、工作安排 / （二）加强水污染防治", "生态环境"),
        ("项目", None, "", None, "投资"),
        ("利润", None, "市属国企营业收入增长8%、", "五、优化营商环境", "企业培育"),
        ("投资", None, "新建学校3所、", "五、扩大消费", "投资"),
        ("覆盖面", None, "", None, None),
    ],
)
def test_words_tell_the_topic(rules, indicator, scope, before, section, topic):
    assert topics_of(rules).topic_of(indicator, scope, before=before, section=section) == topic
