// Finds things in a page the way a person or a screen reader does: by role, name, label and text.
// Runs as the body of a WebDriver script; `arguments` is [operation, query, more].

const ROLES = {
  ARTICLE: "article", ASIDE: "complementary", BUTTON: "button", DATALIST: "listbox", DETAILS: "group",
  DIALOG: "dialog", FIELDSET: "group", FIGURE: "figure", FORM: "form", H1: "heading", H2: "heading",
  H3: "heading", H4: "heading", H5: "heading", H6: "heading", HR: "separator", IMG: "img", LI: "listitem",
  MAIN: "main", MENU: "list", METER: "meter", NAV: "navigation", OL: "list", OPTGROUP: "group",
  OPTION: "option", OUTPUT: "status", P: "paragraph", PROGRESS: "progressbar", SEARCH: "search",
  SUMMARY: "button", TABLE: "table", TBODY: "rowgroup", TEXTAREA: "textbox", TFOOT: "rowgroup",
  THEAD: "rowgroup", TIME: "time", TR: "row", UL: "list",
};
const INPUTS = {
  button: "button", checkbox: "checkbox", image: "button", number: "spinbutton", radio: "radio",
  range: "slider", reset: "button", search: "searchbox", submit: "button", file: "file",
  email: "textbox", tel: "textbox", text: "textbox", url: "textbox", password: "textbox",
};
const FIELDS = new Set(["checkbox", "combobox", "date", "file", "listbox", "radio", "searchbox", "slider",
  "spinbutton", "switch", "textbox"]);
const NAMED_BY_CONTENT = new Set(["button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link",
  "listitem", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "radio", "row", "rowheader", "switch",
  "tab", "tooltip", "treeitem"]);

const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();

function roleOf(element) {
  const given = element.getAttribute("role");
  if (given) return given.trim().split(/\s+/)[0];
  switch (element.tagName) {
    case "A": case "AREA": return element.hasAttribute("href") ? "link" : "generic";
    case "INPUT":
      if (element.type === "hidden") return "none";
      if (element.hasAttribute("list")) return "combobox";
      return INPUTS[element.type] ?? "date";
    case "SELECT": return element.multiple || element.size > 1 ? "listbox" : "combobox";
    case "SECTION": return nameFrom(element, ["aria"]) ? "region" : "generic";
    case "HEADER": return element.closest("article,aside,main,nav,section") ? "generic" : "banner";
    case "FOOTER": return element.closest("article,aside,main,nav,section") ? "generic" : "contentinfo";
    case "TD": return element.closest("[role=grid],[role=treegrid]") ? "gridcell" : "cell";
    case "TH": return element.scope === "row" || (!element.scope && element.closest("tbody")) ? "rowheader" : "columnheader";
    default:
      return ROLES[element.tagName] ?? (element.isContentEditable && !element.parentElement?.isContentEditable ? "textbox" : "generic");
  }
}

function shown(element) {
  if (element.closest("[aria-hidden=true]")) return false;
  return element.checkVisibility({ visibilityProperty: true });
}

// Text as it is read out: hidden parts are left out, pictures speak through their alternative.
function spoken(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script,style,template")) return "";
  const label = node.getAttribute("aria-label");
  if (label) return ` ${label} `;
  if (node.tagName === "IMG") return ` ${node.alt} `;
  if (node.tagName === "svg") return ` ${node.querySelector("title")?.textContent ?? ""} `;
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE && !shown(child)) continue;
    text += spoken(child);
  }
  return getComputedStyle(node).display.startsWith("inline") ? text : ` ${text} `;
}

function nameFrom(element, sources) {
  for (const source of sources) {
    const name = tidy(SOURCES[source](element));
    if (name) return name;
  }
  return "";
}

const SOURCES = {
  aria(element) {
    const ids = element.getAttribute("aria-labelledby");
    if (ids) {
      const parts = ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
      const name = tidy(parts.map((part) => part.getAttribute("aria-label") ?? spoken(part)).join(" "));
      if (name) return name;
    }
    return element.getAttribute("aria-label");
  },
  native(element) {
    if (element.labels?.length) return [...element.labels].map((label) => spokenWithout(label, element)).join(" ");
    if (element.tagName === "FIELDSET") return spokenChild(element, "legend");
    if (element.tagName === "TABLE") return spokenChild(element, "caption");
    if (element.tagName === "FIGURE") return spokenChild(element, "figcaption");
    if (element.tagName === "DETAILS") return spokenChild(element, "summary");
    if (element.tagName === "OPTGROUP") return element.label;
    if (["IMG", "AREA"].includes(element.tagName) || element.type === "image") return element.alt;
    if (element.tagName === "INPUT" && ["button", "reset", "submit"].includes(element.type)) return element.value;
    return "";
  },
  content: (element) => spoken(element).slice(0, 4000),
  title: (element) => element.title,
  placeholder: (element) => element.placeholder,
};

function spokenWithout(label, field) {
  let text = "";
  for (const child of label.childNodes) {
    if (child === field || (child.nodeType === Node.ELEMENT_NODE && !shown(child))) continue;
    text += child.contains(field) ? spokenWithout(child, field) : spoken(child);
  }
  return text;
}

function spokenChild(element, tag) {
  const child = element.querySelector(`:scope > ${tag}`);
  return child ? spoken(child) : "";
}

function nameOf(element, role = roleOf(element)) {
  const sources = ["aria", "native"];
  if (NAMED_BY_CONTENT.has(role)) sources.push("content");
  return nameFrom(element, [...sources, "title", "placeholder"]);
}

function fits(wanted, actual) {
  if (wanted.is !== undefined) return actual === wanted.is;
  if (wanted.starts !== undefined) return actual.startsWith(wanted.starts);
  return actual.includes(wanted.has);
}

// A cheap first look: what is shown needs a layout, and most elements are far from it.
function mentions(element, wanted) {
  const [word] = (wanted.is ?? wanted.starts ?? wanted.has).split(" ");
  return element.textContent.toLowerCase().includes(word.toLowerCase());
}

// A state holds when its attribute says so, or when the native element is in it.
const STATES = {
  checked: (element) => element.getAttribute("aria-checked") ?? String(element.checked ?? false),
  current: (element) => element.getAttribute("aria-current") ?? "false",
  disabled: (element) => String(element.matches(":disabled") || element.getAttribute("aria-disabled") === "true"),
  expanded: (element) => element.getAttribute("aria-expanded") ?? String(element.open ?? element.closest("details")?.open ?? false),
  focused: (element) => String(element === document.activeElement),
  invalid: (element) => element.getAttribute("aria-invalid") ?? "false",
  level: (element) => element.getAttribute("aria-level") ?? element.tagName.replace(/^H/, ""),
  pressed: (element) => element.getAttribute("aria-pressed") ?? "false",
  selected: (element) => element.getAttribute("aria-selected") ?? String(element.selected ?? false),
  // A list item's own `value` is a number that nobody sees.
  value: (element) => (typeof element.value === "string" ? element.value : tidy(element.textContent)),
};

function matches(element, query) {
  for (const [name, value] of query.attributes) {
    const actual = element.getAttribute(name);
    if (value === null ? actual === null : actual !== value) return false;
  }
  if (query.role || query.field || query.name) {
    const role = roleOf(element);
    if (query.role && role !== query.role) return false;
    if (query.field && !FIELDS.has(role)) return false;
    if (query.name && !fits(query.name, nameOf(element, role))) return false;
  }
  if (query.text && !(mentions(element, query.text) && fits(query.text, tidy(element.innerText ?? element.textContent)))) return false;
  if (!Object.entries(query.states).every(([state, value]) => STATES[state](element) === value)) return false;
  if (query.holding && !find({ ...query.holding, within: null }, [element]).length) return false;
  // What is asked for by nothing but a mark is looked at, whether or not it is also read out.
  const looked = !query.role && !query.field && !query.name && !query.text;
  if (looked) return element.checkVisibility({ visibilityProperty: true });
  return shown(element) || (query.field && element.type === "file");
}

function find(query, roots) {
  roots ??= query.within ? find(query.within) : [document];
  const found = new Set();
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) {
      if (matches(element, query)) found.add(element);
    }
  }
  let all = [...found];
  if (!query.role && !query.field && query.text) {
    all = all.filter((element) => !all.some((other) => other !== element && element.contains(other)));
  }
  // Behind an open modal dialog nothing can be reached: what is inside it is what is meant.
  const inDialog = all.filter((element) => element.closest("dialog:modal"));
  if (inDialog.length) all = inDialog;
  if (query.nth === null) return all;
  const at = query.nth < 0 ? all.length + query.nth : query.nth;
  return all.slice(at, at + 1);
}

function look(element) {
  const { x, y, width, height } = element.getBoundingClientRect();
  const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
  return {
    role: roleOf(element),
    name: nameOf(element),
    text: tidy(element.innerText ?? element.textContent),
    value: element.value === undefined ? null : String(element.value),
    tag: element.tagName.toLowerCase(),
    attributes,
    states: Object.fromEntries(Object.entries(STATES).map(([state, read]) => [state, read(element)])),
    x, y, width, height,
  };
}

// What there is instead, so that a failed search explains itself.
function nearby(query) {
  const wider = { ...query, name: null, text: null, attributes: [], states: {}, holding: null, nth: null };
  if (!wider.role && !wider.field) wider.role = "heading";
  let things = find(wider).slice(0, 40).map((element) => `${roleOf(element)} “${nameOf(element).slice(0, 80)}”`);
  if (!things.length && query.within) things = [`(nothing of that kind inside; the part around it: ${find(query.within).length} found)`];
  const page = `${document.title} at ${location.pathname}${location.search}`;
  return `${page}; there: ${things.length ? [...new Set(things)].join(", ") : "nothing of that kind"}`;
}

// Replaces what a field holds. Pickers take no typed text in a portable way, so they are set, and told of it.
function ready(element, text) {
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
  const picker = element.tagName === "INPUT" && ["color", "date", "datetime-local", "month", "range", "time", "week"].includes(element.type);
  if (picker) {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(element, text);
    for (const type of ["input", "change"]) element.dispatchEvent(new Event(type, { bubbles: true }));
    return false;
  }
  element.focus();
  if (element.select) element.select();
  else getSelection().selectAllChildren(element);
  return true;
}

// Drivers bring into view what is to be clicked, but not from behind strips that stay in view; a person scrolls on.
function reveal(element) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const under = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  if (!under || !(element.contains(under) || under.contains(element))) {
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  }
}

function choose(element, label) {
  const option = [...element.options].find((one) => tidy(one.label) === label || tidy(one.textContent) === label);
  if (!option) throw new Error(`no option “${label}”; there: ${[...element.options].map((one) => one.label).join(", ")}`);
  element.focus();
  option.selected = true;
  for (const type of ["input", "change"]) element.dispatchEvent(new Event(type, { bubbles: true }));
}

function dragFiles(element, files, types) {
  const dataTransfer = new DataTransfer();
  for (const { name, type, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    dataTransfer.items.add(new File([bytes], name, { type }));
  }
  for (const type of types) {
    const event = new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer });
    // WebKit ignores the member of the constructor.
    if (event.dataTransfer !== dataTransfer) Object.defineProperty(event, "dataTransfer", { value: dataTransfer });
    element.dispatchEvent(event);
  }
}

const OPERATIONS = {
  find: (query) => find(query),
  look: (query) => find(query).map(look),
  count: (query) => find(query).length,
  focused: () => (document.activeElement && document.activeElement !== document.body ? look(document.activeElement) : null),
  nearby,
  ready: (element, text) => ready(element, text),
  reveal: (element) => reveal(element),
  choose: (element, label) => choose(element, label),
  drop: (element, files) => dragFiles(element, files, ["dragenter", "dragover", "drop"]),
  hold: (element, files) => dragFiles(element, files, ["dragenter", "dragover"]),
  centre(element) {
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { left, right, top, bottom } = element.getBoundingClientRect();
    // The middle of the part that is on screen.
    const middle = (from, to, end) => Math.round((Math.max(from, 0) + Math.min(to, end)) / 2);
    return [middle(left, right, innerWidth), middle(top, bottom, innerHeight)];
  },
};
return OPERATIONS[arguments[0]](arguments[1], arguments[2]);
