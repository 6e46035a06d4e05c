// The stock OpenAI client against our /v1: models, answers, streams, embeddings, refusals. Prints one JSON object.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.OPENAI_BASE_URL, apiKey: process.env.OPENAI_API_KEY, maxRetries: 0 });
const model = 'zoo-keeper-tiny';
const ask = (content) => ({ model, seed: 7, messages: [{ role: 'user', content }] });
const question = process.argv[2];

const models = [];
for await (const entry of client.models.list()) models.push(entry.id);

const answer = await client.chat.completions.create(ask(question));

let text = '';
let finish = null;
let usage = null;
let zoo = null;
const stream = await client.chat.completions.create({ ...ask(question), stream: true, stream_options: { include_usage: true } });
for await (const chunk of stream) {
  const choice = chunk.choices[0];
  text += choice?.delta?.content ?? '';
  finish = choice?.finish_reason ?? finish;
  usage = chunk.usage ?? usage;
  zoo = chunk.zoo ?? zoo;
}

/** What a call that must fail fails with. */
async function refused(call) {
  try {
    await call();
  } catch (error) {
    return { name: error.constructor.name, status: error.status, code: error.code, param: error.param, message: error.message };
  }
  return null;
}

const refusal = await refused(() => client.chat.completions.create(ask('What is the capital of France?')));
const look = { type: 'function', function: { name: 'look', parameters: { type: 'object', properties: {} } } };
const tools = await refused(() => client.chat.completions.create({ ...ask(question), tools: [look] }));
const streamed = await refused(() => client.chat.completions.create({ ...ask('What is love?'), stream: true }));
const unknown = await refused(() => client.models.retrieve('gpt-none'));

const card = await client.models.retrieve(model);
const legacy = await client.completions.create({ model, prompt: question, seed: 7 });
// The client asks for base64 and makes numbers of it.
const embeddings = await client.embeddings.create({ model: 'bge-small-en-v1.5-q', input: [question, 'otters'] });
const lengths = embeddings.data.map((one) => Math.sqrt(one.embedding.reduce((sum, x) => sum + x * x, 0)));

let unauthorised = null;
try {
  await new OpenAI({ baseURL: process.env.OPENAI_BASE_URL, apiKey: 'zoo_nobody00_x', maxRetries: 0 }).models.list();
} catch (error) {
  unauthorised = { name: error.constructor.name, status: error.status };
}

console.log(JSON.stringify({ models, answer, stream: { text, finish, usage, zoo }, refusal, tools, streamed, unknown, unauthorised, card, legacy, lengths }));
