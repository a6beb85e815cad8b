"use strict";
// What a reader finds read wrongly: lines that stay in this browser until they are saved as the
// CSV file that the command takes. Nothing is sent anywhere.
(function () {
  const { words, choices, fields, rare, columns } = window.correctionForm;
  const root = new URL(document.body.dataset.root || ".", location.href);
  const place = `corrections:${root.protocol}${root.pathname.replace(/[^/]*$/, "")}`;
  const ADDRESS = ["quote", "sentence", "source", "document_id", "start", "target_id"];
  let lines = stored();

  // --- what is kept

  function stored() {
    try { return JSON.parse(localStorage.getItem(place)) || {}; } catch (error) { return {}; }
  }

  function keep() {
    try { localStorage.setItem(place, JSON.stringify(lines)); } catch (error) { /* kept until the page is left */ }
    showLines();
  }

  const keyOf = (one) => one.target_id || `${one.document_id}:${one.start}`;
  const textOf = (value) => (value === null || value === undefined ? "" : String(value));

  // --- the form

  function made(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  function control(name) {
    if (!choices[name]) return made("input", { name, type: name === "deadline" ? "date" : "text", autocomplete: "off" });
    return made("select", { name }, new Option("", ""), ...choices[name].map(([value, label]) => new Option(label, value)));
  }

  const labelled = (name) => made("label", {}, `${words[name]} `, control(name));
  const more = made("details", {}, made("summary", { textContent: words.wrong_more }), ...rare.map(labelled));
  const quoted = made("p", { className: "quoted" });
  const form = made("form", { method: "dialog" },
    made("h2", { id: "wrong-title", textContent: words.wrong_title }), quoted,
    ...fields.filter((name) => !rare.includes(name)).map(labelled), more, labelled("by"),
    made("p", { className: "under", textContent: words.wrong_note }),
    made("button", { value: "save", textContent: words.wrong_keep }), " ",
    made("button", { value: "", textContent: words.wrong_cancel, formNoValidate: true }));
  const dialog = made("dialog", { id: "wrong" }, form);
  dialog.setAttribute("aria-labelledby", "wrong-title");
  const role = form.elements.role;
  let current = null;

  function fit() {
    const isTarget = role.value === "target";
    fields.forEach((name) => { if (name !== "role") form.elements[name].closest("label").hidden = !isTarget; });
    more.hidden = !isTarget;
    ["indicator", "mode"].forEach((name) => { form.elements[name].required = isTarget; });
  }

  function open(one) {
    current = one;
    const earlier = (lines[keyOf(one)] || { now: {} }).now;
    const isTarget = one.read.role === "target";
    quoted.textContent = `${one.quote} \u00b7 ${one.sentence}`;
    fields.forEach((name) => { form.elements[name].value = earlier[name] ?? textOf(one.read[name]); });
    more.open = rare.some((name) => form.elements[name].value && form.elements[name].value !== "false");
    form.elements.by.value = earlier.by || form.elements.by.value;
    // What was read as none is most often a target that was missed; it may be any other role.
    if (!isTarget && !earlier.role) role.value = "target";
    fit();
    dialog.showModal();
  }

  function close() {
    if (dialog.returnValue !== "save" || !current) return;
    const now = Object.fromEntries([...fields, "by"].map((name) => [name, form.elements[name].value.trim()]));
    const isChanged = fields.some((name) => now[name] !== textOf(current.read[name]));
    if (isChanged) lines[keyOf(current)] = { ...current, now }; else delete lines[keyOf(current)];
    keep();
  }

  // --- the lines of this report, and the file

  const said = made("summary", {});
  const list = made("ul", {});
  const bar = made("aside", { id: "corrections", hidden: true }, made("details", {}, said, list),
    made("button", { type: "button", textContent: words.wrong_save, onclick: save }));
  bar.setAttribute("aria-label", words.wrong_title);

  function changed(line) {
    return fields.filter((name) => line.now[name] !== textOf(line.read[name]))
      .map((name) => `${words[name]}: ${textOf(line.read[name])} \u2192 ${line.now[name]}`).join(", ");
  }

  function showLines() {
    const all = Object.entries(lines);
    bar.hidden = !all.length;
    said.textContent = words.wrong_lines.replace("{n}", all.length);
    list.replaceChildren(...all.map(([key, line]) => made("li", {}, made("bdi", { textContent: `${line.quote} (${changed(line)}) ` }),
      made("button", { type: "button", textContent: words.wrong_undo, onclick: () => { delete lines[key]; keep(); } }))));
  }

  function save() {
    const rows = Object.values(lines).map((line) => {
      const asRead = Object.fromEntries(Object.entries(line.read).filter((one) => one[1] !== null && one[1] !== undefined));
      const row = { ...line.now, ...Object.fromEntries(ADDRESS.map((name) => [name, line[name]])), as_read: JSON.stringify(asRead) };
      return columns.map((name) => row[name]);
    });
    window.saveCsv(columns, rows, "corrections.csv");
  }

  window.corrections = {
    open,
    button: (what) => made("button", { type: "button", className: "wrong", textContent: words.wrong, onclick: () => open(what()) }),
  };
  role.addEventListener("input", fit);
  dialog.addEventListener("close", close);
  document.body.append(dialog);
  document.body.append(bar);
  showLines();
}());
