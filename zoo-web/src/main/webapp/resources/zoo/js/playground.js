// Asks /v1/chat/completions as any client of OpenAI would and shows text as it comes; the last chunk carries the receipt.
// Then says, from the API as well, why that node, how the answer is verified and what is left to spend.
const $ = (id) => document.getElementById(id);
const texts = $("ask-texts").dataset;
const context = texts.context ?? "";
const form = $("ask-form");
let running = [];

const states = Object.fromEntries([...document.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one]));
const word = (kind, value) => states[`${kind}-${value}`]?.textContent ?? value;
const advices = Object.fromEntries([...document.querySelectorAll("[data-code]")].map((one) => [one.dataset.code, one]));
const fill = (element, text) => { element.textContent = text; return element; };
const filled = (pattern, ...values) => pattern.replace(/\{(\d)\}/g, (_, n) => values[n]);
const sentence = (message) => (/[.!?]$/.test(message) ? message : `${message}.`);
const grouped = (decimal) => decimal.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
const amount = ({ value, asset }) => `${grouped(value)} ${asset}`;
const brief = (id) => `${id.slice(0, 8)}…${id.slice(-6)}`;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

function link(address, text) {
  return fill(Object.assign(document.createElement("a"), { href: address }), text);
}
const pageLink = (page, params, text) => link(`${context}/${page}.xhtml?${new URLSearchParams(params)}`, text);

function span(text, className) {
  return fill(Object.assign(document.createElement("span"), { className }), text);
}

function row(...content) {
  const item = document.createElement("li");
  item.append(...content);
  return item;
}

async function read(path) {
  const answer = await fetch(`${context}/api/v1/${path}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  return answer.ok ? answer.json() : null;
}

// Server-sent events: one JSON object per data line, ended by [DONE].
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split(/\r?\n/);
    rest = lines.pop();
    for (const line of lines) {
      const data = line.startsWith("data:") ? line.slice(5).trim() : "";
      if (data === "[DONE]") return;
      if (data) yield JSON.parse(data);
    }
  }
  throw new Error(texts.lost);
}

// The fields of the form by the names the API blames, and by the codes that blame none.
const byParam = {
  messages: "ask-text",
  model: "ask-model",
  "zoo.domain": "ask-library",
  "zoo.experiences": "ask-experiences",
  "zoo.library_version": "ask-version",
  "zoo.strategy": "ask-strategy",
  "zoo.verification": "ask-verification",
  "zoo.redundancy": "ask-verification",
  "zoo.max_price": "ask-price",
};
const byCode = {
  outside_vocabulary: "ask-text",
  model_not_found: "ask-model",
  model_without_fee: "ask-model",
  library_not_found: "ask-library",
  library_version_not_found: "ask-version",
  library_version_incomplete: "ask-version",
  redundancy_unavailable: "ask-verification",
  max_price_below_fee: "ask-price",
};
const fieldOf = (code, param) => $(byParam[(param ?? "").replace(/\[.*$/, "")] ?? byCode[code] ?? "");
const labelOf = (field) => document.querySelector(`label[for="${field.id}"]`).textContent;

function markWrong(field, message) {
  const id = `${field.id}-wrong`;
  if ($(id)) return;
  const note = Object.assign(span(message, "wrong"), { id });
  field.parentElement.append(note);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [field.dataset.hint, id].filter(Boolean).join(" "));
  field.closest("details")?.setAttribute("open", "");
  field.focus();
}

function unmark() {
  for (const note of form.querySelectorAll(".wrong")) {
    const field = $(note.id.replace(/-wrong$/, ""));
    field.removeAttribute("aria-invalid");
    if (field.dataset.hint) field.setAttribute("aria-describedby", field.dataset.hint);
    else field.removeAttribute("aria-describedby");
    note.remove();
  }
}

// One answer on the page with everything about it.
class Run {
  constructor(experiences, title, first) {
    this.experiences = experiences;
    this.root = $("run-template").content.cloneNode(true).firstElementChild;
    this.part("title").textContent = title;
    if (first) this.part("answer").id = "answer";
    this.first = first;
    this.abort = new AbortController();
  }

  part(name) {
    return this.root.querySelector(`[data-part="${name}"]`);
  }

  body() {
    const zoo = { experiences: this.experiences };
    const chosen = { domain: $("ask-library").value, strategy: $("ask-strategy").value, verification: $("ask-verification").value, max_price: $("ask-price").value.trim() };
    for (const [name, value] of Object.entries(chosen)) if (value) zoo[name] = value;
    if ($("ask-version").value && !$("ask-version").disabled && this.experiences === "on") zoo.library_version = Number($("ask-version").value);
    return JSON.stringify({
      model: $("ask-model").value,
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: "user", content: $("ask-text").value.trim() }],
      zoo,
    });
  }

  async go() {
    const answer = this.part("answer");
    answer.dataset.busy = true;
    try {
      await this.ask();
    } catch (error) {
      this.fail(error.name === "AbortError" ? texts.stopped : error instanceof TypeError ? texts.lost : error.message);
    } finally {
      answer.dataset.busy = false;
    }
  }

  async ask() {
    const begun = performance.now();
    let first = 0;
    const response = await fetch(`${context}/v1/chat/completions`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-Requested-With": "XMLHttpRequest" },
      body: this.body(),
      signal: this.abort.signal,
    });
    if (!response.ok) return this.refused(response);
    for await (const event of events(response)) {
      if (event.error) return this.blame(event.error, sentence(event.error.message));
      const piece = event.choices?.[0]?.delta?.content ?? "";
      if (piece && !first) first = performance.now();
      this.part("answer").append(piece);
      if (event.zoo) this.zoo = event.zoo;
      if (event.usage) this.usage = event.usage;
    }
    const end = performance.now();
    fill(this.part("times"), filled(texts.times, Math.round((first || end) - begun), Math.round(end - begun)));
    if (this.zoo) await this.showReceipt(this.zoo);
  }

  async refused(response) {
    const { error = {} } = await response.json().catch(() => ({}));
    if (response.status === 401) {
      this.fail(texts.signin);
      this.part("error-todo").replaceChildren(link(texts.signinaddress, texts.signinlink));
      return;
    }
    const message = sentence(error.message ?? response.statusText);
    const silent = [400, 402, 404, 409, 429, 503].includes(response.status) && !/charged/i.test(message);
    this.blame(error, message, silent ? ` ${texts.uncharged}` : "");
  }

  // What is wrong with a field of the form stands beside it; here is said where to look.
  blame({ code, param }, message, after = "") {
    const field = fieldOf(code, param);
    if (field) markWrong(field, message);
    this.fail((field ? filled(texts.field, labelOf(field)) : message) + after, code);
  }

  fail(message, code) {
    fill(this.part("error-text"), message);
    const todo = advices[code];
    const address = todo?.getAttribute("href") ?? "";
    const elsewhere = address !== "" && address !== context;
    this.part("error-todo").replaceChildren(...(todo ? [elsewhere ? link(address, todo.textContent) : todo.textContent] : []));
    this.part("error").hidden = false;
  }

  async showReceipt(zoo) {
    const { receipt_id: id, domain, library_version: version } = zoo;
    const receipt = pageLink("receipt", { id }, id);
    if (this.first) receipt.id = "receipt-link";
    this.part("link").replaceChildren(receipt);
    this.part("library").replaceChildren(version > 0 ? pageLink("library", { domain, version }, `${domain}, ${texts.version} ${version}`) : texts.nolibrary);
    fill(this.part("fee"), amount(zoo.fee));
    const { prompt_tokens: asked = 0, completion_tokens: answered = 0 } = this.usage ?? {};
    fill(this.part("tokens"), filled(texts.tokens, asked, answered) + (zoo.usage_estimated ? ` (${texts.estimated})` : ""));
    this.showUsed(zoo);
    this.part("receipt").hidden = false;
    await Promise.all([this.showWhy(id), this.showLeft()]);
    this.followVerification(id, zoo.sealed);
  }

  showUsed({ experiences_used: used, experiences_skipped: skipped }) {
    const rows = [
      ...used.map(({ id, text, cosine }) => row(pageLink("experience", { id }, text), span(`${texts.cosine} ${cosine.toFixed(3)}`, "num muted"))),
      ...skipped.map(({ id, reason }) => row(pageLink("experience", { id }, brief(id)), span(`${texts.skipped}: ${reason}`, "muted reason"))),
    ];
    this.part("used").replaceChildren(...(rows.length ? rows : [row(this.experiences === "on" ? texts.none : texts.off)]));
    this.part("used-card").hidden = false;
  }

  async showWhy(id) {
    const decision = await read(`receipts/${id}/decision`);
    this.part("why").hidden = false;
    if (!decision) {
      fill(this.part("strategy"), texts.nodecision);
      return;
    }
    const again = decision.attempt > 1 ? ` ${filled(texts.attempt, decision.attempt)}` : "";
    fill(this.part("strategy"), `${word("strategy", decision.strategy)}. ${decision.note}${again}`);
    const rows = decision.nodes.map((one) => {
      const line = row(pageLink("node", { id: one.node_id }, one.node), span(one.reason, "muted reason"));
      line.classList.toggle("chosen", one.node_id === decision.node_id);
      return line;
    });
    if (decision.unnamed > 0) rows.push(row(`${texts.more} ${decision.unnamed}`));
    this.part("nodes").replaceChildren(...rows);
  }

  async showLeft() {
    const me = await read("me");
    if (!me) return;
    const lines = [filled(texts.balance, amount(me.spendable))];
    if (texts.organisation) {
      const budgets = await read(`organisations/${texts.organisation}/budgets`);
      for (const one of budgets?.items ?? []) {
        lines.push(filled(texts.budget, grouped(one.spent.value), amount(one.limit), word("period", one.period)));
      }
    }
    this.part("left").replaceChildren(...lines.map((line) => fill(document.createElement("div"), line)));
  }

  // As the portal shows a state everywhere: word, icon and tone.
  state(verification) {
    const known = states[`verification-${verification}`];
    return known ? known.querySelector(".status").cloneNode(true) : verification;
  }

  // An answer may be drawn for a check right after it is settled; looks a few times and leaves the rest to the receipt's page.
  async followVerification(id, sealed) {
    for (const pause of [0, 3000, 7000, 20000]) {
      await wait(pause);
      const receipt = await read(`receipts/${id}`);
      if (!receipt || !this.root.isConnected) return;
      this.part("verification").replaceChildren(this.state(receipt.verification));
      if (!sealed) {
        this.part("verification").append(` ${texts.unsealed}`);
        return;
      }
      if (receipt.verification !== "unchecked") return;
    }
  }
}

function busy(on) {
  $("ask-button").disabled = on;
  $("ask-stop").hidden = !on;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  unmark();
  const wanted = $("ask-experiences").value;
  running = wanted === "both"
    ? [new Run("on", texts.with, true), new Run("off", texts.without, false)]
    : [new Run(wanted, texts.answer, true)];
  $("runs").classList.toggle("halves", running.length > 1);
  $("runs").replaceChildren(...running.map((run) => run.root));
  $("ask-what").hidden = true;
  busy(true);
  $("runs").scrollIntoView({ block: "nearest" });
  await Promise.all(running.map((run) => run.go()));
  busy(false);
});

$("ask-stop").addEventListener("click", () => running.forEach((run) => run.abort.abort()));

for (const sample of document.querySelectorAll("[data-sample]")) {
  sample.addEventListener("click", () => {
    $("ask-text").value = sample.dataset.sample;
    $("ask-text").focus();
  });
}

// A browser says nothing about a wrong field it cannot show.
form.addEventListener("invalid", (event) => event.target.closest("details")?.setAttribute("open", ""), true);

// The most that what is chosen may cost: the model's fee, once for each node that the asker has answer.
function price() {
  const { once, twice, several, lowest, refused, none, nomodel } = $("ask-fee").dataset;
  const model = $("ask-model").selectedOptions[0]?.dataset;
  if (!model?.usual) return model ? none : nomodel;
  const amount = model[$("ask-verification").value] ?? model.usual;
  const lines = [filled($("ask-experiences").value === "both" ? twice : once, amount)];
  if (amount !== model.usual) lines.push(several);
  if (model.lowest && model.lowest !== model.usual) lines.push(filled(lowest, model.lowest));
  return [...lines, refused].join(" ");
}

// What an answer costs is said before it is asked for; a version's number has its library's newest beside it.
function explain() {
  fill($("ask-fee"), price());
  const { value: domain, selectedOptions } = $("ask-library");
  const head = selectedOptions[0]?.dataset.head ?? "0";
  $("ask-version").max = head === "0" ? "" : head;
  $("ask-version").disabled = head === "0" || $("ask-experiences").value === "off";
  fill($("ask-version-hint"), domain === "" ? texts.own : head === "0" ? texts.nolibrary : filled(texts.head, head));
}
for (const id of ["ask-model", "ask-verification", "ask-experiences", "ask-library"]) $(id).addEventListener("change", explain);
explain();
