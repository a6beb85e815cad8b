"use strict";
(function () {
  const specs = JSON.parse(document.getElementById("specs").textContent);

  const mine = window.myRegion;  // of a site; a single page has none
  const views = new Map();
  // All data stands in the page; the addresses are those of its own rows and pages.
  const linked = {
    load: () => Promise.reject(new Error("charts load nothing")),
    sanitize: (address) => Promise.resolve({ href: mine ? mine.withRegion(address) : address }),
  };

  // Marks say of whom they are; a chart with room for a name shows it.
  function showRegion(place, spec, view, region) {
    const names = region ? region.names : [];
    const isMine = (label) => names.some((name) => mine.isOf(label, name));
    if ((spec.params || []).some((one) => one.name === "highlight")) {
      const rows = Object.values(spec.datasets || {}).concat([(spec.data || {}).values || []]).flat();
      const row = rows.find((one) => one.kind === "target" && isMine(one.row));
      view.signal("highlight", row ? row.row : null).run();
      return;
    }
    place.querySelectorAll("[aria-label]").forEach((one) => one.classList.toggle("mine-mark", isMine(one.getAttribute("aria-label"))));
    place.querySelectorAll("svg text").forEach((one) => one.classList.toggle("mine-mark", isMine(one.textContent)));
  }

  function drawChart(place) {
    // What is folded has no width yet; it is drawn when it is opened.
    if (place.dataset.drawn || !place.clientWidth) return;
    place.dataset.drawn = "true";
    const spec = specs[place.dataset.spec];
    // Names of documents leave room for the values on a phone; the list below has them in full.
    spec.config.axisY.labelLimit = Math.round(place.clientWidth * 0.34);
    // So do the meanings of colours below each other.
    if (place.clientWidth < 480) spec.config.legend.columns = 1;
    // Panels of a fixed width stand beside each other as far as the screen has room; one of many
    // years is made narrower first, up to where its values would touch, and is then shrunk.
    if (spec.facet) {
      const values = spec.spec.encoding.x.scale.domain.length * 40;
      spec.spec.width = Math.min(spec.spec.width, Math.max(values, place.clientWidth - 24));
      spec.columns = Math.max(1, Math.min(spec.columns, Math.floor(place.clientWidth / (spec.spec.width + 24))));
    }
    // Expressions are interpreted: a policy of scripts may forbid to make functions of text.
    window.vegaEmbed(place, spec, { ast: true, mode: "vega-lite", actions: false, renderer: "svg", tooltip: false, loader: linked })
      .then((made) => views.set(place, made.view))
      // A form that no target of the page has is no image that needs a text.
      .then(() => place.querySelectorAll("g.role-mark:empty").forEach((empty) => empty.removeAttribute("role")))
      .then(() => document.querySelectorAll(".picture").forEach((one) => { if (one.dataset.of === place.id) one.hidden = false; }))
      .then(() => { if (mine) mine.whenChosen((region) => showRegion(place, spec, views.get(place), region)); })
      .catch((error) => { place.textContent = String(error); });
  }

  function drawWhenIdle(places) {
    if (!places.length) return;
    requestIdleCallback(() => {
      drawChart(places[0]);
      drawWhenIdle(places.slice(1));
    });
  }

  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((details) => { details.open = true; });
  });
  const charts = [...document.querySelectorAll(".chart")];
  const watcher = new IntersectionObserver((entries) => entries
    .filter((entry) => entry.isIntersecting)
    .forEach((entry) => { drawChart(entry.target); if (entry.target.dataset.drawn) watcher.unobserve(entry.target); }), { rootMargin: "400px" });
  charts.forEach((place) => watcher.observe(place));
  window.addEventListener("load", () => setTimeout(() => drawWhenIdle(charts), 1000));
}());
