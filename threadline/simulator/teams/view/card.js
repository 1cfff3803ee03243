// Adaptive Cards as elements. `press(action, values)` is called for what sends something.

import { dated, element, inline, rich } from "/view/text.js";

const STYLES = { default: "", emphasis: "emphasis", good: "good", attention: "attention", warning: "warning", accent: "accent" };

export function card(content, press) {
  const box = element("div", { class: "card" });
  const scope = { box, press, shown: element("div", {}) };
  box.append(...(content.body || []).map((part) => one(part, scope)));
  if (content.actions?.length) box.append(row(content.actions, scope));
  box.append(scope.shown);
  return box;
}

export function valuesOf(box) {
  const values = {};
  for (const field of box.querySelectorAll("[data-input]")) {
    const name = field.dataset.input;
    if (field.type === "checkbox" && field.dataset.on !== undefined) values[name] = field.checked ? field.dataset.on : field.dataset.off;
    else if (field.type === "checkbox") values[name] = [...(values[name]?.split(",").filter(Boolean) || []), ...(field.checked ? [field.value] : [])].join(",");
    else if (field.type === "radio") { if (field.checked) values[name] = field.value; else values[name] ??= ""; }
    else values[name] = field.value;
  }
  return values;
}

function one(part, scope) {
  const made = shape(part, scope);
  if (part.id) made.dataset.id = part.id;
  if (part.isVisible === false) made.hidden = true;
  if (part.separator) made.classList.add("separated");
  if (part.spacing) made.classList.add(`gap-${part.spacing.toLowerCase()}`);
  if (part.selectAction) {
    made.classList.add("selectable");
    made.addEventListener("click", () => act(part.selectAction, scope));
  }
  return made;
}

function shape(part, scope) {
  switch (part.type) {
    case "TextBlock": return textBlock(part);
    case "RichTextBlock": return element("p", { class: "text" }, ...part.inlines.map((run) => element("span", { class: looks(run) }, run.text ?? run)));
    case "FactSet": return facts(part);
    case "ColumnSet": return element("div", { class: "columns" }, ...part.columns.map((column) => {
      const made = one({ ...column, type: "Container" }, scope);
      made.classList.add(column.width === "auto" ? "auto" : "stretch");
      return made;
    }));
    case "Container": return element("div", { class: `container ${STYLES[part.style] || ""}` }, ...(part.items || []).map((item) => one(item, scope)));
    case "ActionSet": return row(part.actions, scope);
    case "Image": return element("span", { class: "image", role: "img", "aria-label": part.altText || "" }, part.altText || "an image");
    case "Table": return element("table", {}, ...part.rows.map((line) => element("tr", {}, ...line.cells.map((cell) => element("td", {}, ...cell.items.map((item) => one(item, scope)))))));
    default: return part.type.startsWith("Input.") ? labelled(part) : element("span", {});
  }
}

function textBlock(part) {
  const made = element("div", { class: `text ${looks(part)}` });
  if (/\n/.test(part.text)) made.append(rich(part.text));
  else made.append(...inline(part.text.replace(/^(?:[-*]|\d+\.) /, "• ")));
  return made;
}

function looks(part) {
  const given = [part.size, part.weight, part.color, part.isSubtle ? "subtle" : "", part.strikethrough ? "struck" : "", part.fontType];
  return given.filter(Boolean).map((word) => word.toLowerCase()).join(" ");
}

function facts(part) {
  const lines = part.facts.map((fact) => element("tr", {}, element("th", { scope: "row" }, dated(fact.title)), element("td", {}, ...inline(fact.value))));
  return element("table", { class: "facts" }, element("tbody", {}, ...lines));
}

function labelled(part) {
  const field = input(part);
  const error = element("span", { class: "error", role: "alert", hidden: true }, part.errorMessage || "This is needed.");
  const label = part.label ? [element("span", { class: "label" }, part.label, ...(part.isRequired ? [" *"] : []))] : [];
  const group = part.type === "Input.ChoiceSet" && part.style === "expanded" || part.type === "Input.Toggle";
  return element(group ? "div" : "label", { class: "field", "data-required": part.isRequired || false }, ...label, field, error);
}

function input(part) {
  const common = { "data-input": part.id, placeholder: part.placeholder || null, maxlength: part.maxLength || null };
  switch (part.type) {
    case "Input.ChoiceSet": return choices(part);
    case "Input.Toggle": return element("label", {}, element("input", { type: "checkbox", "data-input": part.id, "data-on": part.valueOn ?? "true", "data-off": part.valueOff ?? "false", checked: part.value === (part.valueOn ?? "true") }), ` ${part.title}`);
    case "Input.Date": return element("input", { ...common, type: "date", value: part.value || "" });
    case "Input.Time": return element("input", { ...common, type: "time", value: part.value || "" });
    case "Input.Number": return element("input", { ...common, type: "number", value: part.value ?? "", min: part.min ?? null, max: part.max ?? null });
    default: return part.isMultiline ? element("textarea", { ...common, rows: 3 }, part.value || "") : element("input", { ...common, value: part.value || "" });
  }
}

function choices(part) {
  const chosen = String(part.value || "").split(",");
  if (part.style !== "expanded" && !part.isMultiSelect) {
    const blank = chosen[0] ? [] : [element("option", { value: "" }, part.placeholder || "")];
    return element("select", { "data-input": part.id }, ...blank, ...part.choices.map((one) =>
      element("option", { value: one.value, selected: chosen.includes(one.value) }, one.title)));
  }
  const type = part.isMultiSelect ? "checkbox" : "radio";
  return element("div", {}, ...part.choices.map((one) =>
    element("label", { class: "choice" }, element("input", { type, name: part.id, "data-input": part.id, value: one.value, checked: chosen.includes(one.value) }), ` ${one.title}`)));
}

function row(actions, scope) {
  return element("div", { class: "row" }, ...actions.map((action) => element("button", {
    type: "button", class: `plain ${action.style || ""}`, title: action.tooltip || null,
    disabled: action.isEnabled === false, onclick: () => act(action, scope),
  }, action.title)));
}

function act(action, scope) {
  switch (action.type) {
    case "Action.OpenUrl": return void window.open(action.url, "_blank", "noreferrer");
    case "Action.ToggleVisibility": return toggle(action, scope.box);
    case "Action.ShowCard": return void scope.shown.replaceChildren(scope.shown.firstChild ? "" : card(action.card, scope.press));
    default: if (action.associatedInputs === "None" || complete(scope.box)) scope.press(action, action.associatedInputs === "None" ? {} : valuesOf(scope.box));
  }
}

function toggle(action, box) {
  for (const target of action.targetElements) {
    const name = target.elementId ?? target;
    for (const found of box.querySelectorAll(`[data-id="${CSS.escape(name)}"]`)) found.hidden = target.isVisible !== undefined ? !target.isVisible : !found.hidden;
  }
}

function complete(box) {
  let whole = true;
  const values = valuesOf(box);
  for (const field of box.querySelectorAll("[data-required]")) {
    const name = field.querySelector("[data-input]").dataset.input;
    field.querySelector(".error").hidden = Boolean(values[name]);
    whole &&= Boolean(values[name]);
  }
  return whole;
}
