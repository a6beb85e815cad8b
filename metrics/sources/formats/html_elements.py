"""The elements of HTML that matter for the text of a page."""

NEVER_NESTED = frozenset({
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "source", "tbody", "td", "th", "tr", "wbr",
})  # fmt: skip
"""Closed by what follows them, or empty: many of them make no depth."""

SILENT = frozenset({
    "aside", "audio", "button", "canvas", "datalist", "del", "dialog", "embed", "footer", "form",
    "head", "iframe", "input", "map", "math", "nav", "noscript", "object", "option", "rp", "rt",
    "s", "script", "select", "strike", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
"""Print nothing that belongs to the document, or what is struck out of it."""

BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
})  # fmt: skip
"""Stand on lines of their own."""
