/** The pane: where the service is and by which token it is asked, kept by Excel on this machine alone. */
import { ask, summary, translate } from "./functions.js";

CustomFunctions.associate("ASK", ask);
CustomFunctions.associate("SUMMARY", summary);
CustomFunctions.associate("TRANSLATE", translate);

Office.onReady(() => {
  const form = document.querySelector("form");
  const told = document.querySelector("#told");
  for (const name of ["address", "token"]) {
    form.elements[name].value = localStorage.getItem(`threadline.${name}`) ?? "";
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const name of ["address", "token"]) localStorage.setItem(`threadline.${name}`, form.elements[name].value.trim());
    const { address, token } = Object.fromEntries(new FormData(form));
    try {
      const response = await fetch(`${address.trim().replace(/\/+$/, "")}/api/v1/me`, { headers: { "X-API-Token": token.trim() } });
      const answer = await response.json();
      told.textContent = response.status === 401 ? answer.error : "It works. Try =THREADLINE.SUMMARY(A1) in a cell.";
    } catch {
      told.textContent = "The service cannot be reached. Is the address right, and is this origin allowed there?";
    }
  });
});
