// A process of its own: numbered messages at a steady rate, whatever the answers do, and what became of each.
import { Agent, request } from 'node:http';

const [port, rate, prefix, path] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 2_000, maxFreeSockets: 2_000, scheduling: 'lifo' });
const messages = [];
// Random is an unsigned number of 32 bits, and no two senders of a run have the same ones.
const base = Math.floor(Math.random() * 2 ** 31);
let underWay = 0;

function send(number, dueAt) {
  const key = `${prefix}-${number}`;
  const message = {
    key,
    status: 0,
    text: '',
    type: '',
    length: '',
    error: '',
    ms: 0,
    lag: performance.now() - dueAt,
  };
  messages.push(message);
  underWay++;
  let isOver = false;
  const over = (error) => {
    if (isOver) return;
    isOver = true;
    if (error) message.error = error.code ?? error.message;
    message.ms = performance.now() - dueAt;
    underWay--;
  };
  const sent = request({ host: '127.0.0.1', port, path, method: 'POST', agent }, (response) => {
    message.status = response.statusCode;
    message.type = response.headers['content-type'] ?? '';
    message.length = response.headers['content-length'] ?? '';
    response.on('data', (chunk) => (message.text += chunk.toString()));
    response.on('end', () => over());
    response.on('error', over);
  });
  sent.on('error', over);
  sent.end(
    JSON.stringify({
      GroupId: `g${number % 50}`,
      Type: 'Public',
      From_Account: `u${number % 500}`,
      MsgId: key,
      Random: base + number,
      MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: `number ${number}, 你好` } }],
      EventTime: 1_670_574_414_123,
    }),
  );
}

/** Connections are there before they are needed, as those of a load balancer are. */
function connect() {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/health/live', agent }, (response) => {
      response.resume().on('end', resolve);
    });
    asked.on('error', resolve);
    asked.end();
  });
}
await Promise.all(Array.from({ length: 400 }, connect));

const start = performance.now();
let sent = 0;
const timer = setInterval(() => {
  const due = Math.floor(((performance.now() - start) * rate) / 1_000);
  while (sent < due) send(sent, start + (++sent * 1_000) / rate);
}, 2);

process.on('message', () => {
  clearInterval(timer);
  const end = performance.now() + 15_000;
  const wait = setInterval(() => {
    if (underWay > 0 && performance.now() < end) return;
    clearInterval(wait);
    agent.destroy();
    process.send(messages, () => process.exit());
  }, 10);
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
