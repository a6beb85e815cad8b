"use strict";
(function () {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const targets = [...document.querySelectorAll("script.targets")].flatMap((script) => {
    const part = JSON.parse(script.textContent);
    return part.rows.map((row) => {
      const target = Object.fromEntries(part.columns.map((name, index) => [name, row[index]]));
      return Object.assign(target, { sentence: part.sentences[target.sentence] });
    });
  });
  const hasDoubts = targets.some((target) => target.doubt);
  const collator = new Intl.Collator("zh", { numeric: true });
  const CHUNK = 100;  // rows drawn at a time
  const OFFERED = 400;  // indicators offered, those of most targets
  const PRINTED = ["indicator", "commitment"];  // columns as the document has them
  const NEAR = 90;  // characters of a long sentence shown on each side of its number
  const body = document.querySelector("#targets tbody");
  const search = byId("search");
  const inSentences = byId("in-sentences");
  const facets = [...document.querySelectorAll("#filters [data-column]")];
  let visible = targets;
  let drawn = 0;
  let mine = null;
  let sorting = { column: null, down: false };

  // --- rows

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function cell(row, className, text, note) {
    const made = row.insertCell();
    made.className = className;
    if (text) made.append(element("bdi", text));
    if (note) made.append(element("small", note));
    if (PRINTED.includes(className)) [...made.children].forEach((one) => { one.lang = "zh"; });
    return made;
  }

  // English pages call an indicator as their catalogue does, and quote its document below.
  function indicatorCell(row, target) {
    if (!target.called) {
      cell(row, "indicator", target.indicator, target.scope);
      return;
    }
    const made = cell(row, "indicator", null, [target.indicator, target.scope].filter(Boolean).join(" · "));
    made.prepend(element("bdi", target.called));
  }

  function sentenceCell(row, target) {
    const made = cell(row, "sentence");
    const text = target.sentence;
    const end = target.quote_at + target.quote_length;
    const [before, after] = [text.slice(0, target.quote_at), text.slice(end)];
    const parts = [element("mark", text.slice(target.quote_at, end))];
    if (before.length > NEAR) {
      parts.unshift(element("span", before.slice(0, -NEAR), "far"), element("span", "…", "gap"), before.slice(-NEAR));
    } else {
      parts.unshift(before);
    }
    if (after.length > NEAR) {
      parts.push(after.slice(0, NEAR), element("span", "…", "gap"), element("span", after.slice(NEAR), "far"));
    } else {
      parts.push(after);
    }
    const quote = document.createElement("bdi");
    quote.lang = "zh";
    quote.append(...parts);
    made.append(quote);
    if (parts.length > 3) {
      const more = element("button", data.words.whole_sentence, "more");
      more.type = "button";
      more.setAttribute("aria-expanded", "false");
      made.append(more);
    }
    const source = element("small", target.item && data.words.item.replace("{n}", target.item));
    const link = element("a", data.words.row_link, "anchor");
    link.href = "#t-" + target.id;
    source.append(link, window.corrections.button(() => wrong(target)));
    made.append(source);
  }

  const quoteOf = (target) => target.sentence.slice(target.quote_at, target.quote_at + target.quote_length);

  function wrong(target) {
    const read = Object.fromEntries(data.corrected.map((name) => [name, target[data.as_read[name] || name]]));
    return { target_id: target.id, document_id: target.document, source: data.sources[target.document],
      start: target.start, quote: quoteOf(target),
      sentence: target.sentence, read: { role: "target", ...read } };
  }

  function placeCell(row, target) {
    const made = cell(row, "place", target.place);
    if (!data.documents) return;
    const link = element("a");
    link.href = data.documents + target.document + ".html#t-" + target.id;
    link.append(made.firstChild);
    made.append(link);
  }

  function drawRows(count) {
    const stop = Math.min(visible.length, drawn + count);
    const rows = document.createDocumentFragment();
    for (; drawn < stop; drawn += 1) {
      const target = visible[drawn];
      const row = document.createElement("tr");
      row.id = "t-" + target.id;
      row.dataset.document = target.document;
      row.classList.toggle("mine", mine !== null && mine.documents.includes(target.document));
      indicatorCell(row, target);
      placeCell(row, target);
      cell(row, "value", target.printed);
      cell(row, "kind", target.kind, target.parts);
      cell(row, "deadline", target.deadline, target.deadline_text);
      cell(row, "commitment", target.commitment);
      sentenceCell(row, target);
      rows.append(row);
    }
    body.append(rows);
  }

  function toggleSentence(button) {
    const open = button.parentElement.classList.toggle("open");
    button.textContent = open ? data.words.less : data.words.whole_sentence;
    button.setAttribute("aria-expanded", String(open));
  }

  // --- search, facets, order

  function searched(target) {
    if (!target.searched) {
      target.searched = [target.called, target.indicator, target.scope, target.printed, target.place, target.topic,
        target.deadline_text, target.commitment].join(" ").toLowerCase();
    }
    return inSentences.checked ? target.searched + " " + target.sentence.toLowerCase() : target.searched;
  }

  function labelOf(column, value) {
    if (value === null) return data.words.undated;
    return (data.words.labels[column] || {})[value] || value;
  }

  function facetOf(target, column) {
    if (column === "due") return target.deadline ? target.deadline.slice(0, 4) : null;
    return (column === "indicator" && target.called) || target[column];
  }

  function isPassed(facet, target) {
    if (!facet.value) return true;
    const label = labelOf(facet.dataset.column, facetOf(target, facet.dataset.column) ?? null);
    return facet.tagName === "SELECT" ? label === facet.value : label.toLowerCase().includes(facet.value.trim().toLowerCase());
  }

  // A facet counts what the other facets and the search leave over.
  function count(facet, counts, target) {
    const value = facetOf(target, facet.dataset.column);
    if (value === undefined || (value === null && facet.dataset.column !== "due")) return;
    const label = labelOf(facet.dataset.column, value);
    counts.set(label, (counts.get(label) || 0) + 1);
  }

  function offer(facet, counts) {
    const option = (label) => new Option(`${label} (${counts.get(label) || 0})`, label);
    if (facet.tagName === "SELECT") {
      const chosen = facet.value;
      if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
      facet.replaceChildren(new Option(data.words.any, ""), ...[...counts.keys()].sort(collator.compare).map(option));
      facet.value = chosen;
      return;
    }
    const most = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || collator.compare(a, b));
    facet.list.replaceChildren(...most.slice(0, OFFERED).map(option));
  }

  function compareTargets(a, b) {
    const column = sorting.column;
    if (column === "value") return collator.compare(a.unit, b.unit) || a.value - b.value;
    return collator.compare(a[column] || "\uffff", b[column] || "\uffff");
  }

  function update() {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const counts = facets.map(() => new Map());
    visible = targets.filter((target) => {
      if (!words.every((word) => searched(target).includes(word))) return false;
      const failed = facets.filter((facet) => !isPassed(facet, target));
      if (failed.length < 2) facets.forEach((facet, index) => { if (!failed.length || failed[0] === facet) count(facet, counts[index], target); });
      return !failed.length;
    });
    facets.forEach((facet, index) => offer(facet, counts[index]));
    if (sorting.column) visible.sort((a, b) => (sorting.down ? -1 : 1) * compareTargets(a, b));
    body.replaceChildren();
    drawn = 0;
    drawRows(CHUNK);
    byId("shown").textContent = visible.length
      ? data.words.shown.replace("{shown}", visible.length).replace("{total}", targets.length)
      : data.words.nothing;
  }

  function clear() {
    [search, ...facets].forEach((control) => { control.value = ""; });
    inSentences.checked = false;
    update();
    keepInAddress();
  }

  function showOrder() {
    document.querySelectorAll("#targets th").forEach((head) => head.removeAttribute("aria-sort"));
    const button = document.querySelector(`#targets th button[data-column="${sorting.column}"]`);
    if (button) button.closest("th").setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
  }

  function sortBy(button) {
    const column = button.dataset.column;
    sorting = { column, down: sorting.column === column && !sorting.down };
    showOrder();
    update();
    keepInAddress();
  }

  // --- the address says what is asked for, so that it can be passed on

  function state() {
    return { q: search.value.trim(), sentences: inSentences.checked ? "1" : "",
      ...Object.fromEntries(facets.map((facet) => [facet.dataset.column, facet.value.trim()])),
      sort: sorting.column || "", down: sorting.down ? "1" : "" };
  }

  function keepInAddress() {
    const url = new URL(location.href);
    Object.entries(state()).forEach(([name, value]) => {
      if (value) url.searchParams.set(name, value); else url.searchParams.delete(name);
    });
    if (url.href !== location.href) history.replaceState(null, "", url.href);
  }

  function takeFromAddress() {
    const asked = new URLSearchParams(location.search);
    search.value = asked.get("q") || "";
    inSentences.checked = asked.get("sentences") === "1";
    facets.forEach((facet) => {
      const value = asked.get(facet.dataset.column) || "";
      if (value && facet.tagName === "SELECT") facet.append(new Option(value, value));
      facet.value = value;
    });
    const column = asked.get("sort");
    if (document.querySelector(`#targets th button[data-column="${CSS.escape(column || "")}"]`)) sorting = { column, down: asked.get("down") === "1" };
    showOrder();
  }

  function saveRows() {
    const of = (target, key) => (key === "quote" ? quoteOf(target) : target[key]);
    const lines = visible.map((target) => data.saved.map(([, key]) => of(target, key)));
    window.saveCsv(data.saved.map(([column]) => column), lines, "targets.csv");
  }

  function showLinkedRow() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id.startsWith("t-")) return;
    const linked = () => visible.findIndex((target) => "t-" + target.id === id);
    if (linked() < 0) clear();
    const index = linked();
    if (index < 0) return;
    if (index >= drawn) drawRows(index - drawn + CHUNK);
    document.querySelectorAll("tr.found").forEach((row) => row.classList.remove("found"));
    byId(id).classList.add("found");
    byId(id).scrollIntoView({ block: "center" });
  }

  byId("by-doubt").closest("label").hidden = !hasDoubts;
  if (window.myRegion) window.myRegion.whenChosen((region) => { mine = region; });
  takeFromAddress();
  update();
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("input", () => { update(); keepInAddress(); });
  byId("save-rows").addEventListener("click", saveRows);
  byId("clear").addEventListener("click", clear);
  document.querySelectorAll("#targets th button").forEach((button) =>
    button.addEventListener("click", () => sortBy(button)));
  body.addEventListener("click", (event) => {
    if (event.target.matches("button.more")) toggleSentence(event.target);
  });
  window.addEventListener("hashchange", showLinkedRow);
  window.addEventListener("beforeprint", () => {
    drawRows(visible.length);
  });
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) drawRows(CHUNK);
  }, { rootMargin: "900px" }).observe(byId("more"));
  showLinkedRow();
}());
