const HTTP = 'HTTP: read, parse';
/** Where bytes come from before anybody knows whose they are. */
const SOCKETS = /node:(net|internal\/stream|stream)/;

/** Where the time of a function counts, by its file; the first that fits. */
const BY_FILE = [
  [
    'guard',
    /src\/tencent\/(tencent-signature|sdk-appid\.guard|tencent\.platform)|src\/openim\/openim-secret|src\/callback\/callback\.guard|node:(internal\/)?crypto/,
  ],
  ['keywords', /src\/keywords\/|opencc|pinyin/],
  ['rules', /src\/rules\/|src\/mutes\/|src\/strikes\/|cel-js|re2js|linkify/],
  ['enrich', /src\/member-level\/|src\/callback\/(enrich|element-source|message-enricher|message-limits)/],
  ['spool', /src\/message-log\/(spool|open-segment|closed-segment|spool-drain)|node:(internal\/)?fs/],
  [
    'record, PostgreSQL',
    /src\/message-log\/|src\/database\/|node_modules\/(pg|pg-[a-z-]+|postgres-[a-z]+|typeorm)\/|src\/callback\/(outcome|log\.interceptor|time-ordered-id)/,
  ],
  [
    'reply',
    /src\/callback\/(reply\.interceptor|envelope|send-envelope|answer)|src\/(tencent|openim)\/[a-z-]*(envelope|answer)|node:_http_outgoing/,
  ],
  [
    'JSON, DTO',
    /src\/callback\/(dto|json-spans|conform|callback\.js|bare-event|readable-text|repeat-key)|\.dto\.js|src\/(tencent|openim|group|live-room|c2c|official-account)\/|class-(validator|transformer)/,
  ],
  [
    HTTP,
    /node:(_http|internal\/(http|url))|src\/callback\/(callback-express|callback\.dispatcher|read-body|query|callback-request)|node_modules\/(express|router|qs|finalhandler)/,
  ],
  ['Nest, RxJS', /node_modules\/(@nestjs|rxjs|reflect-metadata)/],
  ['pipeline', /src\/(callback|metrics|tracing)\//],
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
