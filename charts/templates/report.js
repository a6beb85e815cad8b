"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const [ID, PLACE, INDICATOR, SCOPE, PRINTED, VALUE, KIND, DEADLINE, COMMITMENT, TOPIC, UNIT,
    SENTENCE, QUOTE, PER, ITEM, RULE] = Array.from({ length: 16 }, (_, index) => index);
  const CHUNK = 120;
  const body = document.querySelector("#targets tbody");
  const more = document.getElementById("more");
  const controls = ["search", "by-document", "by-topic", "by-unit"].map((id) => document.getElementById(id));
  const [search, byDocument, byTopic, byUnit] = controls;
  let visible = data.rows;
  let drawn = 0;
  let sorting = { column: null, down: false };

  function element(name, text) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  }

  function cell(row, text, note) {
    const made = row.insertCell();
    made.textContent = text;
    if (note) made.append(element("small", note));
    return made;
  }

  function sentenceCell(row, target) {
    const made = row.insertCell();
    const text = data.sentences[target[SENTENCE]];
    const at = text.indexOf(target[QUOTE]);
    if (at < 0) { made.textContent = text; return; }
    made.append(text.slice(0, at), element("mark", target[QUOTE]), text.slice(at + target[QUOTE].length));
    const link = element("a", "#");
    link.href = "#t-" + target[ID];
    link.setAttribute("aria-label", data.words.see_row);
    made.append(" ", link);
  }

  function draw(count) {
    const stop = Math.min(visible.length, drawn + count);
    for (; drawn < stop; drawn += 1) {
      const target = visible[drawn];
      const row = body.insertRow();
      row.id = "t-" + target[ID];
      cell(row, target[PLACE], target[ITEM]);
      cell(row, target[INDICATOR], target[SCOPE]);
      cell(row, target[PRINTED], target[PER]);
      cell(row, target[KIND], target[RULE]);
      cell(row, target[DEADLINE]);
      cell(row, target[COMMITMENT]);
      sentenceCell(row, target);
    }
  }

  function filter() {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    visible = data.rows.filter((target) =>
      (!byDocument.value || target[PLACE] === byDocument.value) &&
      (!byTopic.value || target[TOPIC] === byTopic.value) &&
      (!byUnit.value || target[UNIT] === byUnit.value) &&
      words.every((word) => (target[INDICATOR] + target[PRINTED] + target[PLACE] + target[SCOPE] +
        data.sentences[target[SENTENCE]]).toLowerCase().includes(word)));
    if (sorting.column !== null) {
      const order = sorting.down ? -1 : 1;
      const key = sorting.column;
      visible.sort((a, b) => order * (typeof a[key] === "number" ? a[key] - b[key]
        : String(a[key]).localeCompare(String(b[key]), "zh")));
    }
    body.replaceChildren();
    drawn = 0;
    draw(CHUNK);
    document.getElementById("shown").textContent = visible.length
      ? data.words.shown.replace("{shown}", visible.length).replace("{total}", data.rows.length)
      : data.words.nothing;
  }

  function fill(select, column) {
    const values = [...new Set(data.rows.map((target) => target[column]))].filter(Boolean);
    values.sort((a, b) => a.localeCompare(b, "zh"));
    select.append(new Option(data.words.any, ""), ...values.map((value) => new Option(value, value)));
  }

  function sortBy(button) {
    const column = Number(button.dataset.column);
    sorting = { column, down: sorting.column === column ? !sorting.down : false };
    document.querySelectorAll("#targets th").forEach((head) => head.removeAttribute("aria-sort"));
    button.closest("th").setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
    filter();
  }

  function showTarget() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id.startsWith("t-")) return;
    let index = visible.findIndex((target) => "t-" + target[ID] === id);
    if (index < 0) {
      controls.forEach((control) => { control.value = ""; });
      filter();
      index = visible.findIndex((target) => "t-" + target[ID] === id);
    }
    if (index >= drawn) draw(index - drawn + CHUNK);
    document.querySelectorAll("tr.found").forEach((row) => row.classList.remove("found"));
    const row = document.getElementById(id);
    if (row) { row.classList.add("found"); row.scrollIntoView({ block: "center" }); }
  }

  function drawChart(place) {
    const spec = JSON.parse(place.parentElement.querySelector(".spec").textContent);
    window.vegaEmbed(place, spec, { actions: false, renderer: "svg" }).catch((error) => {
      place.textContent = String(error);
    });
  }

  fill(byDocument, PLACE);
  fill(byTopic, TOPIC);
  fill(byUnit, UNIT);
  filter();
  document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
  controls.forEach((control) => control.addEventListener("input", filter));
  document.querySelectorAll("#targets th button").forEach((button) =>
    button.addEventListener("click", () => sortBy(button)));
  window.addEventListener("hashchange", showTarget);
  window.addEventListener("beforeprint", () => draw(visible.length));
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) draw(CHUNK);
  }, { rootMargin: "600px" }).observe(more);
  const watcher = new IntersectionObserver((entries) => entries.forEach((entry) => {
    if (!entry.isIntersecting) return;
    watcher.unobserve(entry.target);
    drawChart(entry.target);
  }), { rootMargin: "300px" });
  document.querySelectorAll(".chart").forEach((place) => watcher.observe(place));
  showTarget();
}());
