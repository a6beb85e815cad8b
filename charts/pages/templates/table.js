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
  const collator = new Intl.Collator("zh", { numeric: true });
  const CHUNK = 100;  // rows drawn at a time
  const NEAR = 90;  // characters of a long sentence shown on each side of its number
  const body = document.querySelector("#targets tbody");
  const search = byId("search");
  const selects = [...document.querySelectorAll("#filters select")];
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
    return made;
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
    quote.append(...parts);
    made.append(quote);
    if (parts.length > 3) {
      const more = element("button", data.words.whole_sentence);
      more.type = "button";
      more.setAttribute("aria-expanded", "false");
      made.append(more);
    }
    const source = element("small", target.item && data.words.item.replace("{n}", target.item));
    const link = element("a", "#", "anchor");
    link.href = "#t-" + target.id;
    link.setAttribute("aria-label", data.words.row_link);
    source.append(link);
    made.append(source);
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
      cell(row, "indicator", target.indicator, target.scope);
      placeCell(row, target);
      cell(row, "value", target.printed);
      cell(row, "kind", target.kind, target.parts);
      cell(row, "deadline", target.deadline, target.deadline_text);
      cell(row, "commitment", target.commitment);
      sentenceCell(row, target);
      cell(row, "rule", target.rule);
      rows.append(row);
    }
    body.append(rows);
  }

  function toggleSentence(button) {
    const open = button.parentElement.classList.toggle("open");
    button.textContent = open ? data.words.less : data.words.whole_sentence;
    button.setAttribute("aria-expanded", String(open));
  }

  // --- search, filters, order

  function searched(target) {
    if (!target.searched) {
      target.searched = [target.indicator, target.scope, target.printed, target.place, target.topic,
        target.deadline_text, target.commitment, target.sentence].join(" ").toLowerCase();
    }
    return target.searched;
  }

  function compareTargets(a, b) {
    const column = sorting.column;
    if (column === "value") return collator.compare(a.unit, b.unit) || a.value - b.value;
    return collator.compare(a[column] || "\uffff", b[column] || "\uffff");
  }

  function update() {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    visible = targets.filter((target) =>
      selects.every((select) => !select.value || target[select.dataset.column] === select.value) &&
      words.every((word) => searched(target).includes(word)));
    if (sorting.column) visible.sort((a, b) => (sorting.down ? -1 : 1) * compareTargets(a, b));
    body.replaceChildren();
    drawn = 0;
    drawRows(CHUNK);
    byId("shown").textContent = visible.length
      ? data.words.shown.replace("{shown}", visible.length).replace("{total}", targets.length)
      : data.words.nothing;
  }

  function clear() {
    [search, ...selects].forEach((control) => { control.value = ""; });
    update();
  }

  function sortBy(button) {
    const column = button.dataset.column;
    sorting = { column, down: sorting.column === column && !sorting.down };
    document.querySelectorAll("#targets th").forEach((head) => head.removeAttribute("aria-sort"));
    button.closest("th").setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
    update();
  }

  function fill(select) {
    const counts = new Map();
    targets.forEach((target) => {
      const value = target[select.dataset.column];
      if (value) counts.set(value, (counts.get(value) || 0) + 1);
    });
    const values = [...counts.keys()].sort(collator.compare);
    select.append(new Option(data.words.any, ""),
      ...values.map((value) => new Option(`${value} (${counts.get(value)})`, value)));
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

  if (window.myRegion) window.myRegion.whenChosen((region) => { mine = region; });
  selects.forEach(fill);
  update();
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("input", update);
  byId("clear").addEventListener("click", clear);
  document.querySelectorAll("#targets th button").forEach((button) =>
    button.addEventListener("click", () => sortBy(button)));
  body.addEventListener("click", (event) => {
    if (event.target.matches(".sentence button")) toggleSentence(event.target);
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
