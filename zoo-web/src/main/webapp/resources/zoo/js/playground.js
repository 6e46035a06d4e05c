// Asks /v1/chat/completions as any client of OpenAI would and shows text as it comes; the last chunk carries the receipt.
const $ = (id) => document.getElementById(id);
const texts = $("ask-texts").dataset;
const context = texts.context ?? "";
const form = $("ask-form");
let running = null;

const fill = (element, text) => { element.textContent = text; return element; };

function link(page, params, text) {
  const anchor = document.createElement("a");
  anchor.href = `${context}/${page}.xhtml?${new URLSearchParams(params)}`;
  return fill(anchor, text);
}

function requestBody() {
  return JSON.stringify({
    model: $("ask-model").value,
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: "user", content: $("ask-text").value.trim() }],
    zoo: { domain: $("ask-library").value, experiences: $("ask-experiences").checked ? "on" : "off" },
  });
}

const sentence = (message) => (/[.!?]$/.test(message) ? message : `${message}.`);

async function refusalText(response) {
  const body = await response.json().catch(() => ({}));
  const message = body.error?.message ?? body.detail ?? response.statusText;
  if (response.status === 401) return texts.signin;
  const silent = [400, 402, 404, 429, 503].includes(response.status) && !/charged/i.test(message);
  return silent ? `${sentence(message)} ${texts.uncharged}` : sentence(message);
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

function showReceipt(zoo) {
  const { receipt_id: id, domain, library_version: version } = zoo;
  $("receipt-empty").hidden = true;
  $("receipt-facts").hidden = false;
  $("receipt-link").replaceWith(Object.assign(link("receipt", { id }, id), { id: "receipt-link" }));
  $("receipt-library").replaceChildren(
    version > 0 ? link("library", { domain, version }, `${domain}, ${texts.version} ${version}`) : texts.nolibrary);
  fill($("receipt-node"), zoo.node);
  fill($("receipt-fee"), `${zoo.fee.value} ${zoo.fee.asset}`);
  showExperiences(zoo.experiences_used, zoo.experiences_skipped);
}

function row(...content) {
  const item = document.createElement("li");
  item.append(...content);
  return item;
}

function figure(cosine) {
  const span = document.createElement("span");
  span.className = "num";
  span.title = texts.cosine;
  return fill(span, cosine.toFixed(3));
}

function showExperiences(used, skipped) {
  const rows = [
    ...used.map(({ id, text, cosine }) => row(link("experience", { id }, text), figure(cosine))),
    ...skipped.map(({ id, reason }) => row(link("experience", { id }, id), `${texts.skipped}: ${reason}`)),
  ];
  $("used-title").hidden = false;
  $("used").replaceChildren(...(rows.length ? rows : [row(texts.none)]));
}

function showError(message) {
  fill($("ask-error"), message).hidden = false;
}

function busy(on) {
  $("ask-button").disabled = on;
  $("ask-stop").hidden = !on;
  $("answer").dataset.busy = on;
}

function clear() {
  $("answer").textContent = "";
  $("ask-error").hidden = true;
  $("receipt-facts").hidden = true;
  $("receipt-empty").hidden = false;
  $("used-title").hidden = true;
  $("used").replaceChildren();
}

async function ask(signal) {
  const response = await fetch(`${context}/v1/chat/completions`, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-Requested-With": "XMLHttpRequest" },
    body: requestBody(),
    signal,
  });
  if (!response.ok) return showError(await refusalText(response));
  for await (const event of events(response)) {
    if (event.error) return showError(event.error.message);
    $("answer").append(event.choices?.[0]?.delta?.content ?? "");
    if (event.zoo) showReceipt(event.zoo);
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clear();
  busy(true);
  $("answer").scrollIntoView({ block: "nearest" });
  running = new AbortController();
  try {
    await ask(running.signal);
  } catch (error) {
    showError(error.name === "AbortError" ? texts.stopped : error instanceof TypeError ? texts.lost : error.message);
  } finally {
    busy(false);
  }
});

$("ask-stop").addEventListener("click", () => running?.abort());

for (const sample of document.querySelectorAll("[data-sample]")) {
  sample.addEventListener("click", () => {
    $("ask-text").value = sample.dataset.sample;
    $("ask-text").focus();
  });
}
