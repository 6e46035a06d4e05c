// The stock OpenAI client against all of /v1: what is supported, what is refused. Prints one JSON object.
import OpenAI from 'openai';

const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey, STUB_MODEL: stub } = process.env;
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const keeper = 'zoo-keeper-tiny';
const content = process.argv[2];
const ask = (more = {}) => ({ model: keeper, seed: 7, messages: [{ role: 'user', content }], ...more });
const stubbed = (more = {}) => ({ model: stub, messages: [{ role: 'user', content: 'Use the tool' }], ...more });
const tools = [{ type: 'function', function: { name: 'turn', parameters: { type: 'object', properties: {} } } }];

const refusal = async (call) => {
  try {
    await call();
    return null;
  } catch (error) {
    return { name: error.constructor.name, status: error.status, code: error.code, param: error.param, type: error.type, id: error.requestID };
  }
};

const model = await client.models.retrieve(keeper);

const { data: answer, response } = await client.chat.completions
  .create(ask({ logprobs: true, top_logprobs: 2 }), { headers: { 'x-request-id': 'contract-it-1' } })
  .withResponse();
const headers = Object.fromEntries(['x-request-id', 'openai-processing-ms', 'x-zoo-receipt', 'x-zoo-node', 'x-zoo-fee', 'x-zoo-library-root'].map((name) => [name, response.headers.get(name)]));

const chunks = [];
for await (const chunk of await client.chat.completions.create(ask({ stream: true, logprobs: true, stream_options: { include_usage: true } }))) chunks.push(chunk);
const stream = {
  text: chunks.map((chunk) => chunk.choices[0]?.delta?.content ?? '').join(''),
  logprobs: chunks.reduce((sum, chunk) => sum + (chunk.choices[0]?.logprobs?.content?.length ?? 0), 0),
  usage: chunks.at(-1).usage,
  earlierUsage: chunks.slice(0, -1).every((chunk) => chunk.usage === null),
  zoo: chunks.find((chunk) => chunk.zoo)?.zoo,
};

const pinned = (await client.chat.completions.create(ask({ zoo: { domain: 'keeper.signs', library_version: 1 } }))).zoo;
const rooted = (await client.chat.completions.create(ask({ zoo: { experiences: pinned.library_root, only: [answer.zoo.node] } }))).zoo;

const older = await client.completions.create({ model: keeper, prompt: content, echo: true, seed: 7 });
let olderText = '';
for await (const chunk of await client.completions.create({ model: keeper, prompt: content, seed: 7, stream: true })) olderText += chunk.choices[0]?.text ?? '';

const embed = { model: 'bge-small-en-v1.5-q', input: [content, 'another text'] };
const packed = await client.embeddings.create(embed);
const plain = await client.embeddings.create({ ...embed, encoding_format: 'float' });
const embeddings = {
  sizes: plain.data.map((entry) => entry.embedding.length),
  same: plain.data.every((entry, i) => entry.embedding.every((x, j) => Math.abs(x - packed.data[i].embedding[j]) < 1e-6)),
  length: Math.hypot(...plain.data[0].embedding),
};

const refusals = {
  n: await refusal(() => client.chat.completions.create(ask({ n: 2 }))),
  tools: await refusal(() => client.chat.completions.create(ask({ tools }))),
  unknown: await refusal(() => client.chat.completions.create(ask({ top_k: 5 }))),
  tokens: await refusal(() => client.chat.completions.create(ask({ max_tokens: 100000 }))),
  streamed: await refusal(() => client.chat.completions.create(ask({ stream: true, presence_penalty: 1 }))),
  price: await refusal(() => client.chat.completions.create(ask({ zoo: { max_price: '0.009' } }))),
  version: await refusal(() => client.chat.completions.create(ask({ zoo: { library_version: 99999 } }))),
  redundancy: await refusal(() => client.chat.completions.create(ask({ zoo: { redundancy: 3 } }))),
  node: await refusal(() => client.chat.completions.create(ask({ zoo: { ignore: ['nobody'] } }))),
  model: await refusal(() => client.embeddings.create({ ...embed, model: 'text-embedding-3-small' })),
  tokenInput: await refusal(() => client.embeddings.create({ ...embed, input: [1, 2, 3] })),
  responses: await refusal(() => client.responses.create({ model: keeper, input: content })),
};

const called = await client.chat.completions.create(stubbed({ tools, tool_choice: 'auto' }));
const call = called.choices[0].message.tool_calls?.[0];
const followed = await client.chat.completions.create(
  stubbed({
    tools,
    messages: [{ role: 'user', content: 'Use the tool' }, called.choices[0].message, { role: 'tool', tool_call_id: call?.id, content: '42' }],
  }),
);
const streamed = await client.chat.completions.stream(stubbed({ tools })).finalChatCompletion();
const several = await client.chat.completions.create(stubbed({ n: 2 }));
const severalStreamed = ['', ''];
for await (const chunk of await client.chat.completions.create(stubbed({ n: 2, stream: true }))) {
  for (const choice of chunk.choices) severalStreamed[choice.index] += choice.delta.content ?? '';
}
let seen = '';
const broken = await refusal(async () => {
  for await (const chunk of await client.chat.completions.create(stubbed({ stream: true, messages: [{ role: 'user', content: 'die' }] }))) seen += chunk.choices[0]?.delta?.content ?? '';
});

console.log(JSON.stringify({
  model, answer, headers, stream, pinned, rooted, older, olderText, embeddings, refusals,
  tools: { called, followed: followed.choices[0].message.content, streamed: streamed.choices[0].message.tool_calls?.[0]?.function },
  several: several.choices.map((choice) => choice.message.content), severalFee: several.zoo.fee.value, severalStreamed,
  broken: { ...broken, seen },
}));
