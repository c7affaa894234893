const HTTP = 'HTTP: read, parse';
/** Where bytes come from before anybody knows whose they are. */
const SOCKETS = /node:(net|internal\/stream|stream)/;

/** Where the time of a function counts, by its file; the first that fits. */
const BY_FILE = [
  [
    'guard',
    /src\/tencent\/(tencent-signatures|sdk-appid\.guard)|src\/openim\/openim-secret|node:(internal\/)?crypto/,
  ],
  ['keywords', /src\/keywords\/|opencc|pinyin/],
  ['rules', /src\/rules\/|src\/mutes\/|src\/strikes\/|cel-js|re2js|linkify/],
  [
    'enrich',
    /src\/member-level\/|src\/pipeline\/(enrich|message-limits|extensions\/message-enricher)|src\/json\/element-source|src\/(tencent|openim)\/[a-z-]*level/,
  ],
  ['spool', /src\/spool\/|node:(internal\/)?fs/],
  [
    'record, PostgreSQL',
    /src\/(records|database|idempotency)\/|node_modules\/(pg|pg-[a-z-]+|postgres-[a-z]+|typeorm)\/|src\/pipeline\/(outcome|log\.interceptor|time-ordered-id)/,
  ],
  [
    'reply',
    /src\/http\/reply-batch|src\/pipeline\/reply|src\/(tencent|openim)\/([a-z-]*reply|[a-z]+\.platform)|node:_http_outgoing/,
  ],
  [
    'JSON, DTO',
    /src\/json\/|src\/pipeline\/(callback\.js|callback-event|header-only-event|commands\/(parse-body|adapt-verdict))|\.dto\.js|src\/(tencent|openim)\/|class-(validator|transformer)/,
  ],
  [
    HTTP,
    /node:(_http|internal\/(http|url))|src\/http\/|src\/pipeline\/query|node_modules\/(express|router|qs|finalhandler)/,
  ],
  ['Nest, RxJS', /node_modules\/(@nestjs|rxjs|reflect-metadata)/],
  ['pipeline', /src\/(pipeline|resilience|metrics|tracing)\//],
];

/** What V8 says of time that is nobody's function. */
const BY_NAME = new Map([
  ['(garbage collector)', 'GC'],
  ['(idle)', 'idle'],
  ['(program)', 'other'],
  ['(root)', 'other'],
]);

/** Native functions, which have no file. */
const NATIVE = [
  ['JSON, DTO', /^(parse|stringify)$/],
  [HTTP, /^(readStart|shutdown|consume|getsockname|getpeername)$/],
  ['guard', /^(hash|update|digest|Hash|timingSafeEqual|oneShotDigest)$/],
];

/**
 * The stage of one of a profile's functions. One that V8 has built in counts for whoever calls it.
 *
 * @param {{ functionName: string, url: string }} frame
 * @param {string} callerStage
 */
export function stageOf({ functionName, url }, callerStage) {
  const known = BY_NAME.get(functionName);
  if (known) return known;
  if (url === '') return NATIVE.find(([, pattern]) => pattern.test(functionName))?.[0] ?? callerStage;
  const own = BY_FILE.find(([, pattern]) => pattern.test(url))?.[0];
  if (own) return own;
  // Of Node and of libraries that everybody uses.
  return callerStage === 'other' && SOCKETS.test(url) ? HTTP : callerStage;
}
