// Saves each answer when it changes; without this script the forms are sent by their buttons.
"use strict";
const queues = new WeakMap();

function complete(form) {
  const values = new FormData(form);
  const say = values.get("say");
  if (!say) return false;
  if (say === "not-applicable" || form.hasAttribute("data-reason")) return (values.get("reason") || "").trim().length > 2;
  if (say !== "answer") return true;
  for (const [key, value] of values) {
    if ((key === "value" || key.startsWith("part.")) && value.trim()) return true;
  }
  return false;
}

function tell(form, text, kind) {
  const told = form.querySelector("[data-told]");
  told.textContent = text;
  told.className = `told ${kind}`;
}

function show(form, reply) {
  if (reply.seen !== undefined) form.elements.seen.value = reply.seen;
  const question = form.closest("article");
  if (reply.standing && reply.state === "saved") {
    const mood = question.querySelector("[data-mood]");
    mood.textContent = reply.standing;
    mood.className = `mood ${reply.mood}`;
  }
  for (const [layer, [answered, of]] of Object.entries(reply.progress || {})) {
    const text = document.querySelector(`[data-progress="${layer}"]`);
    if (text) text.textContent = `${answered} of ${of}`;
    const bar = layer && document.getElementById(`p-${layer}`);
    if (bar) bar.value = answered;
  }
  if (reply.state === "saved") tell(form, "Saved.", "saved");
  else {
    const standing = reply.state === "conflict" ? ` It says now: ${reply.said.join("; ")}.` : "";
    tell(form, `${reply.messages.join(" ")}${standing}`, "wrong");
  }
}

async function send(form, address) {
  tell(form, "Saving…", "");
  const body = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!(answer.headers.get("Content-Type") || "").includes("json")) throw new Error(await answer.text());
    show(form, await answer.json());
  } catch {
    tell(form, "Not saved: the page cannot reach the terminal it was started from. What you typed is still here.", "wrong");
  }
}

function save(form) {
  const before = queues.get(form) || Promise.resolve();
  const next = before.then(() => send(form, form.getAttribute("action")));
  queues.set(form, next);
  return next;
}

for (const form of document.querySelectorAll("[data-answer]")) {
  form.addEventListener("change", (event) => {
    if (event.target.name === "decision") return;
    if (event.target.name === "value" || event.target.name.startsWith("part.")) {
      const answer = form.querySelector('input[name="say"][value="answer"]');
      if (answer && event.target.value.trim()) answer.checked = true;
    }
    if (complete(form)) save(form);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.hasAttribute("data-withdraw")) return;
    event.preventDefault();
    save(form);
  });
}
