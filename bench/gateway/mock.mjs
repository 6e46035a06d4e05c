// The backend that all contenders of bench/gateway stand before: OpenAI's chat completions with a fixed answer, at once
// or paced. node mock.mjs PORT EMBEDDER_PORT. A streamed answer has 32 pieces; the word "paced" in the question asks for
// 20 ms between them. "/v1/models" lists the one model. At its other port it stands in for the operator's embedding
// node: texts get vectors that are all near each other, so that a question finds experiences of any library.
import { createServer } from "node:http";

const MODEL = "mock-7b";
const PIECES = 32;
const PACE_MS = 20;
const head = { id: "chatcmpl-mock", created: 1767225600, model: MODEL };
const usage = { prompt_tokens: 24, completion_tokens: PIECES, total_tokens: 24 + PIECES };
const words = Array.from({ length: PIECES }, (_, i) => (i === 0 ? "word" : ` word${i}`));
const whole = Buffer.from(JSON.stringify({
  ...head, object: "chat.completion", usage,
  choices: [{ index: 0, message: { role: "assistant", content: words.join("") }, logprobs: null, finish_reason: "stop" }],
}));
const models = Buffer.from(JSON.stringify({ object: "list", data: [{ id: MODEL, object: "model", created: 0, owned_by: "mock" }] }));
const event = (choices, more = {}) => `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices, ...more })}\n\n`;
const pieces = [
  event([{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }]),
  ...words.map((content) => event([{ index: 0, delta: { content }, finish_reason: null }])),
];
const end = event([{ index: 0, delta: {}, finish_reason: "stop" }]) + event([], { usage }) + "data: [DONE]\n\n";

function stream(response, paced) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  if (!paced) {
    // In three writes, as a fast backend's pieces arrive.
    response.write(pieces.slice(0, 2).join(""));
    response.write(pieces.slice(2).join(""));
    response.end(end);
    return;
  }
  let next = 0;
  const timer = setInterval(() => {
    if (next < pieces.length) {
      response.write(next === 0 ? pieces[next++] + pieces[next++] : pieces[next++]);
    } else {
      clearInterval(timer);
      response.end(end);
    }
  }, PACE_MS);
  response.on("close", () => clearInterval(timer));
}

const DIMENSIONS = 384;
const nodeKey = Buffer.alloc(32, 7).toString("base64");

function vector(text) {
  let seed = 1;
  for (const c of text) seed = (seed * 31 + c.codePointAt(0)) >>> 0;
  return Array.from({ length: DIMENSIONS }, (_, i) => {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    return (i % 7) - 3 + 0.5 * (seed / 2 ** 32);
  });
}

function embed(response, body) {
  const { input } = JSON.parse(body);
  const data = [input].flat().map((text, index) => ({ object: "embedding", index, embedding: vector(text) }));
  json(response, Buffer.from(JSON.stringify({ object: "list", model: "mock-embedder", data })));
}

function json(response, bytes) {
  response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
  response.end(bytes);
}

function answer(response, body) {
  const request = JSON.parse(body);
  if (request.stream) {
    stream(response, body.includes("paced"));
  } else {
    json(response, whole);
  }
}

const server = createServer((request, response) => {
  if (request.method === "GET") {
    json(response, models);
    return;
  }
  let body = "";
  request.on("data", (part) => { body += part; });
  request.on("end", () => answer(response, body));
});
server.keepAliveTimeout = 120_000;
server.listen(Number(process.argv[2]), "127.0.0.1");

const health = Buffer.from(JSON.stringify({ status: "ok", models: ["mock-embedder"], public_key: nodeKey }));
const embedder = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => { body += part; });
  request.on("end", () => (request.method === "GET" ? json(response, health) : embed(response, body)));
});
embedder.listen(Number(process.argv[3]), "127.0.0.1");
