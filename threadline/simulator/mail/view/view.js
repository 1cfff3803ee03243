// The view of one person's inbox: asks for the state once a second and acts through /act/….

const find = (id) => document.getElementById(id);
let state = { people: [], inbox: [], folders: {} };
let open = null;
let replying = null;

async function act(action, body) {
  const response = await fetch(`/act/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Simulator": "1" },
    body: JSON.stringify({ person: find("person").value, ...body }),
  });
  find("status").textContent = response.ok ? "Sent." : "That did not work.";
  await refresh();
}

function show(part) {
  for (const id of ["empty", "reading", "form"]) find(id).hidden = id !== part;
}

function read(mail) {
  open = mail;
  find("subject").textContent = mail.subject;
  find("sender").textContent = `${mail.from}, ${new Date(mail.at).toLocaleString()}`;
  find("invitation").hidden = !mail.invitation;
  find("title").textContent = mail.invitation ?? "";
  find("body").src = `/mail/${mail.id}`;
  find("status").textContent = "";
  show("reading");
  list();
}

function write(mail) {
  replying = mail;
  find("heading").textContent = mail ? "Reply" : `Write to ${state.assistant}`;
  find("line").value = mail ? (/^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`) : "";
  find("text").value = "";
  find("status").textContent = "";
  show("form");
  find(mail ? "text" : "line").focus();
}

function list() {
  const rows = state.inbox.map((mail) => {
    const row = document.createElement("li");
    const button = document.createElement("button");
    const subject = document.createElement("strong");
    const sender = document.createElement("span");
    subject.textContent = mail.subject || "(no subject)";
    sender.textContent = `${mail.from} · ${new Date(mail.at).toLocaleTimeString()}`;
    if (mail.id === open?.id) button.setAttribute("aria-current", "true");
    button.append(subject, sender);
    button.addEventListener("click", () => read(mail));
    row.append(button);
    return row;
  });
  find("inbox").replaceChildren(...rows);
  const folders = Object.entries(state.folders).map(([name, count]) => {
    const row = document.createElement("li");
    row.textContent = `${name}: ${count}`;
    return row;
  });
  find("folders").replaceChildren(...folders);
}

function people() {
  if (find("person").options.length) return;
  const options = state.people.map(({ name, address }) => new Option(`${name} <${address}>`, address));
  find("person").replaceChildren(...options);
}

async function refresh() {
  const person = encodeURIComponent(find("person").value);
  const response = await fetch(`/state?person=${person}`);
  const before = JSON.stringify(state);
  state = await response.json();
  people();
  if (JSON.stringify(state) !== before) list();
}

find("person").addEventListener("change", async () => {
  open = null;
  show("empty");
  await refresh();
  list();
});
find("compose").addEventListener("click", () => write(null));
find("reply").addEventListener("click", () => write(open));
find("cancel").addEventListener("click", () => show(open ? "reading" : "empty"));
find("forward").addEventListener("click", () => act("forward", { text: "Can you put this in my calendar?" }));
find("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  await act("write", { subject: find("line").value, text: find("text").value, mail: replying?.id });
  show(open ? "reading" : "empty");
});
for (const button of find("invitation").querySelectorAll("button")) {
  button.addEventListener("click", () => act("answer", { mail: open.id, decision: button.dataset.decision }));
}

await refresh();
list();
setInterval(refresh, 1000);
