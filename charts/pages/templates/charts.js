"use strict";
(function () {
  const specs = JSON.parse(document.getElementById("specs").textContent);

  function drawChart(place) {
    if (place.dataset.drawn) return;
    place.dataset.drawn = "true";
    const spec = specs[place.dataset.spec];
    // Names of documents leave room for the values on a phone; the list below has them in full.
    spec.config.axisY.labelLimit = Math.round(place.clientWidth * 0.34);
    // Panels of a fixed width stand beside each other as far as the screen has room.
    if (spec.facet) spec.columns = Math.max(1, Math.min(spec.columns, Math.floor(place.clientWidth / (spec.spec.width + 24))));
    window.vegaEmbed(place, spec, { mode: "vega-lite", actions: false, renderer: "svg", tooltip: false })
      // A form that no target of the page has is no image that needs a text.
      .then(() => place.querySelectorAll("g.role-mark:empty").forEach((empty) => empty.removeAttribute("role")))
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
    .forEach((entry) => { watcher.unobserve(entry.target); drawChart(entry.target); }), { rootMargin: "400px" });
  charts.forEach((place) => watcher.observe(place));
  window.addEventListener("load", () => setTimeout(() => drawWhenIdle(charts), 1000));
}());
