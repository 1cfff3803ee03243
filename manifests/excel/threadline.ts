/**
 * Threadline for Excel: an Office Script that puts the answer about each selected cell into the column beside it.
 *
 * Automate > New script, paste this in, fill in the address and the token below, select the cells, and press Run.
 * Whoever may open this script can read the token: make one that may only ask, and that ends.
 *
 *     threadline token create --person you@example.com --name excel --scope write --days 90
 */

const ADDRESS = "https://threadline.example.com";
const TOKEN = "YOUR_TOKEN";

/** What to do with the text of a cell: summary, keywords, sentiment, entities, translation, explanation or custom. */
const TASK = "summary";
/** The language to answer in, or to translate into. */
const LANGUAGE = "en";
/** How many rows are asked about at most in one run, and how often one is asked again when the service is busy. */
const MOST_ROWS = 200;
const MOST_TRIES = 4;

interface Answer {
  summary?: string;
  error?: string;
  code?: string;
}

interface Outcome {
  text: string;
  /** Whether asking about further rows would fail in the same way. */
  hopeless: boolean;
}

async function main(workbook: ExcelScript.Workbook): Promise<void> {
  const selected = workbook.getSelectedRange();
  const sheet = workbook.getActiveWorksheet();
  const texts = selected.getTexts();
  const column = selected.getColumnIndex() + texts[0].length;
  const rows = Math.min(texts.length, MOST_ROWS);
  for (let row = 0; row < rows; row++) {
    const text = texts[row].join("\t").trim();
    if (text === "") continue;
    const cell = sheet.getCell(selected.getRowIndex() + row, column);
    cell.setValue(`Asking … (${row + 1} of ${rows})`);
    const outcome = await ask(text);
    cell.setValue(outcome.text);
    if (outcome.hopeless) return;
  }
  if (texts.length > MOST_ROWS) {
    sheet.getCell(selected.getRowIndex() + MOST_ROWS, column).setValue(`Stopped after ${MOST_ROWS} rows. Select the rest and run again.`);
  }
}

/** The answer about one text, or in words why there is none. */
async function ask(text: string): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    let response: Response;
    try {
      response = await fetch(`${ADDRESS}/api/v1/webhook`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-API-Token": TOKEN },
        body: JSON.stringify({ prompt: text, type: TASK, source: "excel", language: LANGUAGE }),
      });
    } catch (error) {
      return { text: `ERROR: ${ADDRESS} cannot be reached from Excel. Is the address right, and is this origin allowed there (THREADLINE_ALLOW_ORIGINS)?`, hopeless: true };
    }
    const wait = Number(response.headers.get("Retry-After") ?? "0");
    if ((response.status === 429 || response.status === 503) && tries < MOST_TRIES) {
      await pause(Math.min(Math.max(wait, 1), 60));
      continue;
    }
    return told(response.status, await read(response));
  }
}

/** The body of an answer; one that is no JSON comes from something in between. */
async function read(response: Response): Promise<Answer> {
  try {
    const answer: Answer = await response.json();
    return answer;
  } catch (error) {
    return {};
  }
}

function told(status: number, answer: Answer): Outcome {
  if (status === 200 && answer.summary !== undefined) return { text: answer.summary, hopeless: false };
  if (status === 401) return { text: "ERROR: The token is not known to the service. It may have ended.", hopeless: true };
  if (status === 403) return { text: "ERROR: The token may not ask: it needs the scope “write”.", hopeless: true };
  return { text: `ERROR: ${answer.error ?? `The service answered ${status}.`}`, hopeless: false };
}

function pause(seconds: number): Promise<void> {
  return new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));
}
