// Paints the 5×5 grid while thresholds are typed; without it the button "Show the picture" does.

const BANDS = ["Green", "Amber", "Red", "Black"];
const LEVELS = [1, 2, 3, 4, 5];
const PRODUCTS = [...new Set(LEVELS.flatMap((one) => LEVELS.map((other) => one * other)))];

// The same rule as `faults_of` in risks/scoring.py, which has the last word when the form is sent.
function faultOf(floors) {
  if (floors.some((floor) => !Number.isInteger(floor))) return "Give all three scores to see the grid.";
  const [amber, red, black] = floors;
  if (amber < 2) return "Green starts at 1: let Amber start at 2 or higher.";
  if (red <= amber) return `Red would start at ${red} and Amber at ${amber}: each band starts above the one below it.`;
  if (black <= red) return `Black would start at ${black} and Red at ${red}: each band starts above the one below it.`;
  if (black > 25) return "No score is above 25: let Black start at 25 or lower.";
  const empty = spans(floors).find(([, low, high]) => !PRODUCTS.some((product) => low <= product && product <= high));
  if (!empty) return "";
  const [word, low, high] = empty;
  return `${word} would paint no cell of the grid: no likelihood × impact ${low === high ? `is ${low}` : `falls between ${low} and ${high}`}.`;
}

function spans([amber, red, black]) {
  const starts = [1, amber, red, black, 26];
  return BANDS.map((word, place) => [word, starts[place], starts[place + 1] - 1]);
}

function element(name, className, ...inside) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...inside);
  return made;
}

function head(scope, className, words, span = {}) {
  const made = element("th", className, words);
  made.scope = scope;
  return Object.assign(made, span);
}

function grid(floors) {
  const bandOf = (score) => spans(floors).find(([, low, high]) => low <= score && score <= high)[0];
  const cell = (score) => {
    const band = bandOf(score);
    const parts = [element("span", "grid__score", String(score)), " ", element("span", "grid__band", band)];
    return element("td", `grid__cell band--${band.toLowerCase()}`, ...parts);
  };
  const rows = [...LEVELS].reverse().map((likelihood) =>
    element("tr", "", head("row", "grid__level", String(likelihood)), ...LEVELS.map((impact) => cell(likelihood * impact))),
  );
  const axes = [head("col", "grid__axis", "Likelihood", { rowSpan: 2 }), head("colgroup", "grid__axis", "Impact", { colSpan: 5 })];
  const levels = LEVELS.map((level) => head("col", "grid__level", String(level)));
  const caption = element("caption", "govuk-table__caption govuk-table__caption--s", "What each score would be");
  return element(
    "table",
    "grid",
    caption,
    element("thead", "", element("tr", "", ...axes), element("tr", "", ...levels)),
    element("tbody", "", ...rows),
  );
}

function key(floors) {
  const lines = spans(floors).map(([word, low, high]) =>
    element("li", "", element("strong", `band band--${word.toLowerCase()}`, word), low === high ? ` ${low}` : ` ${low} to ${high}`),
  );
  return element("ul", "key__bands", ...lines);
}

export function watch(form, picture, button) {
  const boxes = ["amber_from", "red_from", "black_from"].map((name) => form.elements[name]);
  button.remove();
  form.addEventListener("input", (event) => {
    if (!boxes.includes(event.target)) return;
    const floors = boxes.map((box) => (box.value.trim() ? Number(box.value) : NaN));
    const fault = faultOf(floors);
    picture.replaceChildren(...(fault ? [element("p", "house-empty", fault)] : [grid(floors), key(floors)]));
  });
}
