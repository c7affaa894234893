// A separate process: sends numbered messages at a steady rate, however late the answers are, and reports each result.
import { outgoingRequestOf } from '../../../dist/src/simulator/outgoing-request.js';
import { keepSchedule } from '../../../dist/src/simulator/schedule.js';
import { VendorConnection } from '../../../dist/src/simulator/vendor-connection.js';
import { messageOf } from '../../../dist/src/testing/callback-of.js';

const [port, rate, prefix, appId] = process.argv.slice(2);
const MOST_CONNECTIONS = 2_000;
/** Connections that are opened in advance, as a load balancer does. */
const WARM_CONNECTIONS = 400;
/** Longer than a vendor waits: so a late answer differs from a missing one. */
const TIMEOUT_MS = 15_000;

const connection = new VendorConnection(`http://127.0.0.1:${port}`, MOST_CONNECTIONS, TIMEOUT_MS);
const exchanges = [];
// Random is an unsigned 32-bit number. No two senders of a run use the same numbers.
const base = Math.floor(Math.random() * 2 ** 31);

function numbered(number) {
  return messageOf('Group.CallbackBeforeSendMsg', `number ${number}, 你好`, {
    GroupId: `g${number % 50}`,
    From_Account: `u${number % 500}`,
    Operator_Account: undefined,
    OnlineOnlyFlag: undefined,
    MsgId: `${prefix}-${number}`,
    Random: base + number,
    EventTime: 1_670_574_414_123,
  });
}

function sentMessage({ request, answer, error, ms, lagMs }) {
  return {
    key: request.callback.body.MsgId,
    status: answer?.status ?? 0,
    text: answer?.text ?? '',
    type: answer?.headers.get('content-type') ?? '',
    length: answer?.headers.get('content-length') ?? '',
    error: error ?? '',
    ms,
    lag: lagMs,
  };
}

await connection.warm(WARM_CONNECTIONS);
const stopped = new AbortController();
let sent = 0;
const sending = keepSchedule(
  { rate: Number(rate), seconds: Infinity },
  (dueAt) => exchanges.push(connection.send(outgoingRequestOf(numbered(sent++), { appId }), dueAt)),
  stopped.signal,
);

process.on('message', async () => {
  stopped.abort();
  await sending;
  const messages = (await Promise.all(exchanges)).map(sentMessage);
  connection.close();
  process.send(messages, () => process.exit());
});
// The parent process is gone.
process.on('disconnect', () => process.exit());
