"use strict";
// Saves rows as a CSV file, made in the browser: UTF-8 with a mark of byte order, which Excel needs.
(function () {
  // A spreadsheet runs a text that begins like a formula; an apostrophe before it keeps it a text.
  const RUN = /^'*(?:[=+@\-\uff1d\uff0b\uff0d\uff20].|[\t\r\n])/s;

  function cell(value) {
    if (value === null || value === undefined) return "";
    const text = typeof value === "string" && RUN.test(value) ? "'" + value : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  window.saveCsv = function (columns, lines, name) {
    const text = [columns, ...lines].map((line) => line.map(cell).join(",") + "\n").join("");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
}());
