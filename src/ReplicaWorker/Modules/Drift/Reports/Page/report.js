// Sorting and filtering of the open findings. The page is whole without it.
(() => {
  const table = document.getElementById("findings");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("th[aria-sort]").forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = row => row.cells[column].dataset.sort;
      const order = (a, b) => a.localeCompare(b, "en", { numeric: true });
      body.append(...rows.toSorted((a, b) => (down ? -1 : 1) * order(key(a), key(b))));
    });
  });
  const filter = document.createElement("input");
  filter.type = "search";
  filter.placeholder = "Filter: name, region, kind, id";
  filter.setAttribute("aria-label", "Filter the open findings");
  filter.addEventListener("input", () => {
    const wanted = filter.value.toLowerCase();
    rows.forEach(row => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
  });
  table.before(filter);
})();
