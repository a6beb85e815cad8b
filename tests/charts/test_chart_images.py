from __future__ import annotations

import pytest
from chart_rows import COVERAGE, targets

from charts import compare, distribution, save, write_images
from charts.drawing import theme
from charts.images import writer


def test_svg_keeps_its_texts_and_takes_a_width(tmp_path):
    path = save(compare(targets({}), COVERAGE), tmp_path / "rates.svg", width=500)
    svg = path.read_text("utf-8")
    assert "普惠性幼儿园覆盖率" in svg
    assert "Noto Sans CJK SC" in svg
    assert svg.startswith("<svg")
    assert 'fill="#ffffff"' in svg
    assert save(compare(targets({}), COVERAGE), tmp_path / "rates.svg").read_text("utf-8") != svg


def test_html_holds_all_that_draws_the_chart(tmp_path):
    path = save(compare(targets({}), COVERAGE), tmp_path / "rates.html")
    assert "普惠性幼儿园覆盖率" in path.read_text("utf-8")


def test_a_dark_chart_stands_on_dark_paper(tmp_path):
    path = save(compare(targets({}), COVERAGE, palette=theme.DARK), tmp_path / "dark.svg")
    assert f'fill="{theme.DARK.paper}"' in path.read_text("utf-8")


def test_png_needs_a_chinese_font(tmp_path, monkeypatch):
    chart = distribution(targets({}), COVERAGE)
    if writer.has_chinese_font():
        path = save(chart, str(tmp_path / "rates.png"), scale=1)
        assert path.read_bytes().startswith(b"\x89PNG")
    monkeypatch.setattr(writer, "has_chinese_font", lambda: False)
    with pytest.raises(ValueError, match="no font with Chinese letters was found"):
        save(chart, tmp_path / "boxes.png")
    assert not (tmp_path / "boxes.png").exists()
    assert save(chart, tmp_path / "rates.svg").exists()


def test_letters_drawn_alike_are_boxes(monkeypatch):
    monkeypatch.setattr(writer.vl_convert, "svg_to_png", lambda svg: b"a box")
    writer.has_chinese_font.cache_clear()
    assert not writer.has_chinese_font()
    writer.has_chinese_font.cache_clear()


def test_many_charts_are_written_by_name(tmp_path):
    chart = compare(targets({}), COVERAGE)
    paths = write_images({"one": chart, "two": chart}, tmp_path, "svg")
    assert paths == [tmp_path / "one.svg", tmp_path / "two.svg"]
    assert all(path.exists() for path in paths)
    with pytest.raises(ValueError, match="is no name of a file"):
        write_images({"../one": chart}, tmp_path)


@pytest.mark.parametrize(
    ("name", "palette", "what"),
    [
        ("rates.pdf", theme.LIGHT, "written as .svg, .png or .html"),
        ("rates.svg", theme.PAGE, "colours of a page"),
    ],
)
def test_what_cannot_be_written_says_why(tmp_path, name, palette, what):
    with pytest.raises(ValueError, match=what):
        save(compare(targets({}), COVERAGE, palette=palette), tmp_path / name)
