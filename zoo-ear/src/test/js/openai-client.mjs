// The stock OpenAI client against our /v1: list, answer, stream, refusal. Prints one JSON object.
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

let refusal = null;
try {
  await client.chat.completions.create(ask('What is the capital of France?'));
} catch (error) {
  refusal = { name: error.constructor.name, status: error.status, code: error.code, message: error.message };
}

let unauthorised = null;
try {
  await new OpenAI({ baseURL: process.env.OPENAI_BASE_URL, apiKey: 'zoo_nobody00_x', maxRetries: 0 }).models.list();
} catch (error) {
  unauthorised = { name: error.constructor.name, status: error.status };
}

console.log(JSON.stringify({ models, answer, stream: { text, finish, usage, zoo }, refusal, unauthorised }));
