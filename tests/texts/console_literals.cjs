// Literals of the console that look as if people read them, and are not marked: as `path:line: text`, in JSON.
const [, , compiler, ...files] = process.argv;
const ts = require(compiler);
const MARKS = new Set(["_", "pgettext", "ngettext"]);
/** Whose values are no words: attributes, names, keys. */
const SILENT = new Set(["class", "testid", "icon", "id", "kind", "style", "rel", "focus", "type", "href", "role", "scope", "key", "list", "autocomplete"]);
const QUIET = /^(?:matchMedia|querySelector(?:All)?|closest|byId|icon|DOMException|Error|setRequestHeader|split|format|get|set|has|includes|postMessage)$/;
const WORDS = /[^\W\d_]{2,}[,;:.?!]? +[^\W\d_]|^[A-Z][a-z]{2,}|^ ?[a-z]{3,} ?$/;
const found = [];
for (const file of files) {
  const source = ts.createSourceFile(file, ts.sys.readFile(file), ts.ScriptTarget.ESNext, true);
  const report = (node, text) => {
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${text}`);
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isCallExpression(node) && MARKS.has(node.expression.getText())) {
      for (const each of node.arguments.slice(1)) if (!ts.isStringLiteral(each)) visit(each);
      return;
    }
    if (ts.isStringLiteralLike(node) && shown(node) && looksRead(node.text, node)) report(node, node.text);
    if (ts.isTemplateExpression(node) && shown(node)) {
      const text = [node.head, ...node.templateSpans.map(({ literal }) => literal)].map((part) => part.text).join("…");
      if (/[^\W\d_]{3,} |(?:^|…) ?[^\W\d_]{3,}(?: |…| …)/.test(text) && looksRead(text.replaceAll("…", " X "), node)) report(node, text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}
console.log(JSON.stringify(found));

/** Whether a literal looks like words; one small word does only where it is certain to be shown. */
function looksRead(text, node) {
  if (!WORDS.test(text)) return false;
  return !/^ ?[a-z]{3,} ?$/.test(text) || child(node);
}

/** What a literal is part of, beyond choices between several. */
function holder(node) {
  let [inner, outer] = [node, node.parent];
  const chosen = () => ts.isParenthesizedExpression(outer)
    || (ts.isConditionalExpression(outer) && outer.condition !== inner)
    || (ts.isBinaryExpression(outer) && ["&&", "||", "??", "+"].includes(outer.operatorToken.getText()))
    || ts.isArrayLiteralExpression(outer);
  while (chosen()) [inner, outer] = [outer, outer.parent];
  return { inner, outer };
}

/** Whether it is a child of an element. */
function child(node) {
  const { inner, outer } = holder(node);
  return ts.isCallExpression(outer) && outer.expression.getText() === "h" && outer.arguments.indexOf(inner) > 1;
}

function shown(node) {
  const { inner, outer } = holder(node);
  if (ts.isPropertyAssignment(outer)) {
    const name = outer.name.getText().replaceAll('"', "");
    return outer.name !== inner && !SILENT.has(name) && !name.startsWith("data-") && name !== "aria-describedby";
  }
  if (ts.isCallExpression(outer) || ts.isNewExpression(outer)) {
    const called = outer.expression;
    const name = called.name?.text ?? called.getText();
    if (name === "h" && outer.arguments.indexOf(inner) === 0) return false;
    return !QUIET.test(name) && !(name === "setAttribute" && outer.arguments[0].getText() !== '"aria-label"');
  }
  return !(ts.isBinaryExpression(outer) && ["===", "!==", "in"].includes(outer.operatorToken.getText()))
    && !ts.isCaseClause(outer) && !ts.isElementAccessExpression(outer);
}
