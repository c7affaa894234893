// A process of its own: numbered messages at a steady rate, whatever the answers do, and what became of each.
import { outgoingRequestOf } from '../../../dist/src/simulator/outgoing-request.js';
import { keepSchedule } from '../../../dist/src/simulator/schedule.js';
import { VendorConnection } from '../../../dist/src/simulator/vendor-connection.js';
import { messageOf } from '../../../dist/src/testing/callback-of.js';

const [port, rate, prefix, appId] = process.argv.slice(2);
const MOST_CONNECTIONS = 2_000;
/** Those that are there before they are needed, as those of a load balancer are. */
const WARM_CONNECTIONS = 400;
/** Longer than a vendor waits: an answer that comes too late is told from one that never comes. */
const PATIENCE_MS = 15_000;

const connection = new VendorConnection(`http://127.0.0.1:${port}`, MOST_CONNECTIONS, PATIENCE_MS);
const exchanges = [];
// Random is an unsigned number of 32 bits, and no two senders of a run have the same ones.
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

function sentMessage({ dispatch, answer, error, ms, lagMs }) {
  return {
    key: dispatch.callback.body.MsgId,
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
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
